// A line of the attention list: a finding, or a group of findings with one cause, with its sentence as of now.
import { defined } from '../../../lib/defined.ts';
import type { Scope } from '../../scope.ts';
import type { Evidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import { compareWeight, type FindingKind } from './finding-kind.ts';
import { nextStepOf, sentenceOf } from './finding-sentence.ts';
import type { Severity } from './severity.ts';

export interface AttentionLine {
  /** The same from one evaluation to the next, and after a restart, for as long as the trouble is the same. */
  readonly id: string;
  readonly kind: FindingKind;
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
  /** What it shares with others of the same cause, or what all of a group share. No account, Region and time is in it. */
  readonly cause?: string;
  /** Of a group: by what its members are recognized. */
  readonly members?: readonly MemberKey[];
  /** Of a group: the accounts and Regions that its members are in. */
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
}

/** A finding inside a group. */
export interface MemberKey {
  readonly key: string;
  readonly severity: Severity;
}

/** `label`: its subject with what tells it apart from others of the list that have its name: 'web (i-0a1b2c)'. */
export function toLine(finding: Finding, now: number, label?: string): AttentionLine {
  const { id, kind, severity, scope, subject, evidence, resourceArn, resourceType, count, rule } = finding;
  return {
    id,
    kind,
    severity,
    scope,
    subject,
    evidence,
    text: sentenceOf(finding, now, label),
    since: finding.since ?? now,
    nextStep: nextStepOf(finding),
    ...defined({ resourceArn, resourceType, count, rule }),
  };
}

/** Worst first, then by weight, then the newest. */
export function compareAttention(
  a: Pick<AttentionLine, 'severity' | 'kind' | 'since' | 'id'>,
  b: Pick<AttentionLine, 'severity' | 'kind' | 'since' | 'id'>,
): number {
  return compareWeight(a, b) || b.since - a.since || compareIds(a.id, b.id);
}

export function compareIds(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
