// Whether resources are backed up: ages of points, runs that came to nothing, and what ended not as well as it should.

import type { FindingOf } from '../finding.ts';
import { explainEnd } from '../job-end.ts';
import { plural, spoken, spokenPast, spokenTime } from '../words.ts';
import { endWords } from './end-words.ts';
import { absentWords, afterAge, failedWords, manyAbsent, runCause, runKey, runNextStep } from './run-words.ts';
import type { Sentence } from './sentence.ts';

const old = (text: string | undefined): string | undefined => (text === undefined ? undefined : `old ${text}`);

/** What stands behind the age: why there is no newer point. */
function whyOld({ run, isUnderWay, infected, message }: FindingOf<'point-age'>): string {
  if (infected !== undefined) return `malware was found in ${plural(infected, 'newer one')}`;
  if (run) return afterAge(run, message);
  return isUnderWay ? 'a backup is under way' : '';
}

export const pointAge: Sentence<FindingOf<'point-age'>> = {
  says(finding, now) {
    const { newestAt, everyMs } = finding;
    const age = newestAt === undefined ? 'at all' : `for ${spokenPast(now - newestAt, everyMs)}`;
    const why = whyOld(finding);
    return `no recovery point ${age}, promised every ${spoken(everyMs)}${why === '' ? '' : `; ${why}`}`;
  },
  nextStep({ run, infected, message }) {
    if (infected !== undefined) return 'see what its scan jobs found, clean the resource, and start a backup';
    return run ? runNextStep(run, message) : 'start a backup now, and see why its plan made none';
  },
  together: {
    key: ({ run, infected }) => (infected === undefined && run ? old(runKey(run)) : undefined),
    cause: ({ run }) => run && old(runCause(run)),
    says: (first, count) => `${plural(count, 'resource')} without a recovery point in time: ${whyOld(first)}`,
  },
};

export const failedRun: Sentence<FindingOf<'failed-run'>> = {
  says: ({ run, message }) =>
    `${run.ruleName ? `last run of ${run.ruleName}` : 'last on-demand backup'} ${failedWords(run, message)}`,
  nextStep: ({ run, message }) => runNextStep(run, message),
  together: {
    key: ({ run }) => runKey(run),
    says: ({ run, message }, count) =>
      `the last runs of ${plural(count, 'resource')} ended ${endWords(run.end, message)}`,
  },
};

export const missedRun: Sentence<FindingOf<'missed-run'>> = {
  says: ({ run }) =>
    run.state === 'away'
      ? `${absentWords(run)}, while plan ${run.planName} backs up others`
      : `${absentWords(run)}, though plan ${run.planName} promised ${run.count > 1 ? 'them' : 'it'}`,
  nextStep: ({ run }) => runNextStep(run),
  together: {
    key: ({ run }) => runKey(run),
    cause: ({ run }) => runCause(run),
    says: ({ run }, count) => manyAbsent(run, count),
  },
};

export const lateRun: Sentence<FindingOf<'late-run'>> = {
  says: ({ run: { at } }, now) => `its run of ${spokenTime(at)} is ${spoken(now - at)} late: no job yet`,
  nextStep: ({ run }) => runNextStep(run),
};

export const continuousStopped: Sentence<FindingOf<'continuous-stopped'>> = {
  says: ({ message }) =>
    `its continuous point is STOPPED, so no later time can be restored${message ? `: ${message.replace(/\.$/, '')}` : ''}`,
  nextStep: ({ resourceType }) =>
    resourceType === 'S3'
      ? 'check that the bucket has versioning and EventBridge on, and that the backup role may use them'
      : 'check the permissions of the backup role; the next scheduled run starts it again',
};

export const issues: Sentence<FindingOf<'issues'>> = {
  says: ({ end, message }) => `last backup ${endWords(end, message)}`,
  nextStep: ({ end, message }) => explainEnd(end, message).nextStep,
  together: {
    key: ({ causeKey }) => (causeKey === undefined ? undefined : `issues ${causeKey}`),
    says: ({ end, message }, count) => `the last backups of ${plural(count, 'resource')} ${endWords(end, message)}`,
  },
};
