// What the inventories of AWS know of an account-Region: the estate's resources, and what belongs to them that AWS Backup
// does not protect on its own.
import type { Estate } from '../estate/estate.ts';
import type { ResourceSpec } from '../estate/spec.ts';

export interface InventoryEntry {
  arn: string;
  region: string;
  /** As in the filters of the tagging API: 'ec2:volume'. */
  taggingType: string;
  /** As Resource Explorer calls it. Absent: Resource Explorer does not have the type. */
  explorerType?: string;
  tags: Record<string, string>;
  /** It has no tag and never had one: the tagging API does not list it. */
  isNeverTagged: boolean;
}

/** Sorted by ARN. */
export function entriesIn(estate: Estate, region: string): InventoryEntry[] {
  const entries = estate.resources(region).flatMap((resource) => entriesOf(resource, region));
  return entries.sort((a, b) => (a.arn < b.arn ? -1 : 1));
}

function entriesOf(resource: ResourceSpec, region: string): InventoryEntry[] {
  const own = entryOf(resource.arn, region, resource);
  if (resource.type === 'Aurora') {
    return [own, ...clusterMembers(resource).map(({ arn, tags }) => entryOf(arn, region, { tags }))];
  }
  const [gateway, volume] = resource.arn.split('/volume/');
  return resource.type === 'Storage Gateway' && gateway !== undefined && volume !== undefined
    ? [own, entryOf(gateway, region, { tags: { Name: `${resource.name}-gateway` } })]
    : [own];
}

/** The instances of a cluster, which are in the inventories but are not backed up on their own. */
export const clusterMembers = ({ arn, name }: Pick<ResourceSpec, 'arn' | 'name'>) =>
  [1, 2].map((number) => {
    const id = `${name}-instance-${number}`;
    return { id, arn: arn.replace(`:cluster:${name}`, `:db:${id}`), tags: { Name: id } };
  });

type Tagging = Pick<ResourceSpec, 'tags' | 'isNeverTagged'>;

function entryOf(arn: string, region: string, { tags, isNeverTagged }: Tagging): InventoryEntry {
  const [, , service = '', , , ...rest] = arn.split(':');
  const kind = service === 's3' ? 'bucket' : (rest.join(':').split(/[:/]/)[0] ?? '');
  const type = `${service}:${kind}`;
  const entry = {
    arn,
    region,
    taggingType: type,
    tags,
    isNeverTagged: isNeverTagged === true && Object.keys(tags).length === 0,
  };
  return arn.includes('/volume/') && service === 'storagegateway' ? entry : { ...entry, explorerType: type };
}
