// What an account-Region knows of resources that may live in another account-Region: copies are in other Regions and
// accounts.
import { accountOf, parseArn, regionOf } from '../../arn.ts';
import type { CreatedBy } from '../../jobs/job.ts';
import { placeKey, type Scope } from '../../scope.ts';
import { isContinuous } from '../../vaults/point-status.ts';
import type { RecoveryPoint } from '../../vaults/recovery-point.ts';
import type { Vault } from '../../vaults/vault.ts';
import type { ScopeFacts } from '../facts.ts';
import { byNewest } from '../scope-view.ts';
import { lastProof } from './restore-proof.ts';
import { infectedPoints, isLivePoint, isUsablePoint } from './usable-point.ts';
import { type VaultLocation, vaultLocation } from './vault-location.ts';

/** The newest usable recovery point of one resource in one vault, made by one rule. */
export interface RemotePoint {
  readonly arn: string;
  /** Epoch ms of the data. */
  readonly at: number;
  /** A continuous recovery point follows the resource: its age means nothing. */
  readonly continuous: boolean;
  /** Epoch ms of the data of some older recovery points, newest first: the newest may be a copy of one with malware. */
  readonly earlier?: readonly number[];
  readonly vault: VaultLocation;
  readonly createdBy?: CreatedBy;
}

export interface RemoteResource {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  /**
   * The resource was backed up in this account-Region. If its ARN names no account-Region, the resource lives in this
   * one.
   */
  readonly isNative: boolean;
  readonly points: readonly RemotePoint[];
  /** Epoch ms of the data of the recovery points there in which a scan found malware. */
  readonly infectedAt?: readonly number[];
  /** Epoch ms of the last successful restore there. */
  readonly provenAt?: number;
}

/** What other account-Regions know, for one account-Region. */
export interface Elsewhere {
  /** By ARN: the resources that this account-Region evaluates and of which others know something. */
  readonly resources: ReadonlyMap<string, RemoteResource>;
  /**
   * Whether this account-Region evaluates the resource. Each resource is evaluated in one account-Region: its own, or,
   * if its own is not watched, one that holds its recovery points.
   */
  evaluatesHere(arn: string): boolean;
  /**
   * Epoch ms at which the recovery points of the account-Region with this key were listed; undefined: they are not
   * known.
   */
  pointsListedAt(place: string): number | undefined;
}

/** The key of the account-Region that an ARN names; undefined for ARNs of buckets, which name none. */
export function placeOfArn(arn: string): string | undefined {
  const { accountId, region } = parseArn(arn) ?? {};
  return accountId && region ? placeKey({ accountId, region }) : undefined;
}

/** The ARN names another account or Region. */
export const livesElsewhere = (arn: string, scope: Scope): boolean => {
  const [account, region] = [accountOf(arn), regionOf(arn)];
  return (account !== '' && account !== scope.accountId) || (region !== '' && region !== scope.region);
};

interface OpenResource {
  readonly arn: string;
  name: string;
  type: string;
  isNative: boolean;
  readonly points: Map<string, OpenPoint>;
  readonly infectedAt: number[];
}

interface OpenPoint {
  newest: RemotePoint;
  readonly times: number[];
}

/** The maximum number of older recovery points that other account-Regions are given. */
const mostEarlier = 30;

/** All resources whose ARN does not name this account-Region. */
export function remoteResources(facts: ScopeFacts): RemoteResource[] {
  const here = placeKey(facts.scope);
  const open = new Map<string, OpenResource | undefined>();
  const resourceOf = ({
    resourceArn: arn,
    resourceName: name,
    resourceType: type,
  }: About): OpenResource | undefined => {
    let known = open.get(arn);
    if (known === undefined && !open.has(arn)) {
      const isRemote = arn !== '' && placeOfArn(arn) !== here;
      known = isRemote ? { arn, name, type, isNative: false, points: new Map(), infectedAt: [] } : undefined;
      open.set(arn, known);
    }
    return known;
  };
  gatherPoints(facts, resourceOf);
  for (const job of facts.backupJobs?.rows ?? []) {
    const found = resourceOf(job);
    if (found) found.isNative = true;
  }
  for (const { arn, name, type } of facts.resources?.rows ?? []) {
    resourceOf({ resourceArn: arn, resourceName: name, resourceType: type });
  }
  const proofs = provenTimes(facts, resourceOf);
  return [...open.values()].flatMap((found) => (found ? [close(found, proofs.get(found.arn))] : []));
}

type About = Pick<RecoveryPoint, 'resourceArn' | 'resourceName' | 'resourceType'>;
type ResourceOf = (about: About) => OpenResource | undefined;

function gatherPoints({ scope, points, vaults, scanJobs }: ScopeFacts, resourceOf: ResourceOf): void {
  const infected = infectedPoints(scanJobs?.rows ?? []);
  const vaultOfName = new Map<string, Vault>((vaults?.rows ?? []).map((vault) => [vault.name, vault]));
  for (const point of points?.rows ?? []) {
    const found = resourceOf(point);
    // Nested recovery points belong to their parent.
    if (!found || point.parentArn !== undefined) continue;
    if (point.sourceVaultArn === undefined) found.isNative = true;
    const { arn, createdAt: at, createdBy, vaultName } = point;
    if (infected.has(arn)) found.infectedAt.push(at);
    const continuous = isContinuous(point);
    if (continuous ? !isLivePoint(point, infected) : !isUsablePoint(point, infected)) continue;
    const vault = vaultLocation(vaultName, scope, vaultOfName.get(vaultName));
    const next = { arn, at, continuous, vault, ...(createdBy ? { createdBy } : {}) };
    putPoint(found.points, `${continuous} ${vaultName} ${createdBy?.ruleId ?? ''}`, next);
  }
}

function putPoint(points: Map<string, OpenPoint>, key: string, next: RemotePoint): void {
  const known = points.get(key);
  if (!known) {
    points.set(key, { newest: next, times: [next.at] });
    return;
  }
  known.times.push(next.at);
  const { at, arn } = known.newest;
  if (next.at > at || (next.at === at && next.arn < arn)) known.newest = next;
}

function closePoint({ newest, times }: OpenPoint): RemotePoint {
  const earlier = [...new Set(times)].toSorted((a, b) => b - a).slice(1, 1 + mostEarlier);
  return newest.continuous || earlier.length === 0 ? newest : { ...newest, earlier };
}

function provenTimes({ restoreJobs }: ScopeFacts, resourceOf: ResourceOf): ReadonlyMap<string, number> {
  const restores = (restoreJobs?.rows ?? []).filter((job) => job.resourceArn !== '' && resourceOf(job) !== undefined);
  const proofs = new Map<string, number>();
  for (const [arn, jobs] of Map.groupBy(restores, ({ resourceArn }) => resourceArn)) {
    const proof = lastProof(jobs.toSorted(byNewest));
    if (proof) proofs.set(arn, proof.at);
  }
  return proofs;
}

const close = ({ points, infectedAt, ...found }: OpenResource, provenAt: number | undefined): RemoteResource => ({
  ...found,
  points: [...points.values()].map(closePoint).toSorted((a, b) => b.at - a.at || (a.arn < b.arn ? -1 : 1)),
  ...(infectedAt.length === 0 ? {} : { infectedAt: infectedAt.toSorted((a, b) => a - b) }),
  ...(provenAt === undefined ? {} : { provenAt }),
});

/** Joins what several account-Regions know of one resource. */
export function mergeRemote([first, ...others]: readonly [RemoteResource, ...RemoteResource[]]): RemoteResource {
  if (others.length === 0) return first;
  const proofs = [first, ...others].flatMap(({ provenAt }) => provenAt ?? []);
  const infectedAt = [first, ...others].flatMap((one) => one.infectedAt ?? []);
  return {
    ...first,
    points: [first, ...others].flatMap(({ points }) => points),
    ...(infectedAt.length === 0 ? {} : { infectedAt }),
    ...(proofs.length === 0 ? {} : { provenAt: Math.max(...proofs) }),
  };
}
