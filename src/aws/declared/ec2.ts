// Amazon EC2: the volumes that are attached to instances, and the snapshots of a volume.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
import { AwsEc2QueryProtocol } from '@aws-sdk/core/protocols';
import { declareClient, declareCommands } from './declare-service.ts';
import { listOf, named, number, operation, structure, text, time } from './schema.ts';

const service = {
  serviceId: 'EC2',
  host: 'ec2',
  signingName: 'ec2',
  version: '2016-11-15',
  protocol: AwsEc2QueryProtocol,
  xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15',
  isFipsInGovCloud: true,
};

export interface DescribeInstancesInput {
  /** From 5 to 1,000. */
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

export interface Ec2Instance {
  readonly InstanceId?: string;
  readonly State?: { readonly Name?: string };
  readonly BlockDeviceMappings?: readonly { readonly Ebs?: { readonly VolumeId?: string } }[];
}

export interface DescribeInstancesOutput {
  readonly Reservations?: readonly { readonly OwnerId?: string; readonly Instances?: readonly Ec2Instance[] }[];
  readonly NextToken?: string;
}

const mapping = structure({ Ebs: named('ebs', structure({ VolumeId: named('volumeId', text) })) });

const instance = structure({
  InstanceId: named('instanceId', text),
  State: named('instanceState', structure({ Name: named('name', text) })),
  BlockDeviceMappings: named('blockDeviceMapping', listOf(mapping, 'item')),
});

const reservation = structure({
  OwnerId: named('ownerId', text),
  Instances: named('instancesSet', listOf(instance, 'item')),
});

export const DescribeInstances$ = operation(
  'DescribeInstances',
  structure({ MaxResults: number, NextToken: text }),
  structure({
    Reservations: named('reservationSet', listOf(reservation, 'item')),
    NextToken: named('nextToken', text),
  }),
);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html */
export interface DescribeSnapshotsInput {
  readonly Filters?: readonly { readonly Name: string; readonly Values: readonly string[] }[];
  /** 'self': the caller's account; otherwise shared and public snapshots are returned as well. */
  readonly OwnerIds?: readonly string[];
}

export interface Ec2Snapshot {
  readonly SnapshotId?: string;
  readonly State?: string;
  readonly StartTime?: Date;
  readonly Description?: string;
  readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[];
}

export interface DescribeSnapshotsOutput {
  readonly Snapshots?: readonly Ec2Snapshot[];
  readonly NextToken?: string;
}

const filter = structure({ Name: text, Values: named('Value', listOf(text)) });

const snapshot = structure({
  SnapshotId: named('snapshotId', text),
  State: named('status', text),
  StartTime: named('startTime', time),
  Description: named('description', text),
  Tags: named('tagSet', listOf(structure({ Key: named('key', text), Value: named('value', text) }), 'item')),
});

export const DescribeSnapshots$ = operation(
  'DescribeSnapshots',
  structure({ Filters: named('Filter', listOf(filter)), OwnerIds: named('Owner', listOf(text)) }),
  structure({
    Snapshots: named('snapshotSet', listOf(snapshot, 'item')),
    NextToken: named('nextToken', text),
  }),
);

const command = declareCommands(service);
export const Ec2Client = declareClient(service);
export const DescribeInstancesCommand = command<DescribeInstancesInput, DescribeInstancesOutput>(DescribeInstances$);
export const DescribeSnapshotsCommand = command<DescribeSnapshotsInput, DescribeSnapshotsOutput>(DescribeSnapshots$);
