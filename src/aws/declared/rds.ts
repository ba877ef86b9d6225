// Amazon RDS, Aurora, DocumentDB and Neptune: the engines of clusters, the instances that belong to one, whether a name is
// taken, and subnet groups.
// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { declareClient, declareCommands } from './declare-service.ts';
import { listOf, number, operation, structure, text, time } from './schema.ts';

const service = {
  serviceId: 'RDS',
  host: 'rds',
  signingName: 'rds',
  version: '2014-10-31',
  protocol: AwsQueryProtocol,
  xmlNamespace: 'http://rds.amazonaws.com/doc/2014-10-31/',
  isFipsInGovCloud: true,
};

interface DescribeInput {
  /** From 20 to 100. */
  readonly MaxRecords?: number;
  readonly Marker?: string;
}

interface DescribeInstancesInput extends DescribeInput {
  /** AWS answers DBInstanceNotFound if there is none. */
  readonly DBInstanceIdentifier?: string;
}

interface DescribeClustersInput extends DescribeInput {
  /** AWS answers DBClusterNotFoundFault if there is none. */
  readonly DBClusterIdentifier?: string;
}

export interface DescribeDBSubnetGroupsOutput {
  readonly DBSubnetGroups?: readonly { readonly DBSubnetGroupName?: string; readonly VpcId?: string }[];
  readonly Marker?: string;
}

export interface DbInstance {
  readonly DBInstanceIdentifier?: string;
  readonly DBInstanceArn?: string;
  readonly Engine?: string;
  /** Absent while the instance is being created. */
  readonly InstanceCreateTime?: Date;
  /** Set for a member of a cluster. */
  readonly DBClusterIdentifier?: string;
}

export interface DescribeDBInstancesOutput {
  readonly DBInstances?: readonly DbInstance[];
  readonly Marker?: string;
}

export interface DbCluster {
  readonly DBClusterIdentifier?: string;
  readonly DBClusterArn?: string;
  readonly Engine?: string;
  readonly ClusterCreateTime?: Date;
}

export interface DescribeDBClustersOutput {
  readonly DBClusters?: readonly DbCluster[];
  readonly Marker?: string;
}

const paged = { MaxRecords: number, Marker: text };

const instance = structure({
  DBInstanceIdentifier: text,
  DBInstanceArn: text,
  Engine: text,
  InstanceCreateTime: time,
  DBClusterIdentifier: text,
});

export const DescribeDBInstances$ = operation('DescribeDBInstances', {
  input: structure({ ...paged, DBInstanceIdentifier: text }),
  output: structure({ DBInstances: listOf(instance, 'DBInstance'), Marker: text }),
});

const cluster = structure({ DBClusterIdentifier: text, DBClusterArn: text, Engine: text, ClusterCreateTime: time });

export const DescribeDBClusters$ = operation('DescribeDBClusters', {
  input: structure({ ...paged, DBClusterIdentifier: text }),
  output: structure({ DBClusters: listOf(cluster, 'DBCluster'), Marker: text }),
});

export interface DescribeDBSnapshotsInput {
  readonly DBInstanceIdentifier: string;
}

export interface DescribeDBClusterSnapshotsInput {
  readonly DBClusterIdentifier: string;
}

export interface DbSnapshot {
  readonly DBSnapshotIdentifier?: string;
  readonly DBClusterSnapshotIdentifier?: string;
  readonly Status?: string;
  /** 'automated', 'manual', 'awsbackup', 'shared', 'public'. */
  readonly SnapshotType?: string;
  readonly SnapshotCreateTime?: Date;
}

export interface DescribeDBSnapshotsOutput {
  readonly DBSnapshots?: readonly DbSnapshot[];
  readonly Marker?: string;
}

export interface DescribeDBClusterSnapshotsOutput {
  readonly DBClusterSnapshots?: readonly DbSnapshot[];
  readonly Marker?: string;
}

const snapshotMembers = { Status: text, SnapshotType: text, SnapshotCreateTime: time };
const dbSnapshot = structure({ DBSnapshotIdentifier: text, ...snapshotMembers });
const clusterSnapshot = structure({ DBClusterSnapshotIdentifier: text, ...snapshotMembers });

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBSnapshots.html */
export const DescribeDBSnapshots$ = operation('DescribeDBSnapshots', {
  input: structure({ DBInstanceIdentifier: text }),
  output: structure({ DBSnapshots: listOf(dbSnapshot, 'DBSnapshot'), Marker: text }),
});

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterSnapshots.html */
export const DescribeDBClusterSnapshots$ = operation('DescribeDBClusterSnapshots', {
  input: structure({ DBClusterIdentifier: text }),
  output: structure({ DBClusterSnapshots: listOf(clusterSnapshot, 'DBClusterSnapshot'), Marker: text }),
});

const subnetGroup = structure({ DBSubnetGroupName: text, VpcId: text });

export const DescribeDBSubnetGroups$ = operation('DescribeDBSubnetGroups', {
  input: structure(paged),
  output: structure({ DBSubnetGroups: listOf(subnetGroup, 'DBSubnetGroup'), Marker: text }),
});

const command = declareCommands(service);
export const RdsClient = declareClient(service);
export const DescribeDBInstancesCommand = command<DescribeInstancesInput, DescribeDBInstancesOutput>(
  DescribeDBInstances$,
);
export const DescribeDBClustersCommand = command<DescribeClustersInput, DescribeDBClustersOutput>(DescribeDBClusters$);
export const DescribeDBSubnetGroupsCommand = command<DescribeInput, DescribeDBSubnetGroupsOutput>(
  DescribeDBSubnetGroups$,
);
export const DescribeDBSnapshotsCommand = command<DescribeDBSnapshotsInput, DescribeDBSnapshotsOutput>(
  DescribeDBSnapshots$,
);
export const DescribeDBClusterSnapshotsCommand = command<
  DescribeDBClusterSnapshotsInput,
  DescribeDBClusterSnapshotsOutput
>(DescribeDBClusterSnapshots$);
