// Sentences about plans that do not run, or do not select what they should.
import type { FindingOf } from '../findings/finding.ts';
import { durationWords, firstNames, listedFirst, plural, timeWords } from '../findings/words.ts';
import { placeOfVault } from '../points/promised-copies.ts';
import type { Sentence } from './sentence.ts';

export const planMissed: Sentence<FindingOf<'plan-missed'>> = {
  says({ dueAt, lastRunAt, count = 0 }, now) {
    const whom = count === 0 ? '' : `, ${plural(count, 'resource')} left out`;
    return `nothing ran at ${timeWords(dueAt)}${whom}; it last ran ${durationWords(now - lastRunAt)} ago`;
  },
  nextStep: () => 'check its backup role and the service-linked role of AWS Backup, then start the backups by hand',
  together: {
    key: ({ subject }) => `plan missed ${subject}`,
    says: ({ dueAt }, { size, events }) => {
      const whom = events === 0 ? '' : `, ${plural(events, 'resource')} left out`;
      return `${size} plans of this name did not run at ${timeWords(dueAt)}${whom}`;
    },
  },
};

export const selectsNothing: Sentence<FindingOf<'selects-nothing'>> = {
  says({ lastRunAt, choices }, now) {
    if (lastRunAt !== undefined)
      return `backs up nothing: it has no selection any more; it last ran ${durationWords(now - lastRunAt)} ago`;
    if (choices === undefined) return 'backs up nothing: it has no selection';
    return `backs up nothing: nothing bears ${listed(choices)}`;
  },
  nextStep: ({ lastRunAt }) =>
    lastRunAt === undefined
      ? 'check the tag as it is written, with its case, and the opt-in of the types that wear it'
      : 'select what it is to back up, or delete the plan',
  together: {
    key: ({ subject, lastRunAt, choices }) =>
      `selects nothing ${subject} ${lastRunAt === undefined ? listed(choices ?? []) : 'any more'}`,
    says({ choices }, { size }) {
      const why = choices === undefined ? 'they have no selection' : `nothing bears ${listed(choices)}`;
      return `${size} plans of this name back up nothing: ${why}`;
    },
  },
};

const listed = (choices: readonly (readonly string[])[]): string =>
  listedFirst(firstNames(choices.map((all) => all.join(' and '))));

export const unprotected: Sentence<FindingOf<'unprotected'>> = {
  says: ({ selectionName, planName, firstRunAt }) =>
    firstRunAt === undefined
      ? `no recovery point at all, though ${selectionName} of plan ${planName} names it`
      : `no recovery point yet: ${planName} takes it for the first time on ${timeWords(firstRunAt)}`,
  nextStep: ({ severity }) =>
    severity === 'critical'
      ? 'see whether it still exists, its type is opted in, and the backup role may back it up'
      : 'start a backup by hand if it cannot wait',
  together: {
    key: ({ planName, selectionName, firstRunAt }) =>
      `unprotected ${planName}/${selectionName} ${firstRunAt === undefined ? 'missed' : 'new'}`,
    says: ({ planName, selectionName, firstRunAt }, { size }) =>
      firstRunAt === undefined
        ? `${plural(size, 'resource')} without any recovery point, though ${selectionName} of plan ${planName} names them`
        : `${plural(size, 'resource')} without any recovery point yet: ${planName} takes them for the first time from ${timeWords(firstRunAt)} on`,
  },
};

export const optedOut: Sentence<FindingOf<'opted-out'>> = {
  says: ({ scope, names }) => `opted out in ${scope.region}: plans pass over ${listedFirst(names)} without a word`,
  nextStep: () => 'opt the type in under the settings of the Region',
  together: {
    key: ({ subject }) => `opted out ${subject}`,
    says: () => 'opted out: plans pass over its resources without a word',
  },
};

export const retentionOutsideLock: Sentence<FindingOf<'retention-outside-lock'>> = {
  says: (finding) => `${outsideWords(finding)}: its jobs there fail`,
  nextStep: () => "set the rule's retention within the range of the vault",
  together: {
    key: (finding) => `retention ${outsideWords(finding)}`,
    says: (first) => `${outsideWords(first)}: its jobs there fail`,
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
  const kept = days === undefined ? 'for ever' : plural(days, 'day');
  const range =
    minDays === undefined ? `no more than ${plural(maxDays, 'day')}` : `no less than ${plural(minDays, 'day')}`;
  return `rule ${ruleName} keeps ${kept}, but ${placeOfVault(vaultArn, scope)} allows ${range}`;
}
