// One thing that a person should know of, and where the evidence for it lies.
import type { Scope } from '../scope.ts';
import type { AttentionLine } from './attention-line.ts';
import { type Severity, severities } from './severity.ts';

export const findingKinds = [
  'malware',
  'audit',
  'plan-missed',
  'unprotected',
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
  'copy-cannot-cross',
  'issues',
  'scan-issues',
] as const;
/** In the order of their weight within one severity. */
export type FindingKind = (typeof findingKinds)[number];

/** Ids of the lists in src/resources that evidence can lie in. */
export type EvidenceList =
  | 'backup-jobs'
  | 'copy-jobs'
  | 'restore-jobs'
  | 'recovery-points'
  | 'protected-resources'
  | 'plans'
  | 'vaults'
  | 'audits'
  | 'scan-jobs'
  | 'restore-testing-plans';

export interface Evidence {
  readonly list: EvidenceList;
  /** What narrows that list. */
  readonly params: Readonly<Record<string, string>>;
  readonly scope: Scope;
}

/** An item whose sentence holds ages: it is said anew at each look. */
export interface Finding extends Omit<AttentionLine, 'text'> {
  /** The sentence without its subject. */
  readonly say: (now: number) => string;
  /** `say` says the subject itself, as that of its verb: 'carol deleted …'. */
  readonly isWhole?: true;
  /** All resources that it is about, where it names more than one. */
  readonly resourceArns?: readonly string[];
  /** The vault that a copy should reach. */
  readonly vaultArn?: string;
  /** AWS's own words behind it, for mutes and for grouping. */
  readonly message?: string;
  /** Findings with the same one may be told together when they are many. */
  readonly group?: FindingGroup;
}

export interface FindingGroup {
  readonly key: string;
  /** The key without a time, where it has one. */
  readonly cause?: string;
  readonly say: (count: number) => string;
}

const ranks = new Map<string, number>([...severities, ...findingKinds].map((name, index) => [name, index]));
const rankOf = (name: Severity | FindingKind): number => ranks.get(name) ?? 0;

/** Worst first, then by the kind. */
export const compareWeight = (a: Pick<Finding, 'severity' | 'kind'>, b: Pick<Finding, 'severity' | 'kind'>): number =>
  rankOf(a.severity) - rankOf(b.severity) || rankOf(a.kind) - rankOf(b.kind);
