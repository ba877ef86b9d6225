// Amazon EC2: the volumes that are attached to instances, the snapshots of a volume, and where a restore can place things.
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

export const DescribeInstances$ = operation('DescribeInstances', {
  input: structure({ MaxResults: number, NextToken: text }),
  output: structure({
    Reservations: named('reservationSet', listOf(reservation, 'item')),
    NextToken: named('nextToken', text),
  }),
});

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

export const DescribeSnapshots$ = operation('DescribeSnapshots', {
  input: structure({ Filters: named('Filter', listOf(filter)), OwnerIds: named('Owner', listOf(text)) }),
  output: structure({
    Snapshots: named('snapshotSet', listOf(snapshot, 'item')),
    NextToken: named('nextToken', text),
  }),
});

interface PagedInput {
  /** From 5 to 1,000. */
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

export interface DescribeAvailabilityZonesOutput {
  /** `State`: available, impaired or others. */
  readonly AvailabilityZones?: readonly { readonly ZoneName?: string; readonly State?: string }[];
}

export interface Ec2Subnet {
  readonly SubnetId?: string;
  readonly VpcId?: string;
  readonly AvailabilityZone?: string;
  readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[];
}

export interface DescribeSubnetsOutput {
  readonly Subnets?: readonly Ec2Subnet[];
  readonly NextToken?: string;
}

export interface DescribeSecurityGroupsOutput {
  readonly SecurityGroups?: readonly {
    readonly GroupId?: string;
    readonly GroupName?: string;
    readonly VpcId?: string;
  }[];
  readonly NextToken?: string;
}

const paged = structure({ MaxResults: number, NextToken: text });

const zone = structure({ ZoneName: named('zoneName', text), State: named('zoneState', text) });

export const DescribeAvailabilityZones$ = operation('DescribeAvailabilityZones', {
  input: structure({}),
  output: structure({ AvailabilityZones: named('availabilityZoneInfo', listOf(zone, 'item')) }),
});

const tag = structure({ Key: named('key', text), Value: named('value', text) });

const subnet = structure({
  SubnetId: named('subnetId', text),
  VpcId: named('vpcId', text),
  AvailabilityZone: named('availabilityZone', text),
  Tags: named('tagSet', listOf(tag, 'item')),
});

export const DescribeSubnets$ = operation('DescribeSubnets', {
  input: paged,
  output: structure({ Subnets: named('subnetSet', listOf(subnet, 'item')), NextToken: named('nextToken', text) }),
});

const securityGroup = structure({
  GroupId: named('groupId', text),
  GroupName: named('groupName', text),
  VpcId: named('vpcId', text),
});

export const DescribeSecurityGroups$ = operation('DescribeSecurityGroups', {
  input: paged,
  output: structure({
    SecurityGroups: named('securityGroupInfo', listOf(securityGroup, 'item')),
    NextToken: named('nextToken', text),
  }),
});

const command = declareCommands(service);
export const Ec2Client = declareClient(service);
export const DescribeInstancesCommand = command<DescribeInstancesInput, DescribeInstancesOutput>(DescribeInstances$);
export const DescribeAvailabilityZonesCommand = command<object, DescribeAvailabilityZonesOutput>(
  DescribeAvailabilityZones$,
);
export const DescribeSubnetsCommand = command<PagedInput, DescribeSubnetsOutput>(DescribeSubnets$);
export const DescribeSecurityGroupsCommand = command<PagedInput, DescribeSecurityGroupsOutput>(DescribeSecurityGroups$);
export const DescribeSnapshotsCommand = command<DescribeSnapshotsInput, DescribeSnapshotsOutput>(DescribeSnapshots$);
