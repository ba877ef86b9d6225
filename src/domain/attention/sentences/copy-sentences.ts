// Whether copies arrive.
import type { FindingBase, FindingOf, OfCopy } from '../finding.ts';
import { explainEnd } from '../job-end.ts';
import { placeOfVault } from '../promised-copies.ts';
import { plural, spoken, spokenPast, spokenTime } from '../words.ts';
import { endWords } from './end-words.ts';
import type { Sentence } from './sentence.ts';

const placeOf = ({ vaultArn, scope }: FindingBase & OfCopy): string => placeOfVault(vaultArn, scope);

export const copyFailed: Sentence<FindingOf<'copy-failed'>> = {
  says: (finding) => `its copy to ${placeOf(finding)} ${endWords(finding.end, finding.message)}`,
  nextStep: ({ end, message }) => explainEnd(end, message).nextStep,
  together: {
    key: (finding) =>
      finding.causeKey === undefined ? undefined : `copy ${finding.end.state} ${finding.causeKey} ${placeOf(finding)}`,
    says: (first, count) =>
      `copies of ${plural(count, 'resource')} to ${placeOf(first)} ${endWords(first.end, first.message)}`,
  },
};

export const copyMissing: Sentence<FindingOf<'copy-missing'>> = {
  says: (finding) =>
    `its backup of ${spokenTime(finding.backupAt)} was never copied to ${placeOf(finding)}, though ${finding.ruleName} promises it`,
  nextStep: () => 'copy the point by hand, and see whether the backup role may copy into that vault',
  together: {
    key: ({ ruleId, vaultArn }) => `copy missing ${ruleId} ${vaultArn}`,
    says: (first, count) => `the last backups of ${plural(count, 'resource')} were never copied to ${placeOf(first)}`,
  },
};

export const copyLate: Sentence<FindingOf<'copy-late'>> = {
  says: (finding, now) =>
    `its newest copy in ${placeOf(finding)} holds data of ${spokenPast(now - finding.dataAt, finding.everyMs)} ago, backed up every ${spoken(finding.everyMs)}`,
  nextStep: () => 'see how long its copies wait and run',
};

export const copyCannotCross: Sentence<FindingOf<'copy-cannot-cross'>> = {
  says: (finding) => `${finding.ruleName} promises a copy in ${placeOf(finding)}, but ${finding.reason}`,
  nextStep: () => 'take it out of that rule, or protect it in the other Region in another way',
  together: {
    key: ({ ruleId, vaultArn, resourceType }) => `cannot cross ${ruleId} ${vaultArn} ${resourceType}`,
    says: (first, count) =>
      `${first.ruleName} promises copies of ${plural(count, 'resource')} in ${placeOf(first)}, but ${first.reason}`,
  },
};
