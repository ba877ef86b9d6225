// The containers of resources: instances of volumes, clusters of databases, stacks of members. A relation is requested
// only if the inventory has resources with it, and a refused one stays unknown.
import type { ContainerRelation, InventoryContainer, InventoryResource } from '../../domain/coverage/inventory.ts';
import { defined } from '../../lib/defined.ts';
import type { RequestContext } from '../resource.ts';
import { listClusters } from './clusters.ts';
import { isLasting } from './inventoried.ts';
import { listStackMembers } from './stack-members.ts';

export interface Relations {
  readonly rows: InventoryResource[];
  readonly unknownRelations: readonly ContainerRelation[];
}

/** The response of one service, by the ARN of the resource. */
export interface Related {
  readonly containers: ReadonlyMap<string, InventoryContainer>;
  /** AWS Backup's names of types that ARNs do not show. */
  readonly types?: ReadonlyMap<string, string>;
  /** Epoch ms of creation. */
  readonly created?: ReadonlyMap<string, number>;
  /** The response is incomplete. */
  readonly isPartial?: boolean;
}

type Find = (request: RequestContext, rows: readonly InventoryResource[]) => Promise<Related | undefined>;

const finders: readonly (readonly [relation: ContainerRelation, find: Find])[] = [
  ['instance', listAttachedVolumes],
  ['cluster', listClusters],
  ['stack', listStackMembers],
];

export async function findRelations(request: RequestContext, rows: readonly InventoryResource[]): Promise<Relations> {
  const unknownRelations: ContainerRelation[] = [];
  const found = await Promise.all(
    finders.map(async ([relation, find]) => {
      try {
        const related = await find(request, rows);
        if (related?.isPartial) unknownRelations.push(relation);
        return related;
      } catch (error) {
        if (!isLasting(error)) throw error;
        unknownRelations.push(relation);
        return undefined;
      }
    }),
  );
  return { rows: rows.map((row) => withRelations(row, found)), unknownRelations };
}

function withRelations(row: InventoryResource, found: readonly (Related | undefined)[]): InventoryResource {
  const containers = found.flatMap((related) => related?.containers.get(row.arn) ?? []);
  const type = row.type ?? found.flatMap((related) => related?.types?.get(row.arn) ?? [])[0];
  const createdAt = found.flatMap((related) => related?.created?.get(row.arn) ?? [])[0];
  return { ...row, containers, ...defined({ type, createdAt }) };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html */
async function listAttachedVolumes(
  request: RequestContext,
  rows: readonly InventoryResource[],
): Promise<Related | undefined> {
  const volumes = new Map(rows.filter(({ type }) => type === 'EBS').map(({ arn }) => [idOf(arn), arn]));
  if (volumes.size === 0) return undefined;
  const containers = new Map<string, InventoryContainer>();
  const { pages } = request.callsWith({ ahead: true });
  for await (const page of pages('ec2', 'DescribeInstances', { MaxResults: 1_000 })) {
    const instances = (page.Reservations ?? []).flatMap(({ Instances = [] }) => Instances);
    for (const { InstanceId, BlockDeviceMappings = [] } of instances) {
      for (const { Ebs } of BlockDeviceMappings) {
        const arn = volumes.get(Ebs?.VolumeId ?? '');
        if (arn === undefined || InstanceId === undefined) continue;
        containers.set(arn, { relation: 'instance', arn: instanceArn(arn, InstanceId) });
      }
    }
  }
  return { containers };
}

const idOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** In the account and Region of the volume. */
const instanceArn = (volumeArn: string, id: string): string =>
  `${volumeArn.slice(0, volumeArn.lastIndexOf(':'))}:instance/${id}`;
