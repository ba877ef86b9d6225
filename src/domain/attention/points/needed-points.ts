// Which recovery points the rules read. Of the completed points of one resource, rule and vault they read the oldest and the
// newest alone: whatever the lists of findings, plans and accounts conclude from these is concluded from all of them.
import { placeKey } from '../../scope.ts';
import { isContinuous } from '../../vaults/point-status.ts';
import type { RecoveryPoint } from '../../vaults/recovery-point.ts';
import type { ScopeFacts } from '../facts.ts';
import { type JobOutline, lastCopies } from '../runs/needed-jobs.ts';
import { placeOfArn } from './remote-resource.ts';
import { infectedPoints } from './usable-point.ts';

/** As of jobs; `isIncomplete`: 1 where its status is not COMPLETED. */
export type PointOutline = JobOutline;

interface Ends {
  first: number;
  last: number;
  /** The oldest of those that are listed of a crowded vault. */
  firstListed: number;
}

/** The places in `outlines` of the points that are read at first. `since`: epoch ms; older ones of crowded vaults do not count. */
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

/** Each point counts: older ones instead of infected ones, and as the names of what was restored. */
export const areAllPointsNeeded = ({ scanJobs, restoreJobs }: Pick<ScopeFacts, 'scanJobs' | 'restoreJobs'>): boolean =>
  infectedPoints(scanJobs?.rows ?? []).size > 0 ||
  (restoreJobs?.rows.some(({ resourceArn }) => resourceArn === '') ?? false);

/** A point that has been read. */
export interface NeededPoint {
  readonly point: RecoveryPoint;
  readonly alike: number | null;
}

/** Groups of which some rule reads each point, by what has been read of them. */
export function wholePointGroups(
  read: readonly NeededPoint[],
  { scope, vaults, copyJobs }: Pick<ScopeFacts, 'scope' | 'vaults' | 'copyJobs'>,
): ReadonlySet<number> {
  const here = placeKey(scope);
  const locked = new Set((vaults?.rows ?? []).flatMap((vault) => (vault.locked ? [vault.name] : [])));
  const copied = copiedFromUnread(read, copyJobs?.rows ?? []);
  const isWhole = (point: RecoveryPoint): boolean =>
    isOtherKind(point) ||
    // What other account-Regions know of their resources' copies has the dates of older ones, too.
    placeOfArn(point.resourceArn) !== here ||
    // Those without an end are counted.
    (locked.has(point.vaultName) && !((point.deleteAfterDays ?? -1) >= 0)) ||
    copied.has(point.resourceArn);
  const found = new Set<number>();
  for (const { point, alike } of read) if (alike !== null && !found.has(alike) && isWhole(point)) found.add(alike);
  return found;
}

/** Neither is a backup of its own: that the one at the end is such a point says nothing of the next. */
const isOtherKind = (point: RecoveryPoint): boolean => isContinuous(point) || point.parentArn !== undefined;

/** Resources whose newest copy in a vault is of a point that was not read: it has the date of that point. */
function copiedFromUnread(read: readonly NeededPoint[], copies: Parameters<typeof lastCopies>[0]): ReadonlySet<string> {
  if (copies.length === 0) return new Set();
  const known = new Set(read.map(({ point }) => point.arn));
  return new Set(
    [...lastCopies(copies)].flatMap(({ recoveryPointArn = '', resourceArn }) =>
      known.has(recoveryPointArn) ? [] : [resourceArn],
    ),
  );
}
