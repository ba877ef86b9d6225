// Amazon RDS: database instances, clusters, the instances that belong to a cluster, and subnet groups.
// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html
import { isTaken } from '../backup/restores/restored-resource.ts';
import { networkOf } from '../ec2/network.ts';
import { createQueryService } from '../protocols/query-service.ts';
import type { Call, EmulatedService } from '../protocols/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import { number, struct, text } from '../wire/own-schema.ts';
import { decodeToken, encodeToken } from '../wire/paging.ts';
import { clusterMembers } from './inventory-entries.ts';
import { ownSnapshots, type ServiceSnapshot } from './own-snapshots.ts';

interface DescribeRequest {
  MaxRecords?: number;
  Marker?: string;
  DBInstanceIdentifier?: string;
  DBClusterIdentifier?: string;
}

const largestPage = 100;
/** Every database of the estate is older than its plans. AWS: UTC, in ISO 8601. */
const createdAt = '2024-03-01T08:00:00.000Z';

/** AWS Backup's types of clusters, and engines of theirs. */
const engines: Readonly<Record<string, string>> = {
  Aurora: 'aurora-postgresql',
  DocumentDB: 'docdb',
  Neptune: 'neptune',
};

function pageOf<T>(all: readonly T[], { MaxRecords: size = largestPage, Marker }: DescribeRequest) {
  if (size < 20 || size > largestPage) {
    throw new AwsError('InvalidParameterValue', `Invalid value ${size} for MaxRecords. Must be between 20 and 100`);
  }
  const start = Marker ? Number(decodeToken(Marker)) : 0;
  const page = all.slice(start, start + size);
  const end = start + page.length;
  return { page, Marker: end < all.length ? encodeToken(String(end)) : undefined };
}

const clustersIn = ({ estate, region }: Call) => estate.resources(region).filter(({ type }) => type in engines);

/** Restores make instances and clusters that the estate does not describe: they are found by their name. */
function arnNamed(kind: 'db' | 'cluster', name: string, call: Call): string | undefined {
  const arn = `arn:aws:rds:${call.region}:${call.account}:${kind}:${name.toLowerCase()}`;
  return isTaken(arn, call) ? arn : undefined;
}

function describeInstance(name: string, call: Call) {
  const arn = arnNamed('db', name, call);
  if (arn === undefined) throw new AwsError('DBInstanceNotFound', `DBInstance ${name} not found.`, { status: 404 });
  return { DBInstances: { DBInstance: [{ DBInstanceIdentifier: name.toLowerCase(), DBInstanceArn: arn }] } };
}

function describeCluster(name: string, call: Call) {
  const arn = arnNamed('cluster', name, call);
  if (arn === undefined) throw new AwsError('DBClusterNotFoundFault', `DBCluster ${name} not found.`, { status: 404 });
  return { DBClusters: { DBCluster: [{ DBClusterIdentifier: name.toLowerCase(), DBClusterArn: arn }] } };
}

const describeDBSubnetGroups = (_: object, { account, region }: Call) => {
  const { dbSubnetGroups, vpcId } = networkOf(account, region);
  return {
    DBSubnetGroups: {
      DBSubnetGroup: dbSubnetGroups.map((name) => ({
        DBSubnetGroupName: name,
        DBSubnetGroupDescription: name,
        VpcId: vpcId,
        SubnetGroupStatus: 'Complete',
      })),
    },
  };
};

function describeDBInstances(input: DescribeRequest, call: Call) {
  if (input.DBInstanceIdentifier) return describeInstance(input.DBInstanceIdentifier, call);
  const single = call.estate.resources(call.region).filter(({ type }) => type === 'RDS');
  const { page, Marker } = pageOf(
    [
      ...single.map(({ arn, name }) => ({
        DBInstanceIdentifier: name,
        DBInstanceArn: arn,
        Engine: 'postgres',
        InstanceCreateTime: createdAt,
      })),
      ...clustersIn(call).flatMap((cluster) =>
        clusterMembers(cluster).map(({ id, arn }) => ({
          DBInstanceIdentifier: id,
          DBInstanceArn: arn,
          Engine: engines[cluster.type],
          InstanceCreateTime: createdAt,
          DBClusterIdentifier: cluster.name,
        })),
      ),
    ],
    input,
  );
  return { DBInstances: { DBInstance: page }, Marker };
}

function describeDBClusters(input: DescribeRequest, call: Call) {
  if (input.DBClusterIdentifier) return describeCluster(input.DBClusterIdentifier, call);
  const { page, Marker } = pageOf(clustersIn(call), input);
  const DBCluster = page.map((cluster) => ({
    DBClusterIdentifier: cluster.name,
    DBClusterArn: cluster.arn,
    Engine: engines[cluster.type],
    ClusterCreateTime: createdAt,
    DBClusterMembers: {
      DBClusterMember: clusterMembers(cluster).map(({ id }, index) => ({
        DBInstanceIdentifier: id,
        IsClusterWriter: index === 0,
      })),
    },
  }));
  return { DBClusters: { DBCluster }, Marker };
}

interface SnapshotsRequest {
  DBInstanceIdentifier?: string;
  DBClusterIdentifier?: string;
}

const snapshotOf = ({ at, isManual }: ServiceSnapshot) => ({
  Status: 'available',
  SnapshotType: isManual ? 'manual' : 'automated',
  SnapshotCreateTime: new Date(at).toISOString(),
});

/** AWS: automated snapshots are named `rds:` and the instance with its time. */
const snapshotName = (name: string, { at, digits, isManual }: ServiceSnapshot): string =>
  isManual ? `${name}-${digits}` : `rds:${name}-${new Date(at).toISOString().slice(0, 16).replaceAll(/[T:]/g, '-')}`;

function describeDBSnapshots({ DBInstanceIdentifier: wanted }: SnapshotsRequest, { estate, region, now }: Call) {
  const named = estate
    .resources(region)
    .filter(({ type, name }) => type === 'RDS' && (wanted === undefined || name === wanted));
  const DBSnapshot = named.flatMap((instance) =>
    ownSnapshots(instance, now).map((one) => ({
      DBSnapshotIdentifier: snapshotName(instance.name, one),
      DBInstanceIdentifier: instance.name,
      ...snapshotOf(one),
    })),
  );
  return { DBSnapshots: { DBSnapshot } };
}

function describeDBClusterSnapshots({ DBClusterIdentifier: wanted }: SnapshotsRequest, call: Call) {
  const named = clustersIn(call).filter(({ name }) => wanted === undefined || name === wanted);
  const DBClusterSnapshot = named.flatMap((cluster) =>
    ownSnapshots(cluster, call.now).map((one) => ({
      DBClusterSnapshotIdentifier: snapshotName(cluster.name, one),
      DBClusterIdentifier: cluster.name,
      ...snapshotOf(one),
    })),
  );
  return { DBClusterSnapshots: { DBClusterSnapshot } };
}

export const createRdsService = (): EmulatedService =>
  createQueryService({
    name: 'rds',
    xmlns: 'http://rds.amazonaws.com/doc/2014-10-31/',
    input: struct({ MaxRecords: number, Marker: text, DBInstanceIdentifier: text, DBClusterIdentifier: text }),
    handlers: {
      DescribeDBInstances: describeDBInstances,
      DescribeDBClusters: describeDBClusters,
      DescribeDBSnapshots: describeDBSnapshots,
      DescribeDBClusterSnapshots: describeDBClusterSnapshots,
      DescribeDBSubnetGroups: describeDBSubnetGroups,
    },
  });
