// The recovery points of a vault by type: number, size, age, and how many are made and deleted.
import { mostSweptPoints } from '../../../config/polling.ts';
import type { ScopeFacts } from '../attention/facts.ts';
import type { Scope } from '../scope.ts';
import { isContinuous } from './point-status.ts';
import type { RecoveryPoint } from './recovery-point.ts';
import { storedSize } from './size.ts';
import { type OwnPrice, type StorageCost, storageCost } from './storage-cost.ts';
import type { Vault } from './vault.ts';

/** One type in one vault. A composite recovery point counts once; its nested ones are counted separately. */
export interface Storage {
  readonly scope: Scope;
  readonly vaultName: string;
  readonly resourceType: string;
  readonly points: number;
  /** Nested recovery points of composite ones. */
  readonly nested: number;
  /** Sum of the known sizes; absent if AWS's figure is not the stored size. */
  readonly sizeBytes?: number;
  /** The number of recovery points in that sum. */
  readonly sized: number;
  /** Epoch ms of the data. */
  readonly oldestAt?: number;
  readonly newestAt?: number;
  /** Past retention, but AWS could not delete them: they are still billed. */
  readonly expired: number;
  /** Moved to cold storage by their lifecycle. */
  readonly cold: number;
  /** Without a deletion date. */
  readonly endless: number;
  /** Made in the last seven days. A continuous recovery point is not made again. */
  readonly made: number;
  readonly madeBytes?: number;
  /** Due for deletion in the next seven days. */
  readonly due: number;
  /**
   * Epoch ms; older recovery points were not requested, because the vault has too many: all figures cover the newer
   * ones only.
   */
  readonly since?: number;
  /** US dollars per month, an estimate; absent: no recovery point has a price. */
  readonly cost?: StorageCost;
}

const weekMs = 7 * 86_400_000;

export function storageOf(
  { points, vaults, pointsSince, scope }: ScopeFacts,
  now: number,
  own?: readonly OwnPrice[],
): Storage[] {
  const crowded = new Set((vaults?.rows ?? []).filter(isCrowded).map(({ name }) => name));
  const vaultTypes = new Map((vaults?.rows ?? []).map(({ name, type }) => [name, type] as const));
  const costOf = (points: readonly RecoveryPoint[]) =>
    storageCost(points, { region: scope.region, now, own, vaultTypeOf: (name) => vaultTypes.get(name) });
  const groups = Map.groupBy(points?.rows ?? [], ({ vaultName, resourceType }) => `${vaultName}\n${resourceType}`);
  return [...groups.values()].map((group) => {
    const [{ vaultName, resourceType } = { vaultName: '', resourceType: '' }] = group;
    const cost = costOf(group);
    return {
      scope,
      vaultName,
      resourceType,
      ...figuresOf(group, now),
      ...(cost ? { cost } : {}),
      ...(crowded.has(vaultName) && pointsSince !== undefined ? { since: pointsSince } : {}),
    };
  });
}

/** Only the newest recovery points of the vault are requested. */
export const isCrowded = ({ pointCount }: Pick<Vault, 'pointCount'>): boolean =>
  pointCount !== undefined && pointCount > mostSweptPoints;

type Figures = Omit<Storage, 'scope' | 'vaultName' | 'resourceType' | 'since' | 'cost'>;

function figuresOf(all: readonly RecoveryPoint[], now: number): Figures {
  const points = all.filter(({ parentArn }) => parentArn === undefined);
  const count = (test: (point: RecoveryPoint) => boolean) => points.filter(test).length;
  const isNew = (point: RecoveryPoint) =>
    !isContinuous(point) && arrival(point) > now - weekMs && arrival(point) <= now;
  const { oldestAt, newestAt } = spanOf(points.length > 0 ? points : all);
  const { bytes: sizeBytes, sized } = sumOf(all);
  const { bytes: madeBytes } = sumOf(all.filter(isNew));
  return {
    points: points.length,
    nested: all.length - points.length,
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    sized,
    oldestAt,
    newestAt,
    expired: count(({ status }) => status === 'EXPIRED'),
    cold: count(({ moveToColdAt = Number.POSITIVE_INFINITY }) => moveToColdAt <= now),
    endless: count((point) => hasNoEnd(point)),
    made: count(isNew),
    ...(madeBytes === undefined ? {} : { madeBytes }),
    due: count(({ deleteAt = 0, status }) => status !== 'EXPIRED' && deleteAt > now && deleteAt <= now + weekMs),
  };
}

/** A copy has the date of its source: it arrived when its job completed. */
const arrival = ({ completedAt, createdAt }: RecoveryPoint): number => completedAt ?? createdAt;

const hasNoEnd = (point: RecoveryPoint): boolean =>
  !isContinuous(point) &&
  point.deleteAt === undefined &&
  point.lifecycleUnknown === undefined &&
  (point.deleteAfterDays ?? -1) < 0;

function spanOf(points: readonly RecoveryPoint[]): { oldestAt: number; newestAt: number } {
  let [oldestAt, newestAt] = [Number.POSITIVE_INFINITY, 0];
  for (const { createdAt } of points) {
    oldestAt = Math.min(oldestAt, createdAt);
    newestAt = Math.max(newestAt, createdAt);
  }
  return { oldestAt, newestAt };
}

/** The parts of a composite recovery point have sizes of their own. */
function sumOf(points: readonly RecoveryPoint[]): { bytes?: number; sized: number } {
  let [bytes, sized] = [0, 0];
  for (const { isParent, resourceType, sizeBytes } of points) {
    const size = isParent ? undefined : storedSize(resourceType, sizeBytes);
    if (size === undefined) continue;
    bytes += size;
    sized += 1;
  }
  return sized === 0 ? { sized } : { bytes, sized };
}
