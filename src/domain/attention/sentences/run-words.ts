// Texts about runs that made no recovery point, for one resource and for many.
import { actorWords } from '../../audits/event-words.ts';
import { plural, timeWords } from '../findings/words.ts';
import { explainEnd } from '../runs/job-end.ts';
import type { FailedRun, JoblessRun, UnmetRun } from '../runs/unmet-run.ts';
import { endKey, endWords } from './end-words.ts';
import type { GroupTotal } from './sentence.ts';

/** The part after the age of the newest recovery point. */
export const afterAge = (run: UnmetRun, message?: string): string =>
  run.state === 'failed' ? `last run ${failedWords(run, message)}` : absentWords(run);

export const failedWords = ({ end, stoppedBy }: FailedRun, message?: string): string =>
  `${endWords(end, message)}${stoppedBy === undefined ? '' : `, by ${actorWords(stoppedBy)}`}`;

export function absentWords({ state, at, since, count, ruleName, isNamed }: JoblessRun): string {
  if (state === 'away')
    return `${isNamed ? 'skipped by AWS' : 'no longer selected, or skipped by AWS,'} since ${timeWords(since)}`;
  if (state === 'late') return `no job yet for the run of ${timeWords(at)}`;
  return count > 1
    ? `no job for the runs of rule ${ruleName} since ${timeWords(since)}`
    : `no job for the run of ${timeWords(at)}`;
}

export const runNextStep = (run: UnmetRun, message?: string): string =>
  run.state === 'failed'
    ? explainEnd(run.end, message).nextStep
    : 'check that the resource assignment still matches the resource, the type is opted in, and AWS Backup can assume the backup role';

/** Equal for runs that failed for the same cause, whether or not a recovery point is overdue. */
export function runKey(run: UnmetRun): string | undefined {
  switch (run.state) {
    case 'failed':
      return run.causeKey === undefined ? undefined : endKey(run.end, run.causeKey);
    case 'away':
      return `away ${run.isNamed} ${ofRule(run)}`;
    case 'missed':
    case 'late':
      return `${run.state} ${ofRule(run)}`;
  }
}

/** A policy or a template creates a rule with a different id in each account-Region. */
const ofRule = ({ planName, ruleName }: Pick<JoblessRun, 'planName' | 'ruleName'>): string => `${planName}/${ruleName}`;

export function manyRuns(run: UnmetRun, total: GroupTotal, message?: string): string {
  const { size, overdue, copies, plans } = total;
  const runs = size - copies;
  const late = overdue > 0 ? `; ${overdue === runs ? 'all' : overdue} past their RPO objective` : '';
  if (run.state !== 'failed') return `${manyAbsent(run, runs)}${late}`;
  const resources = `${plural(runs, 'resource')}${plans.length > 1 ? ` of ${plural(plans.length, 'plan')}` : ''}`;
  const ended = endWords(run.end, message);
  const copied = copies === 0 ? '' : `; ${plural(copies, 'copy', 'copies')} for the same cause`;
  return overdue === runs
    ? `${resources} past their RPO objective: last run ${ended}${copied}`
    : `the last runs of ${resources} ended ${ended}${late}${copied}`;
}

function manyAbsent({ state, since, ruleName, planName, isNamed }: JoblessRun, count: number): string {
  const resources = plural(count, 'resource');
  switch (state) {
    case 'away':
      return `${resources} ${isNamed ? 'skipped by AWS' : 'no longer selected, or skipped by AWS'}; plan ${planName} backs up other resources`;
    case 'late':
      return `no job yet for ${resources} of rule ${ruleName}`;
    case 'missed':
      return `no job for ${resources} of rule ${ruleName} since ${timeWords(since)}`;
  }
}
