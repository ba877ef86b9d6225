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
  says: (finding) => `its copy to ${placeOf(finding)} ${endWords(finding.end, finding.message)}`,
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
    `its backup of ${timeWords(finding.backupAt)} was never copied to ${placeOf(finding)}, though ${finding.ruleName} promises it`,
  nextStep: () => 'copy the point by hand, and see whether the backup role may copy into that vault',
  together: {
    key: (finding) => `copy missing ${finding.ruleName} ${placeOf(finding)}`,
    says: (first, { size }) => `the last backups of ${plural(size, 'resource')} were never copied to ${placeOf(first)}`,
  },
};

export const copyLate: Sentence<FindingOf<'copy-late'>> = {
  says: (finding, now) =>
    `its newest copy in ${placeOf(finding)} holds data of ${ageWordsPast(now - finding.dataAt, finding.everyMs)} ago, backed up every ${durationWords(finding.everyMs)}`,
  nextStep: () => 'see how long its copies wait and run',
  together: {
    key: (finding) => `copy late ${finding.everyMs} ${placeOf(finding)}`,
    says: (first, { size }) =>
      `the newest copies of ${plural(size, 'resource')} in ${placeOf(first)} hold data of more than ${durationWords(first.everyMs)} ago, the interval of their backups`,
  },
};

export const copyCannotCross: Sentence<FindingOf<'copy-cannot-cross'>> = {
  says: (finding) => `${finding.ruleName} promises a copy in ${placeOf(finding)}, but ${finding.reason}`,
  nextStep: () => 'take it out of that rule, or protect it in the other Region in another way',
  together: {
    key: (finding) => `cannot cross ${finding.ruleName} ${placeOf(finding)} ${finding.resourceType}`,
    says: (first, { size }) =>
      `${first.ruleName} promises copies of ${plural(size, 'resource')} in ${placeOf(first)}, but ${first.reason}`,
  },
};
