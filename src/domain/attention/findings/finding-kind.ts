// The kinds of findings, and their weights.
import { type Severity, severities } from './severity.ts';

export const findingKinds = [
  'malware',
  'audit',
  'plan-missed',
  'unprotected',
  'not-covered',
  'last-copy-expires',
  'key-gone',
  'point-age',
  'continuous-stopped',
  'failed-run',
  'missed-run',
  'late-run',
  'copy-failed',
  'copy-missing',
  'copy-late',
  'retention-outside-lock',
  'selects-nothing',
  'opted-out',
  'stuck-job',
  'long-job',
  'restore-test-failed',
  'restore-test-missed',
  'restore-unproven',
  'restore-failed',
  'denied-attempts',
  'expired-points',
  'lock-countdown',
  'kept-forever',
  'access-point-stands',
  'copy-cannot-cross',
  'issues',
  'scan-issues',
] as const;
/** The order is the weight within one severity. */
export type FindingKind = (typeof findingKinds)[number];

const ranks = new Map<string, number>([...severities, ...findingKinds].map((name, index) => [name, index]));
const rankOf = (name: Severity | FindingKind): number => ranks.get(name) ?? 0;

interface Weighed {
  readonly severity: Severity;
  readonly kind: FindingKind;
}

/** Compares by severity, worst first, then by kind. */
export const compareWeight = (a: Weighed, b: Weighed): number =>
  rankOf(a.severity) - rankOf(b.severity) || rankOf(a.kind) - rankOf(b.kind);
