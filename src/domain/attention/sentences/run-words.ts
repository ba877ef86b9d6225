// What is said of runs that made no recovery point, of one resource and of many.
import { actorWords } from '../../audits/event-words.ts';
import { explainEnd } from '../job-end.ts';
import type { FailedRun, JoblessRun, UnmetRun } from '../unmet-run.ts';
import { plural, spokenTime } from '../words.ts';
import { endWords } from './end-words.ts';

/** To stand after the age of the newest point. */
export const afterAge = (run: UnmetRun, message?: string): string =>
  run.state === 'failed' ? `last run ${failedWords(run, message)}` : absentWords(run);

export const failedWords = ({ end, stoppedBy }: FailedRun, message?: string): string =>
  `${endWords(end, message)}${stoppedBy === undefined ? '' : `, it was ${actorWords(stoppedBy)}`}`;

export function absentWords({ state, at, since, count, ruleName, isNamed }: JoblessRun): string {
  if (state === 'away')
    return `${isNamed ? 'skipped by AWS' : 'no longer selected, or skipped by AWS,'} since ${spokenTime(since)}`;
  if (state === 'late') return `the run of ${spokenTime(at)} has made no job yet`;
  return count > 1
    ? `its runs of ${ruleName} have not come since ${spokenTime(since)}`
    : `its run of ${spokenTime(at)} never came`;
}

export const runNextStep = (run: UnmetRun, message?: string): string =>
  run.state === 'failed'
    ? explainEnd(run.end, message).nextStep
    : 'see whether the selection still matches it, its type is opted in, and the backup role works';

/** The same for runs that came to nothing for the same cause. */
export function runKey(run: UnmetRun): string | undefined {
  if (run.state === 'missed') return `missed ${run.ruleId} ${run.at}`;
  return runCause(run);
}

/** The key without the time of the run. */
export function runCause(run: UnmetRun): string | undefined {
  switch (run.state) {
    case 'failed':
      return run.causeKey === undefined ? undefined : `failed ${run.end.state} ${run.causeKey}`;
    case 'away':
      return `away ${run.ruleId} ${run.isNamed}`;
    case 'missed':
      return `missed ${run.ruleId}`;
    case 'late':
      return undefined;
  }
}

export function manyAbsent({ state, at, ruleName, planName, isNamed }: JoblessRun, count: number): string {
  const resources = plural(count, 'resource');
  return state === 'away'
    ? `${resources} ${isNamed ? 'skipped by AWS' : 'no longer selected, or skipped by AWS'}, while plan ${planName} backs up others`
    : `${resources} had no job at ${spokenTime(at)}, though rule ${ruleName} promised it`;
}
