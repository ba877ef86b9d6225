// Which backup jobs the rules read. Of thirty days of completed jobs that are alike they read the first and the last ones alone,
// and what is lately done: whatever is concluded from these is concluded from all of them.
import { dayMs, hourMs } from '../../../lib/duration.ts';
import type { Job } from '../../jobs/job.ts';
import { isActive } from '../../jobs/job-state.ts';
import type { Answer, ScopeFacts } from '../facts.ts';
import { isDone } from '../findings/about-job.ts';
import { infectedPoints } from '../points/usable-point.ts';
import { byNewest } from '../scope-view.ts';
import { keepsAsLong } from './merged-runs.ts';

/**
 * A job before its text is read: as an array, since a Region has tens of thousands of them. `alike`: the same for jobs of one
 * resource, rule and vault; null: unknown. `isIncomplete`: 1 where its state is not COMPLETED. Times are epoch ms.
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
  /** Of those that ended before the time that matters; `never`: there is none, or it does not count. */
  lastBefore: number;
}

const never = Number.NEGATIVE_INFINITY;

/** An event gives the time of a job up to an hour from that of the list: who is first of two so near is not known. */
const roughMs = 2 * hourMs;

/** The last day of a timeline and of an account's counts, the two hours in which a copy is begun, and the minutes by which lists are late. */
const latelyMs = dayMs + 3 * hourMs;

/** Epoch ms: jobs that ended since then may count each. */
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
  /** Epoch ms: what ended since then may count each. */
  readonly since: number;
  /** Of what ended before the newest counts as well. */
  readonly withLastBefore: boolean;
}

/** The places in `outlines` of the jobs that are read at first. */
export function neededAtFirst(outlines: readonly JobOutline[], { since, withLastBefore }: Lately): number[] {
  const groups = new Map<number, Group>();
  // Read by place: to take each array apart costs as much as all the rest.
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

/** All that did not complete, and of the completed ones those at the ends. */
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

/** A job that has been read. */
export interface NeededJob {
  readonly job: Job;
  readonly alike: number | null;
  /** It does not count: those behind it count instead. */
  readonly isLeftOut: boolean;
}

/** Groups of which some rule reads each job, by what has been read of them. */
export function wholeGroups(
  read: readonly NeededJob[],
  { rules, copyJobs, scanJobs }: Pick<ScopeFacts, 'rules' | 'copyJobs' | 'scanJobs'>,
): ReadonlySet<number> {
  const rivals = rivalRules(rules);
  const infected = infectedPoints(scanJobs?.rows ?? []);
  const arns = new Set<string>(copiedFromOthers(read, copyJobs));
  const hasParts = read.some(({ job }) => job.parentId !== undefined);
  // How long an active job may take is known by the others of its resource; one before an infected point may be restored.
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

/** A part whose parent has not been read: only the whole list tells whether there is one. */
export function hasPartsAlone(read: readonly NeededJob[]): boolean {
  const parts = read.flatMap(({ job: { parentId } }) => (parentId === undefined ? [] : [parentId.toUpperCase()]));
  if (parts.length === 0) return false;
  const ids = new Set(read.map(({ job }) => job.id.toUpperCase()));
  return parts.some((id) => !ids.has(id));
}

/** Rules of one plan that keep as long: which of two ran is known by its job. */
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

/** Resources whose newest copy in a vault may be of a job that was not read: it has the date of its backup. */
function* copiedFromOthers(read: readonly NeededJob[], copyJobs: Answer<Job> | undefined): Iterable<string> {
  if (!copyJobs || copyJobs.rows.length === 0) return;
  const made = new Set(read.map(({ job }) => job.recoveryPointArn));
  for (const copy of lastCopies(copyJobs.rows)) if (!made.has(copy.recoveryPointArn)) yield copy.resourceArn;
}

/** By resource and vault, and each copy of a part: whether that counts depends on its parent. */
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
