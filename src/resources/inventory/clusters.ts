// Clusters and instances of RDS, Aurora, DocumentDB and Neptune: their engines and ages, and the instances that belong to them.
import type { InventoryContainer, InventoryResource } from '../../domain/coverage/inventory.ts';
import { epochOf, wordsOf } from '../reading.ts';
import type { RequestContext } from '../resource.ts';
import { typeOfCluster } from './inventory-types.ts';
import type { Related } from './relations.ts';

/** The maximum page size of RDS. */
const pageSize = 100;
const isDatabase = ({ arn }: InventoryResource): boolean => /^arn:[^:]+:rds:[^:]*:[^:]*:(db|cluster):/.test(arn);

export async function listClusters(
  request: RequestContext,
  rows: readonly InventoryResource[],
): Promise<Related | undefined> {
  if (!rows.some(isDatabase)) return undefined;
  const arnById = new Map<string, string>();
  const types = new Map<string, string>();
  const created = new Map<string, number>();
  for await (const page of request.pages('rds', 'DescribeDBClusters', { MaxRecords: pageSize })) {
    for (const { DBClusterIdentifier: id, DBClusterArn, Engine, ClusterCreateTime } of page.DBClusters ?? []) {
      const arn = wordsOf(DBClusterArn);
      const type = typeOfCluster(Engine ?? '');
      if (arn !== undefined && id !== undefined) arnById.set(id, arn);
      if (arn !== undefined && type !== undefined) types.set(arn, type);
      note(created, arn, ClusterCreateTime);
    }
  }
  return { types, created, ...(await listMembers(request, { arnById, created })) };
}

function note(created: Map<string, number>, arn: string | undefined, time: Date | undefined): void {
  const at = epochOf(time);
  if (arn !== undefined && at !== undefined) created.set(arn, at);
}

interface Clusters {
  readonly arnById: ReadonlyMap<string, string>;
  /** Gets the times of the instances. */
  readonly created: Map<string, number>;
}

async function listMembers(request: RequestContext, { arnById, created }: Clusters): Promise<Related> {
  const containers = new Map<string, InventoryContainer>();
  let isPartial = false;
  for await (const page of request.pages('rds', 'DescribeDBInstances', { MaxRecords: pageSize })) {
    for (const { DBInstanceArn, DBClusterIdentifier: id, InstanceCreateTime } of page.DBInstances ?? []) {
      const member = wordsOf(DBInstanceArn);
      note(created, member, InstanceCreateTime);
      const cluster = id === undefined || id === '' ? undefined : arnById.get(id);
      // A cluster that was not in the list shortly before.
      if (id && cluster === undefined) isPartial = true;
      if (member !== undefined && cluster !== undefined) containers.set(member, { relation: 'cluster', arn: cluster });
    }
  }
  return { containers, isPartial };
}
