// Selects the recovery points that the rules read. Of the completed recovery points of one resource, rule and vault the
// rules read only the oldest and the newest: findings, plans and accounts are the same as if all recovery points were
// read.
import { placeKey } from '../../scope.ts';
import { isContinuous } from '../../vaults/point-status.ts';
import type { RecoveryPoint } from '../../vaults/recovery-point.ts';
import type { ScopeFacts } from '../facts.ts';
import { type JobOutline, lastCopies } from '../runs/needed-jobs.ts';
import { placeOfArn } from './remote-resource.ts';
import { infectedPoints } from './usable-point.ts';

/** Like `JobOutline`; `isIncomplete`: 1 if the status is not COMPLETED. */
export type PointOutline = JobOutline;

interface Ends {
  first: number;
  last: number;
  /** Index of the oldest listed recovery point of a crowded vault. */
  firstListed: number;
}

/**
 * The indexes in `outlines` of the recovery points that are read first. `since`: epoch ms; older recovery points of
 * crowded vaults are ignored.
 */
export function pointsAtFirst(outlines: readonly PointOutline[], since: number): number[] {
  const groups = new Map<number, Ends>();
  for (const outline of outlines) {
    const at = outline[1];
    const alike = outline[3];
    if (outline[4] || alike === null) continue;
    const ends = groups.get(alike);
    const listed = at >= since ? at : Number.POSITIVE_INFINITY;
    if (!ends) groups.set(alike, { first: at, last: at, firstListed: listed });
    else {
      if (at < ends.first) ends.first = at;
      if (at > ends.last) ends.last = at;
      if (listed < ends.firstListed) ends.firstListed = listed;
    }
  }
  const needed: number[] = [];
  for (const [index, outline] of outlines.entries()) {
    const at = outline[1];
    const ends = outline[4] || outline[3] === null ? undefined : groups.get(outline[3]);
    if (!ends || at === ends.first || at === ends.last || at === ends.firstListed) needed.push(index);
  }
  return needed;
}

/**
 * Every recovery point is needed: older ones replace infected ones, and restore jobs refer to recovery points by ARN.
 */
export const areAllPointsNeeded = ({ scanJobs, restoreJobs }: Pick<ScopeFacts, 'scanJobs' | 'restoreJobs'>): boolean =>
  infectedPoints(scanJobs?.rows ?? []).size > 0 ||
  (restoreJobs?.rows.some(({ resourceArn }) => resourceArn === '') ?? false);

/** A recovery point that was read. */
export interface NeededPoint {
  readonly point: RecoveryPoint;
  readonly alike: number | null;
}

/** The groups of which some rule reads every recovery point, decided by the recovery points that were read. */
export function wholePointGroups(
  read: readonly NeededPoint[],
  { scope, vaults, copyJobs }: Pick<ScopeFacts, 'scope' | 'vaults' | 'copyJobs'>,
): ReadonlySet<number> {
  const here = placeKey(scope);
  const locked = new Set((vaults?.rows ?? []).flatMap((vault) => (vault.locked ? [vault.name] : [])));
  const copied = copiedFromUnread(read, copyJobs?.rows ?? []);
  const isWhole = (point: RecoveryPoint): boolean =>
    isOtherKind(point) ||
    // Other account-Regions that hold copies of the resource know the dates of older recovery points, too.
    placeOfArn(point.resourceArn) !== here ||
    // Recovery points without a deletion date are counted.
    (locked.has(point.vaultName) && !((point.deleteAfterDays ?? -1) >= 0)) ||
    copied.has(point.resourceArn);
  const found = new Set<number>();
  for (const { point, alike } of read) if (alike !== null && !found.has(alike) && isWhole(point)) found.add(alike);
  return found;
}

/**
 * A continuous or nested recovery point is not a backup of its own: if the last of a group is such a point, the next
 * may be an ordinary one.
 */
const isOtherKind = (point: RecoveryPoint): boolean => isContinuous(point) || point.parentArn !== undefined;

/**
 * Resources whose newest copy in a vault was made from a recovery point that was not read: the copy has the date of
 * that recovery point.
 */
function copiedFromUnread(read: readonly NeededPoint[], copies: Parameters<typeof lastCopies>[0]): ReadonlySet<string> {
  if (copies.length === 0) return new Set();
  const known = new Set(read.map(({ point }) => point.arn));
  return new Set(
    [...lastCopies(copies)].flatMap(({ recoveryPointArn = '', resourceArn }) =>
      known.has(recoveryPointArn) ? [] : [resourceArn],
    ),
  );
}
