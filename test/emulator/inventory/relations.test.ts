import { expect, test } from 'vitest';
import { ListStackResourcesCommand } from '../../../src/aws/declared/cloudformation.ts';
import { DescribeInstancesCommand } from '../../../src/aws/declared/ec2.ts';
import { DescribeDBClustersCommand, DescribeDBInstancesCommand } from '../../../src/aws/declared/rds.ts';
import { emulatorAt } from '../clients.ts';
import { declaredClients } from './declared-clients.ts';

test('instances have their volumes, page by page', async () => {
  const { ec2 } = declaredClients(await emulatorAt(), 'eu-west-1');
  const { Reservations = [], NextToken } = await ec2.send(new DescribeInstancesCommand({ MaxResults: 5 }));
  expect(NextToken).toBeUndefined();
  const volumes = Reservations.flatMap(({ Instances = [] }) =>
    Instances.map(({ BlockDeviceMappings = [] }) => BlockDeviceMappings.map(({ Ebs }) => Ebs?.VolumeId)),
  );
  expect(volumes).toEqual([[expect.stringMatching(/^vol-[0-9a-f]{17}$/)], []]);
  await expect(ec2.send(new DescribeInstancesCommand({ MaxResults: 4 }))).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
});

test('a Region without anything has empty lists', async () => {
  const { ec2, rds } = declaredClients(await emulatorAt(), 'sa-east-1');
  expect(await ec2.send(new DescribeInstancesCommand({}))).toMatchObject({ Reservations: [] });
  expect(await rds.send(new DescribeDBInstancesCommand({}))).toMatchObject({ DBInstances: [] });
  expect(await rds.send(new DescribeDBClustersCommand({}))).toMatchObject({ DBClusters: [] });
});

test('clusters have an engine, and their instances name them', async () => {
  const { rds } = declaredClients(await emulatorAt(), 'eu-west-1');
  const { DBClusters } = await rds.send(new DescribeDBClustersCommand({}));
  expect(DBClusters).toEqual([
    {
      DBClusterIdentifier: 'eu-analytics',
      DBClusterArn: 'arn:aws:rds:eu-west-1:123456789012:cluster:eu-analytics',
      Engine: 'aurora-postgresql',
      ClusterCreateTime: new Date('2024-03-01T08:00:00Z'),
    },
  ]);
  const { DBInstances = [] } = await rds.send(new DescribeDBInstancesCommand({ MaxRecords: 20 }));
  const clusters = DBInstances.map((instance) => [instance.DBInstanceIdentifier, instance.DBClusterIdentifier]);
  expect(clusters).toContainEqual(['eu-analytics-instance-2', 'eu-analytics']);
  expect(clusters).toContainEqual(['eu-payments-db', undefined]);
  await expect(rds.send(new DescribeDBInstancesCommand({ MaxRecords: 19 }))).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
});

test('a stack has members that AWS Backup protects, and others', async () => {
  const { cloudformation } = declaredClients(await emulatorAt(), 'eu-west-1');
  const { StackResourceSummaries = [] } = await cloudformation.send(
    new ListStackResourcesCommand({ StackName: 'eu-shop' }),
  );
  expect(StackResourceSummaries.map(({ ResourceType }) => ResourceType)).toEqual([
    'AWS::DynamoDB::Table',
    'AWS::EFS::FileSystem',
    'AWS::IAM::Role',
  ]);
  await expect(cloudformation.send(new ListStackResourcesCommand({ StackName: 'no-stack' }))).rejects.toMatchObject({
    name: 'ValidationError',
    message: "Stack 'no-stack' does not exist",
  });
});

test('each refuses in its own words', async () => {
  const emulator = await emulatorAt({ faults: [{ kind: 'deny', region: 'eu-west-1' }] });
  const { ec2, rds, cloudformation } = declaredClients(emulator, 'eu-west-1');
  const nameOf = (response: Promise<unknown>) => response.then(undefined, (error: Error) => error.name);
  expect(await nameOf(ec2.send(new DescribeInstancesCommand({})))).toBe('UnauthorizedOperation');
  expect(await nameOf(rds.send(new DescribeDBClustersCommand({})))).toBe('AccessDenied');
  expect(await nameOf(cloudformation.send(new ListStackResourcesCommand({ StackName: 'a' })))).toBe('AccessDenied');
});
