// One thing that a person should know of, and where the evidence for it lies.
import type { Scope } from '../scope.ts';
import type { Tone } from '../tone.ts';

/** critical: data is lost or may be soon. warning: something promised was not kept. notice: worth knowing. */
export const severities = ['critical', 'warning', 'notice'] as const;
export type Severity = (typeof severities)[number];

export const attentionKinds = [
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
export type AttentionKind = (typeof attentionKinds)[number];

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

export interface AttentionItem {
  /** The same from one reckoning to the next, and after a restart, for as long as the trouble is the same. */
  readonly id: string;
  readonly kind: AttentionKind;
  readonly severity: Severity;
  readonly scope: Scope;
  /** What it is about, in one word: a resource, vault, plan or person. */
  readonly subject: string;
  /** A sentence to say to a colleague, the subject in front: "shop: no recovery point for 31 h, …". */
  readonly text: string;
  /** Epoch ms from which on it was so. */
  readonly since: number;
  readonly nextStep?: string;
  readonly evidence: Evidence;
  readonly resourceArn?: string;
  readonly resourceType?: string;
  /** How many things it is about, when more than one. */
  readonly count?: number;
  /** Id of the plan's rule, where the finding is about one rule of several. */
  readonly rule?: string;
  /** Of a group: what its members share. No time and no wording is in it. */
  readonly cause?: string;
  /** Of a group: by what its members are recognized. */
  readonly members?: readonly MemberKey[];
}

/** A finding inside a group. */
export interface MemberKey {
  readonly key: string;
  readonly severity: Severity;
}

/** An item whose sentence holds ages: it is said anew at each look. */
export interface Finding extends Omit<AttentionItem, 'text'> {
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

const tones: Readonly<Record<Severity, Tone>> = { critical: 'bad', warning: 'warn', notice: 'accent' };

export const severityTone = (severity: Severity): Tone => tones[severity];

export function toItem(finding: Finding, now: number): AttentionItem {
  const { say, isWhole, message: _, group: __, resourceArns: ___, vaultArn: ____, ...item } = finding;
  return { ...item, text: isWhole ? say(now) : `${item.subject}: ${say(now)}` };
}

const ranks = new Map<string, number>([...severities, ...attentionKinds].map((name, index) => [name, index]));
const rankOf = (name: Severity | AttentionKind): number => ranks.get(name) ?? 0;

/** Worst first, then by weight, then the newest. */
export function compareAttention(
  a: Pick<AttentionItem, 'severity' | 'kind' | 'since' | 'id'>,
  b: Pick<AttentionItem, 'severity' | 'kind' | 'since' | 'id'>,
): number {
  return (
    rankOf(a.severity) - rankOf(b.severity) ||
    rankOf(a.kind) - rankOf(b.kind) ||
    b.since - a.since ||
    compareIds(a.id, b.id)
  );
}

function compareIds(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
