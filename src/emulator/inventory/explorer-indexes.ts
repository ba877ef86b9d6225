// Indexes and views of Resource Explorer: which Regions of an account have one, and what each of them holds.
// https://docs.aws.amazon.com/resource-explorer/latest/userguide/getting-started-terms-and-concepts.html
import type { Estate } from '../estate/estate.ts';
import { createRandom, seedOf } from '../estate/random.ts';
import { organizationId } from '../organizations/organizations-service.ts';
import { createPerEstate } from '../protocols/per-estate.ts';
import { entriesIn, type InventoryEntry } from './inventory-entries.ts';

export interface EstateIndex {
  region: string;
  arn: string;
  type: 'LOCAL' | 'AGGREGATOR';
  /** Epoch ms. Absent: long ago. */
  createdAt?: number;
}

export interface EstateView {
  arn: string;
  name: string;
  region: string;
  owner: string;
  /** ARN of the account or of the organization. */
  scope: string;
  includesTags: boolean;
  filter: string;
}

/** An index is created within minutes. */
const createdWithinMs = 5 * 60_000;
/** Its contents reach the aggregator within hours. */
const replicatedWithinMs = 6 * 3_600_000;

/** Indexes that callers created, by Region. */
const createdIn = createPerEstate(() => new Map<string, EstateIndex>());

/** Some accounts do not have Resource Explorer, and one of their Regions has no index. */
const hasExplorer = ({ seed, account, organization }: Estate) =>
  account === organization.management || !createRandom(seedOf(seed, 'explorer', account)).chance(1 / 4);

const indexArn = (estate: Estate, region: string) => {
  const random = createRandom(seedOf(estate.seed, 'index', estate.account, region));
  return `arn:aws:resource-explorer-2:${region}:${estate.account}:index/${random.uuid()}`;
};

/**
 * AWS: every Region has an index that AWS owns, which ListIndexes does not return.
 * https://docs.aws.amazon.com/resource-explorer/latest/userguide/getting-started-terms-and-concepts.html
 */
export function serviceIndexArn({ seed, account }: Estate, region: string): string {
  const random = createRandom(seedOf(seed, 'service index', account, region));
  return `arn:aws:resource-explorer-2:${region}:${account}:service-index/${random.uuid()}`;
}

/** By Region. The first Region has the aggregator; the last of several has no index. */
export function indexesOf(estate: Estate): EstateIndex[] {
  const { regions } = estate;
  const initial = hasExplorer(estate) ? regions.slice(0, Math.max(1, regions.length - 1)) : [];
  const own = initial.map((region, at): EstateIndex => {
    return { region, arn: indexArn(estate, region), type: at === 0 ? 'AGGREGATOR' : 'LOCAL' };
  });
  return [...own, ...createdIn(estate).values()].sort((a, b) => (a.region < b.region ? -1 : 1));
}

export const indexIn = (estate: Estate, region: string) => indexesOf(estate).find((index) => index.region === region);

export function createIndex(estate: Estate, region: string, now: number): EstateIndex {
  const made: EstateIndex = { region, arn: indexArn(estate, region), type: 'LOCAL', createdAt: now };
  createdIn(estate).set(region, made);
  return made;
}

/** An aggregator is being updated while a new index replicates into it. */
export function stateOf(estate: Estate, { type, createdAt }: EstateIndex, now: number): string {
  if (createdAt !== undefined && now < createdAt + createdWithinMs) return 'CREATING';
  const isReplicating = (index: EstateIndex) =>
    now < (index.createdAt ?? Number.NEGATIVE_INFINITY) + replicatedWithinMs;
  return type === 'AGGREGATOR' && indexesOf(estate).some(isReplicating) ? 'UPDATING' : 'ACTIVE';
}

/**
 * The time from which an index has the resources of another one. A new index begins empty; the aggregator has them hours
 * later.
 */
const heldSince = (into: EstateIndex, { region, createdAt = Number.NEGATIVE_INFINITY }: EstateIndex): number =>
  createdAt + (into.region === region ? createdWithinMs : replicatedWithinMs);

export interface IndexedResource extends InventoryEntry {
  account: string;
}

/** Everything that a view can show. */
export function indexedResources(view: EstateView, estate: Estate, now: number): IndexedResource[] {
  const isOfOrganization = view.scope.includes(':organizations:');
  const estates = isOfOrganization ? estate.organization.estates() : [estate];
  return estates.flatMap((member) => {
    const indexes = indexesOf(member);
    const into = isOfOrganization
      ? indexes.find(({ type }) => type === 'AGGREGATOR')
      : indexes.find(({ region }) => region === view.region);
    if (into === undefined) return [];
    const held = into.type === 'AGGREGATOR' ? indexes : [into];
    return held
      .filter((index) => now >= heldSince(into, index))
      .flatMap(({ region }) => entriesIn(member, region).map((entry) => ({ ...entry, account: member.account })));
  });
}

/** The first is the default view of its Region. */
export function viewsIn(estate: Estate, region: string): EstateView[] {
  const index = indexIn(estate, region);
  if (index === undefined) return [];
  const { account, organization } = estate;
  const make = (name: string, more: Partial<EstateView>): EstateView => ({
    arn: `arn:aws:resource-explorer-2:${region}:${account}:view/${name}/${createRandom(seedOf(estate.seed, 'view', account, region, name)).uuid()}`,
    name,
    region,
    owner: account,
    scope: `arn:aws:iam::${account}:root`,
    includesTags: true,
    filter: '',
    ...more,
  });
  if (index.type === 'LOCAL') return [make('all-resources', { includesTags: false })];
  const own = [make('all-resources', {}), make('compute', { filter: 'service:ec2' })];
  if (account !== organization.management || organization.accounts.length === 1) return own;
  const scope = `arn:aws:organizations::${account}:organization/${organizationId(estate)}`;
  return [...own, make('organization', { scope })];
}
