// Sentences about plans that do not run, or do not select what they should.
import type { FindingOf } from '../findings/finding.ts';
import { durationWords, firstNames, listedFirst, plural, timeWords } from '../findings/words.ts';
import { placeOfVault } from '../points/promised-copies.ts';
import type { Sentence } from './sentence.ts';

export const planMissed: Sentence<FindingOf<'plan-missed'>> = {
  says({ dueAt, lastRunAt, count = 0 }, now) {
    const missing = count === 0 ? '' : `: ${plural(count, 'resource')} not backed up`;
    return `the run of ${timeWords(dueAt)} started no job${missing}; last run ${durationWords(now - lastRunAt)} ago`;
  },
  nextStep: () => 'check the backup role and the service-linked role of AWS Backup, then start on-demand backups',
  together: {
    key: ({ subject }) => `plan missed ${subject}`,
    says: ({ dueAt }, { size, events }) => {
      const missing = events === 0 ? '' : `: ${plural(events, 'resource')} not backed up`;
      return `${size} plans of this name started no job at ${timeWords(dueAt)}${missing}`;
    },
  },
};

export const selectsNothing: Sentence<FindingOf<'selects-nothing'>> = {
  says({ lastRunAt, choices }, now) {
    if (lastRunAt !== undefined)
      return `no resource assignment any more, so nothing is backed up; last run ${durationWords(now - lastRunAt)} ago`;
    if (choices === undefined) return 'no resource assignment, so nothing is backed up';
    return `its resource assignments match no resource (${listed(choices)})`;
  },
  nextStep: ({ lastRunAt, choices }) =>
    lastRunAt === undefined && choices !== undefined
      ? 'check the spelling and the case of the tag, and the opt-in of the resource types'
      : 'assign resources to the plan, or delete the plan',
  together: {
    key: ({ subject, lastRunAt, choices }) =>
      `selects nothing ${subject} ${lastRunAt === undefined ? listed(choices ?? []) : 'any more'}`,
    says({ choices }, { size }) {
      return choices === undefined
        ? `${size} plans of this name have no resource assignment`
        : `the resource assignments of ${size} plans of this name match no resource (${listed(choices)})`;
    },
  },
};

const listed = (choices: readonly (readonly string[])[]): string =>
  listedFirst(firstNames(choices.map((all) => all.join(' and '))));

export const unprotected: Sentence<FindingOf<'unprotected'>> = {
  says: ({ selectionName, planName, firstRunAt }) =>
    firstRunAt === undefined
      ? `never backed up, although resource assignment ${selectionName} adds it to plan ${planName}`
      : `no recovery point yet: the first run of plan ${planName} is on ${timeWords(firstRunAt)}`,
  nextStep: ({ severity }) =>
    severity === 'critical'
      ? 'check that the resource still exists, the type is opted in, and the backup role has the permissions'
      : 'wait for the run, or start a backup now',
  together: {
    key: ({ planName, selectionName, firstRunAt }) =>
      `unprotected ${planName}/${selectionName} ${firstRunAt === undefined ? 'missed' : 'new'}`,
    says: ({ planName, selectionName, firstRunAt }, { size }) =>
      firstRunAt === undefined
        ? `${plural(size, 'resource')} never backed up, although resource assignment ${selectionName} adds them to plan ${planName}`
        : `${plural(size, 'resource')} without a recovery point yet: the first runs of plan ${planName} begin on ${timeWords(firstRunAt)}`,
  },
};

export const optedOut: Sentence<FindingOf<'opted-out'>> = {
  says: ({ scope, names }) => `opted out in ${scope.region}: AWS Backup skips ${listedFirst(names)}`,
  nextStep: () => 'opt in to the resource type in the settings of the Region',
  together: {
    key: ({ subject }) => `opted out ${subject}`,
    says: () => 'opted out: AWS Backup skips the resources of this type',
  },
};

export const retentionOutsideLock: Sentence<FindingOf<'retention-outside-lock'>> = {
  says: (finding) => `${outsideWords(finding)}: its jobs to that vault fail`,
  nextStep: () => "set the rule's retention within the range of the vault",
  together: {
    key: (finding) => `retention ${outsideWords(finding)}`,
    says: (first) => `${outsideWords(first)}: its jobs to that vault fail`,
  },
};

function outsideWords({
  ruleName,
  days,
  minDays,
  maxDays = 0,
  vaultArn,
  scope,
}: FindingOf<'retention-outside-lock'>): string {
  const kept = days === undefined ? 'forever' : plural(days, 'day');
  const range = minDays === undefined ? `at most ${plural(maxDays, 'day')}` : `at least ${plural(minDays, 'day')}`;
  return `rule ${ruleName} keeps ${kept}, but vault ${placeOfVault(vaultArn, scope)} allows ${range}`;
}
