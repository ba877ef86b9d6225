// Amazon EC2: the volumes that are attached to instances.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
import { AwsEc2QueryProtocol } from '@aws-sdk/core/protocols';
import { declareClient, declareCommands } from './declare-service.ts';
import { listOf, named, number, operation, structure, text } from './schema.ts';

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

export const Ec2Client = declareClient(service);
export const DescribeInstancesCommand = declareCommands(service)<DescribeInstancesInput, DescribeInstancesOutput>(
  DescribeInstances$,
);
