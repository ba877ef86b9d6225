// Sentences about backups: ages of recovery points, runs without a result, and jobs that ended with issues.
import { withoutNames } from '../../jobs/message-text.ts';
import type { FindingOf, OldLocation } from '../findings/finding.ts';
import { ageWordsPast, durationWords, plural, timeWords } from '../findings/words.ts';
import { locationWords } from '../points/vault-location.ts';
import { explainEnd } from '../runs/job-end.ts';
import { endWords } from './end-words.ts';
import { absentWords, afterAge, failedWords, manyRuns, runKey, runNextStep } from './run-words.ts';
import type { Sentence } from './sentence.ts';

/** The part after the age: the reason why there is no newer recovery point. */
function whyOld({ run, isUnderWay, infected, message }: FindingOf<'point-age'>): string {
  if (infected !== undefined) return `malware was found in ${plural(infected, 'newer recovery point')}`;
  if (run) return afterAge(run, message);
  return isUnderWay ? 'a backup job is running' : '';
}

function whyManyOld(isInfected: boolean, isUnderWay: boolean | undefined): string {
  if (isInfected) return 'malware was found in newer recovery points';
  return isUnderWay ? 'backup jobs are running' : 'no cause is known';
}

const inTime = (ages: readonly OldLocation[]): string =>
  ages.map((age) => `${locationWords(age.in)} (objective ${durationWords(age.everyMs)})`).join(', ');

/** 'in another account 9 d (objective 7 d)'. */
function oldThere({ in: location, everyMs, newestAt }: OldLocation, now: number): string {
  const where = locationWords(location);
  if (newestAt === undefined) return `none ${where} (objective ${durationWords(everyMs)})`;
  return `${where} ${ageWordsPast(now - newestAt, everyMs)} (objective ${durationWords(everyMs)})`;
}

/** The age of the newest recovery point, whether the age is too high or not. */
function ageWords({ newestAt, everyMs, isContinuous }: FindingOf<'point-age'>, now: number): string {
  if (everyMs !== undefined) {
    const age = newestAt === undefined ? '' : ` for ${ageWordsPast(now - newestAt, everyMs)}`;
    return `no recovery point${age} (objective ${durationWords(everyMs)})`;
  }
  if (isContinuous) return 'the newest recovery point is continuous';
  return newestAt === undefined ? 'no recovery point' : `newest recovery point ${durationWords(now - newestAt)} old`;
}

export const pointAge: Sentence<FindingOf<'point-age'>> = {
  says(finding, now) {
    const { everyMs, locations = [] } = finding;
    const ages = locations.map((location) => oldThere(location, now));
    const age = ageWords(finding, now);
    const said = everyMs === undefined ? [[age, ...ages].join(', ')] : [age, ...ages];
    return [...said, whyOld(finding)].filter(Boolean).join('; ');
  },
  nextStep({ run, infected, everyMs, message }) {
    if (infected !== undefined) return 'check the findings of the scan jobs, clean the resource, and start a backup';
    if (run) return runNextStep(run, message);
    return everyMs === undefined
      ? 'check the copy jobs and the copy rules of the plans, and copy the newest recovery point'
      : 'start a backup now, and check why the plan started none';
  },
  together: {
    key({ run, isUnderWay, infected, everyMs, locations = [] }) {
      if (everyMs === undefined) return `old ${locations.map((one) => `${one.in} ${one.everyMs}`).join(' ')}`;
      if (infected !== undefined) return 'old infected';
      return run ? runKey(run) : `old ${isUnderWay ? 'under way' : 'for no known cause'}`;
    },
    says({ run, message, isUnderWay, infected, everyMs, locations = [] }, total) {
      const resources = `${plural(total.size, 'resource')} past their RPO objective`;
      if (everyMs === undefined) return `${resources} ${inTime(locations)}`;
      if (run && infected === undefined) return manyRuns(run, total, message);
      return `${resources}: ${whyManyOld(infected !== undefined, isUnderWay)}`;
    },
  },
};

export const failedRun: Sentence<FindingOf<'failed-run'>> = {
  says: ({ run, message }) =>
    `${run.ruleName ? `last run of ${run.ruleName}` : 'last on-demand backup'} ${failedWords(run, message)}`,
  nextStep: ({ run, message }) => runNextStep(run, message),
  together: {
    key: ({ run }) => runKey(run),
    says: ({ run, message }, total) => manyRuns(run, total, message),
  },
};

export const missedRun: Sentence<FindingOf<'missed-run'>> = {
  says: ({ run }) =>
    run.state === 'away'
      ? `${absentWords(run)}; plan ${run.planName} backs up other resources`
      : `${absentWords(run)} (plan ${run.planName})`,
  nextStep: ({ run }) => runNextStep(run),
  together: {
    key: ({ run }) => runKey(run),
    says: ({ run }, total) => manyRuns(run, total),
  },
};

export const lateRun: Sentence<FindingOf<'late-run'>> = {
  says: ({ run: { at } }, now) => `the run of ${timeWords(at)} is ${durationWords(now - at)} late: no job yet`,
  nextStep: ({ run }) => runNextStep(run),
  together: {
    key: ({ run }) => runKey(run),
    says: ({ run }, total) => manyRuns(run, total),
  },
};

export const continuousStopped: Sentence<FindingOf<'continuous-stopped'>> = {
  says: ({ message }) =>
    `the continuous backup is STOPPED, and no later time can be restored${message ? `: ${message.replace(/\.$/, '')}` : ''}`,
  nextStep: ({ resourceType }) =>
    resourceType === 'S3'
      ? 'check that versioning and EventBridge are on for the bucket, and that the backup role may use them'
      : 'check the permissions of the backup role; the next scheduled run starts the continuous backup again',
  together: {
    key: ({ resourceType, message = '' }) => `stopped ${resourceType} ${withoutNames(message)}`,
    says: ({ message }, { size }) =>
      `the continuous backups of ${plural(size, 'resource')} are STOPPED, and no later time can be restored${message ? `: ${message.replace(/\.$/, '')}` : ''}`,
  },
};

export const issues: Sentence<FindingOf<'issues'>> = {
  says: ({ end, message }) => `last backup ${endWords(end, message)}`,
  nextStep: ({ end, message }) => explainEnd(end, message).nextStep,
  together: {
    key: ({ causeKey }) => (causeKey === undefined ? undefined : `issues ${causeKey}`),
    says: ({ end, message }, { size }) => `the last backups of ${plural(size, 'resource')} ${endWords(end, message)}`,
  },
};
