// Sentences about copies that do not arrive.
import type { FindingBase, FindingOf, OfCopy } from '../findings/finding.ts';
import { ageWordsPast, durationWords, plural, timeWords } from '../findings/words.ts';
import { placeOfVault } from '../points/promised-copies.ts';
import { explainEnd } from '../runs/job-end.ts';
import { endKey, endWords } from './end-words.ts';
import type { Sentence } from './sentence.ts';

const placeOf = ({ vaultArn, scope }: FindingBase & OfCopy): string => placeOfVault(vaultArn, scope);

/** Causes in the destination vault, its key or its account. A role or a quota affects backups and all copies alike. */
const causesInVault: ReadonlySet<string> = new Set(['denied/vault-policy', 'key', 'cross-account', 'retention']);

const liesInVault = ({ causeKey = '' }: FindingOf<'copy-failed'>): boolean => causesInVault.has(causeKey);

export const copyFailed: Sentence<FindingOf<'copy-failed'>> = {
  says: (finding) => `copy to ${placeOf(finding)} ${endWords(finding.end, finding.message)}`,
  nextStep: ({ end, message }) => explainEnd(end, message).nextStep,
  together: {
    key: (finding) => {
      const { causeKey, end } = finding;
      if (causeKey === undefined) return undefined;
      return liesInVault(finding) ? `copy ${end.state} ${causeKey} ${placeOf(finding)}` : endKey(end, causeKey);
    },
    says: (first, { size }) => {
      const where = liesInVault(first) ? ` to ${placeOf(first)}` : '';
      return `copies of ${plural(size, 'resource')}${where} ${endWords(first.end, first.message)}`;
    },
  },
};

export const copyMissing: Sentence<FindingOf<'copy-missing'>> = {
  says: (finding) =>
    `the backup of ${timeWords(finding.backupAt)} was not copied to ${placeOf(finding)} (rule ${finding.ruleName})`,
  nextStep: () => 'copy the recovery point, and check that the backup role may copy into the vault',
  together: {
    key: (finding) => `copy missing ${finding.ruleName} ${placeOf(finding)}`,
    says: (first, { size }) => `the last backups of ${plural(size, 'resource')} were not copied to ${placeOf(first)}`,
  },
};

export const copyLate: Sentence<FindingOf<'copy-late'>> = {
  says: (finding, now) =>
    `the data of the newest copy in ${placeOf(finding)} is ${ageWordsPast(now - finding.dataAt, finding.everyMs)} old (backups every ${durationWords(finding.everyMs)})`,
  nextStep: () => 'check how long the copy jobs wait and run',
  together: {
    key: (finding) => `copy late ${finding.everyMs} ${placeOf(finding)}`,
    says: (first, { size }) =>
      `the data of the newest copies of ${plural(size, 'resource')} in ${placeOf(first)} is older than the interval of their backups, ${durationWords(first.everyMs)}`,
  },
};

export const copyCannotCross: Sentence<FindingOf<'copy-cannot-cross'>> = {
  says: (finding) => `rule ${finding.ruleName} copies to ${placeOf(finding)}, but ${finding.reason}`,
  nextStep: () => 'remove the copy from the rule, or back up the resource in the other Region by other means',
  together: {
    key: (finding) => `cannot cross ${finding.ruleName} ${placeOf(finding)} ${finding.resourceType}`,
    says: (first, { size }) =>
      `rule ${first.ruleName} copies ${plural(size, 'resource')} to ${placeOf(first)}, but ${first.reason}`,
  },
};
