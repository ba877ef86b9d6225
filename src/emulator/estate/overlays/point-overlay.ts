// Changes by callers to recovery points, and legal holds.
import type { Lifecycle } from '../spec.ts';
import type { AccessPointOverlay } from './access-point-overlay.ts';

export interface PointPatch {
  /** The creation time of its backup: the search for points with a longer retention starts there. */
  backupCreatedAt: number;
  lifecycle?: Lifecycle;
  /** The time of the lifecycle change: AWS deletes nothing before. */
  lifecycleAt?: number;
  deletedAt?: number;
  /** The time at which a caller disassociated it from its parent point. */
  orphanedAt?: number;
  index?: { enabledAt: number; disabledAt?: number; roleArn?: string | undefined };
}

export interface StoredLegalHold {
  id: string;
  arn: string;
  title: string;
  description: string;
  createdAt: number;
  token?: string | undefined;
  /** If both lists are empty, the hold covers all points in the date range. */
  vaultNames: string[];
  resourceArns: string[];
  fromAt?: number | undefined;
  toAt?: number | undefined;
  /** The creation time of the oldest held backup, by vault, at the creation of the hold. */
  oldest: Record<string, number>;
  cancelledAt?: number;
  cancelDescription?: string;
  retainRecordUntil?: number | undefined;
}

export interface PointFacts {
  arn: string;
  region: string;
  vault: string;
  resourceArn: string;
  createdAt: number;
}

type PointPlace = Pick<PointFacts, 'arn' | 'region' | 'vault'>;

export interface PointChanges {
  patchOf(region: string, arn: string): PointPatch | undefined;
  /** The end of the holds that were created before `before` and cover the point: infinity while one is active. */
  heldUntil(facts: PointFacts, before: number): number | undefined;
  /** The end of the holds and of the access points, both of which pause the lifecycle. */
  pausedUntil(facts: PointFacts, before: number): number | undefined;
}

export interface PointOverlay extends PointChanges {
  patchPoint(point: PointPlace, patch: PointPatch): void;
  patchesIn(region: string): { arn: string; patch: PointPatch }[];
  /** The creation time of the oldest point that callers keep beyond its rule's retention. */
  oldestKept(region: string, vault: string): number;
  holdsIn(region: string): readonly StoredLegalHold[];
  /** Something keeps a point beyond its rule's retention, whose backup was created at that time. */
  keepPoint(region: string, vault: string, at: number): void;
  /** Adds the hold or replaces the hold with the same id. */
  putHold(region: string, hold: StoredLegalHold): void;
}

export function holds(
  hold: StoredLegalHold,
  { vault, resourceArn, createdAt }: Omit<PointFacts, 'arn' | 'region'>,
): boolean {
  const { vaultNames, resourceArns, fromAt = Number.NEGATIVE_INFINITY, toAt = Number.POSITIVE_INFINITY } = hold;
  const isNamed = vaultNames.includes(vault) || resourceArns.includes(resourceArn);
  const namesNone = vaultNames.length + resourceArns.length === 0;
  return (isNamed || namesNone) && createdAt >= fromAt && createdAt <= toAt;
}

export function createPointOverlay(accessPoints: Pick<AccessPointOverlay, 'standsUntil'>): PointOverlay {
  const patches = new Map<string, Map<string, PointPatch>>();
  const kept = new Map<string, number>();
  const holdsOf = new Map<string, StoredLegalHold[]>();
  const keep = (region: string, vault: string, at: number) => {
    const key = `${region} ${vault}`;
    kept.set(key, Math.min(at, kept.get(key) ?? at));
  };

  const heldUntil: PointChanges['heldUntil'] = (facts, before) => {
    const known = holdsOf.get(facts.region);
    if (known === undefined) return undefined;
    const until = known
      .filter((hold) => hold.createdAt <= before && holds(hold, facts))
      .map(({ cancelledAt = Number.POSITIVE_INFINITY }) => cancelledAt);
    return until.length > 0 ? Math.max(...until) : undefined;
  };

  return {
    patchOf: (region, arn) => patches.get(region)?.get(arn),
    heldUntil,
    pausedUntil(facts, before) {
      const ends = [heldUntil(facts, before), accessPoints.standsUntil(facts.region, facts.arn, before)];
      const known = ends.filter((end) => end !== undefined);
      return known.length > 0 ? Math.max(...known) : undefined;
    },
    keepPoint: keep,
    patchPoint({ region, vault, arn }, patch) {
      const known = patches.get(region) ?? new Map<string, PointPatch>();
      patches.set(region, known.set(arn, { ...known.get(arn), ...patch }));
      if (patch.lifecycle !== undefined) keep(region, vault, patch.backupCreatedAt);
    },
    patchesIn: (region) => [...(patches.get(region) ?? [])].map(([arn, patch]) => ({ arn, patch })),
    oldestKept: (region, vault) => kept.get(`${region} ${vault}`) ?? Number.POSITIVE_INFINITY,
    holdsIn: (region) => holdsOf.get(region) ?? [],
    putHold(region, hold) {
      const others = (holdsOf.get(region) ?? []).filter(({ id }) => id !== hold.id);
      holdsOf.set(region, [...others, hold]);
      for (const [vault, at] of Object.entries(hold.oldest)) keep(region, vault, at);
    },
  };
}
