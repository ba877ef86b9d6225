// What callers changed about recovery points, and the holds that keep some of them.
import type { Lifecycle } from './spec.ts';

export interface PointPatch {
  /** When its backup was created: points kept longer are looked for that far back. */
  bornAt: number;
  lifecycle?: Lifecycle;
  /** When the lifecycle was set: nothing is deleted before. */
  lifecycleAt?: number;
  deletedAt?: number;
  /** When it was let go by the point it was nested in. */
  orphanedAt?: number;
  index?: { enabledAt: number; disabledAt?: number; roleArn?: string | undefined };
}

export interface LegalHold {
  id: string;
  arn: string;
  title: string;
  description: string;
  createdAt: number;
  token?: string | undefined;
  /** Nothing named: it holds whatever the dates let in. */
  vaultNames: string[];
  resourceArns: string[];
  fromAt?: number | undefined;
  toAt?: number | undefined;
  /** The oldest backup it kept when it was made, by vault. */
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

export interface PointChanges {
  patchOf(region: string, arn: string): PointPatch | undefined;
  /** Until when holds made before `before` keep the point: for ever while one is not cancelled. */
  heldUntil(facts: PointFacts, before: number): number | undefined;
}

export interface PointOverlay extends PointChanges {
  patchPoint(region: string, vault: string, arn: string, patch: PointPatch): void;
  patchesIn(region: string): { arn: string; patch: PointPatch }[];
  /** How far back to look for points that outlive their rule. */
  oldestKept(region: string, vault: string): number;
  holdsIn(region: string): readonly LegalHold[];
  /** Adds the hold, or puts it in the place of the one it was. */
  putHold(region: string, hold: LegalHold): void;
}

export function holds(hold: LegalHold, { vault, resourceArn, createdAt }: Omit<PointFacts, 'arn' | 'region'>): boolean {
  const { vaultNames, resourceArns, fromAt = Number.NEGATIVE_INFINITY, toAt = Number.POSITIVE_INFINITY } = hold;
  const isNamed = vaultNames.includes(vault) || resourceArns.includes(resourceArn);
  const namesNone = vaultNames.length + resourceArns.length === 0;
  return (isNamed || namesNone) && createdAt >= fromAt && createdAt <= toAt;
}

export function createPointOverlay(): PointOverlay {
  const patches = new Map<string, Map<string, PointPatch>>();
  const kept = new Map<string, number>();
  const holdsOf = new Map<string, LegalHold[]>();
  const keep = (region: string, vault: string, at: number) => {
    const key = `${region} ${vault}`;
    kept.set(key, Math.min(at, kept.get(key) ?? at));
  };

  return {
    patchOf: (region, arn) => patches.get(region)?.get(arn),
    heldUntil(facts, before) {
      const known = holdsOf.get(facts.region);
      if (known === undefined) return undefined;
      const until = known
        .filter((hold) => hold.createdAt <= before && holds(hold, facts))
        .map(({ cancelledAt = Number.POSITIVE_INFINITY }) => cancelledAt);
      return until.length > 0 ? Math.max(...until) : undefined;
    },
    patchPoint(region, vault, arn, patch) {
      const known = patches.get(region) ?? new Map<string, PointPatch>();
      patches.set(region, known.set(arn, { ...known.get(arn), ...patch }));
      if (patch.lifecycle !== undefined) keep(region, vault, patch.bornAt);
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
