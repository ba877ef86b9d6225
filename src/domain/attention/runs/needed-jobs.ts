// Selects the backup jobs that the rules read. Of thirty days of similar completed jobs the rules read only the first
// and the last ones, and recent ones: the findings are the same as if all jobs were read.
import { dayMs, hourMs } from '../../../lib/duration.ts';
import type { Job } from '../../jobs/job.ts';
import { isActive } from '../../jobs/job-state.ts';
import type { ListResponse, ScopeFacts } from '../facts.ts';
import { isDone } from '../findings/about-job.ts';
import { infectedPoints } from '../points/usable-point.ts';
import { byNewest } from '../scope-view.ts';
import { keepsAsLong } from './merged-runs.ts';

/**
 * The outline of a job, before its text is parsed. It is an array, because a Region has tens of thousands of jobs.
 * `alike`: equal for jobs of one resource, rule and vault; null: unknown. `isIncomplete`: 1 if the state is not
 * COMPLETED. Times are epoch ms.
 */
export type JobOutline = readonly [
  id: number,
  createdAt: number,
  endedAt: number | null,
  alike: number | null,
  isIncomplete: number,
];

interface Group {
  first: number;
  last: number;
  lastEnded: number;
  /** Index of the last job that ended before `since`; `never`: there is none, or it is not needed. */
  lastBefore: number;
}

const never = Number.NEGATIVE_INFINITY;

/**
 * The time in an event differs from the time in the list by up to an hour: the order of two jobs this close is not
 * known.
 */
const roughMs = 2 * hourMs;

/**
 * The last day of a timeline and of an account's counts, plus the two hours in which a copy starts, plus the minutes by
 * which lists are late.
 */
const latelyMs = dayMs + 3 * hourMs;

/** Epoch ms: each job that ended later may be needed. */
export function latelySince(
  now: number,
  { backupJobs, copyJobs, points }: Pick<ScopeFacts, 'copyJobs' | 'points'> & { readonly backupJobs: { at: number } },
): number {
  const times = [now, backupJobs.at, copyJobs?.at ?? now, points?.at ?? now];
  return Math.min(...times) - latelyMs;
}

/** Whether a rule looks for the newest backup that should have been copied by now. */
export const isAnyCopied = ({ rules }: Pick<ScopeFacts, 'rules'>): boolean =>
  rules?.rows.some(({ copies }) => copies.length > 0) ?? false;

export interface Lately {
  /** Epoch ms: each job that ended later may be needed. */
  readonly since: number;
  /** The newest of the jobs that ended earlier is needed as well. */
  readonly withLastBefore: boolean;
}

/** The indexes in `outlines` of the jobs that are read first. */
export function neededAtFirst(outlines: readonly JobOutline[], { since, withLastBefore }: Lately): number[] {
  const groups = new Map<number, Group>();
  // Members are read by index: destructuring each array costs as much as all the rest.
  for (const outline of outlines) {
    const createdAt = outline[1];
    const endedAt = outline[2];
    const alike = outline[3];
    if (outline[4] || endedAt === null || alike === null) continue;
    const group = groups.get(alike);
    const lastBefore = withLastBefore && endedAt < since ? createdAt : never;
    if (!group) groups.set(alike, { first: createdAt, last: createdAt, lastEnded: endedAt, lastBefore });
    else widen(group, { createdAt, endedAt, lastBefore });
  }
  const needed: number[] = [];
  for (let index = 0; index < outlines.length; index += 1) {
    const outline = outlines[index];
    if (outline && isNeeded(outline, groups, since)) needed.push(index);
  }
  return needed;
}

function widen(group: Group, job: { createdAt: number; endedAt: number; lastBefore: number }): void {
  if (job.createdAt > group.last) group.last = job.createdAt;
  if (job.createdAt < group.first) group.first = job.createdAt;
  if (job.endedAt > group.lastEnded) group.lastEnded = job.endedAt;
  if (job.lastBefore > group.lastBefore) group.lastBefore = job.lastBefore;
}

/** All jobs that did not complete, and the first and last of the completed ones. */
function isNeeded(outline: JobOutline, groups: ReadonlyMap<number, Group>, since: number): boolean {
  const createdAt = outline[1];
  const endedAt = outline[2];
  const alike = outline[3];
  if (outline[4] || endedAt === null || alike === null || endedAt >= since) return true;
  const group = groups.get(alike);
  if (!group || endedAt === group.lastEnded) return true;
  const { first, last, lastBefore } = group;
  if (createdAt <= first + roughMs || createdAt >= last - roughMs) return true;
  return lastBefore !== never && createdAt >= lastBefore - roughMs;
}

/** A job that was read. */
export interface NeededJob {
  readonly job: Job;
  readonly alike: number | null;
  /** The job does not count: the next job of its group counts instead. */
  readonly isLeftOut: boolean;
}

/** The groups of which some rule reads every job, decided by the jobs that were read. */
export function wholeGroups(
  read: readonly NeededJob[],
  { rules, copyJobs, scanJobs }: Pick<ScopeFacts, 'rules' | 'copyJobs' | 'scanJobs'>,
): ReadonlySet<number> {
  const rivals = rivalRules(rules);
  const infected = infectedPoints(scanJobs?.rows ?? []);
  const arns = new Set<string>(copiedFromOthers(read, copyJobs));
  const hasParts = read.some(({ job }) => job.parentId !== undefined);
  // The usual duration of an active job follows from other jobs of its resource; a job before an infected recovery
  // point may be the one to restore.
  for (const { job } of read)
    if (isActive(job) || (infected.size > 0 && infected.has(job.recoveryPointArn ?? ''))) arns.add(job.resourceArn);
  const found = new Set<number>();
  for (const { job, alike, isLeftOut } of read) {
    if (alike === null || found.has(alike)) continue;
    const isOfParts = hasParts && (job.isParent || job.parentId !== undefined);
    if (isLeftOut || isOfParts || rivals.has(job.createdBy?.ruleId ?? '') || arns.has(job.resourceArn)) {
      found.add(alike);
    }
  }
  return found;
}

/** True if a part was read and its parent was not: only the whole list shows whether there is a parent. */
export function hasPartsAlone(read: readonly NeededJob[]): boolean {
  const parts = read.flatMap(({ job: { parentId } }) => (parentId === undefined ? [] : [parentId.toUpperCase()]));
  if (parts.length === 0) return false;
  const ids = new Set(read.map(({ job }) => job.id.toUpperCase()));
  return parts.some((id) => !ids.has(id));
}

/** Rules of one plan with the same retention: the job shows which of two ran. */
function rivalRules(rules: ScopeFacts['rules']): ReadonlySet<string> {
  const found = new Set<string>();
  for (const ofPlan of Map.groupBy(rules?.rows ?? [], ({ planId }) => planId).values()) {
    for (const rule of ofPlan) {
      const isRival = (other: typeof rule) => other !== rule && keepsAsLong(rule, other) && keepsAsLong(other, rule);
      if (ofPlan.some(isRival)) found.add(rule.id);
    }
  }
  return found;
}

/**
 * Resources whose newest copy in a vault may belong to a job that was not read: the copy has the date of its backup.
 */
function* copiedFromOthers(read: readonly NeededJob[], copyJobs: ListResponse<Job> | undefined): Iterable<string> {
  if (!copyJobs || copyJobs.rows.length === 0) return;
  const made = new Set(read.map(({ job }) => job.recoveryPointArn));
  for (const copy of lastCopies(copyJobs.rows)) if (!made.has(copy.recoveryPointArn)) yield copy.resourceArn;
}

/** The last copy for each resource and vault, and each copy of a part: whether a part counts depends on its parent. */
export function* lastCopies(copies: readonly Job[]): Iterable<Job> {
  const newest = new Map<string, Job>();
  for (const copy of copies) {
    if (!isDone(copy)) continue;
    if (copy.parentId !== undefined) yield copy;
    const name = `${copy.resourceArn} ${copy.vaultArn}`;
    const known = newest.get(name);
    if (copy.parentId === undefined && (!known || byNewest(copy, known) < 0)) newest.set(name, copy);
  }
  yield* newest.values();
}
