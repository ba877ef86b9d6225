// The text of a finding. It is made when the finding is shown, so that no age is ever stored.

import * as backup from '../sentences/backup-sentences.ts';
import { audit, deniedAttempts } from '../sentences/call-sentences.ts';
import * as copy from '../sentences/copy-sentences.ts';
import { lastCopyExpires, notCovered } from '../sentences/coverage-sentences.ts';
import { keyGone } from '../sentences/key-sentences.ts';
import * as plan from '../sentences/plan-sentences.ts';
import * as restore from '../sentences/restore-sentences.ts';
import { malware, scanIssues } from '../sentences/scan-sentences.ts';
import type { GroupTotal, Sentence } from '../sentences/sentence.ts';
import { longJob, stuckJob } from '../sentences/slow-job-sentences.ts';
import { accessPointStands, expiredPoints, keptForever, lockCountdown } from '../sentences/vault-sentences.ts';
import type { Finding, FindingOf } from './finding.ts';
import type { FindingKind } from './finding-kind.ts';

const sentences: { readonly [Kind in FindingKind]: Sentence<FindingOf<Kind>> } = {
  malware,
  audit,
  'plan-missed': plan.planMissed,
  unprotected: plan.unprotected,
  'not-covered': notCovered,
  'last-copy-expires': lastCopyExpires,
  'key-gone': keyGone,
  'point-age': backup.pointAge,
  'continuous-stopped': backup.continuousStopped,
  'failed-run': backup.failedRun,
  'missed-run': backup.missedRun,
  'late-run': backup.lateRun,
  'copy-failed': copy.copyFailed,
  'copy-missing': copy.copyMissing,
  'copy-late': copy.copyLate,
  'retention-outside-lock': plan.retentionOutsideLock,
  'selects-nothing': plan.selectsNothing,
  'opted-out': plan.optedOut,
  'stuck-job': stuckJob,
  'long-job': longJob,
  'restore-test-failed': restore.restoreTestFailed,
  'restore-test-missed': restore.restoreTestMissed,
  'restore-unproven': restore.restoreUnproven,
  'restore-failed': restore.restoreFailed,
  'denied-attempts': deniedAttempts,
  'expired-points': expiredPoints,
  'lock-countdown': lockCountdown,
  'kept-forever': keptForever,
  'access-point-stands': accessPointStands,
  'copy-cannot-cross': copy.copyCannotCross,
  issues: backup.issues,
  'scan-issues': scanIssues,
};

const sentenceFor = ({ kind }: Finding): Sentence<Finding> => sentences[kind] as Sentence<Finding>;

/**
 * The sentence, with the subject in front: "shop: no recovery point for 31 h, …". `label`: the subject with the part
 * that distinguishes it.
 */
export function sentenceOf(finding: Finding, now: number, label = finding.subject): string {
  const said = predicateOf(finding, now);
  return sentenceFor(finding).isWhole ? said : `${label}: ${said}`;
}

/** The sentence without the subject in front. */
export const predicateOf = (finding: Finding, now: number): string => sentenceFor(finding).says(finding, now);

export const nextStepOf = (finding: Finding): string => sentenceFor(finding).nextStep(finding);

/** The maximum length of a cause that contains AWS's own words: later characters distinguish nothing. */
const longestCause = 300;

/**
 * The key that findings of the same cause share, in every account-Region; undefined: no other finding has this cause.
 */
export const causeOf = (finding: Finding): string | undefined =>
  sentenceFor(finding).together?.key(finding)?.slice(0, longestCause).trim();

/**
 * The sentence of a group: the worst finding with the subject of all. A name that all members share stands in front. If
 * the members have several names, the line is seldom wide enough for names and cause, and the cause is shown because it
 * says more.
 */
export function groupSentenceOf(worst: Finding, total: GroupTotal, extent: string): string {
  const { together, isWhole } = sentenceFor(worst);
  const said = `${together?.says(worst, total) ?? ''}${extent}`;
  if (isWhole) return said;
  return total.names.length === 1 ? `${worst.subject}: ${said}` : `${said} (${worst.subject})`;
}
