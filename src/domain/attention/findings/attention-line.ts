// A line of the attention list: a finding, or a group of findings of one cause, with its sentence as of now.
import { defined } from '../../../lib/defined.ts';
import type { Scope } from '../../scope.ts';
import type { Evidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import { compareWeight, type FindingKind } from './finding-kind.ts';
import { nextStepOf, sentenceOf } from './finding-sentence.ts';
import type { Severity } from './severity.ts';

export interface AttentionLine {
  /** The id stays the same in each evaluation, and after a restart, as long as the trouble is the same. */
  readonly id: string;
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly scope: Scope;
  /** The subject in one word: a resource, vault, plan or person. */
  readonly subject: string;
  /** The sentence, with the subject in front: "shop: no recovery point for 31 h, …". */
  readonly text: string;
  /** Epoch ms at which the trouble began. */
  readonly since: number;
  readonly nextStep?: string;
  readonly evidence: Evidence;
  readonly resourceArn?: string;
  readonly resourceType?: string;
  /** The number of things that the line is about, if it is more than one. */
  readonly count?: number;
  /** Id of the plan's rule, if the finding is about one of several rules. */
  readonly rule?: string;
  /** The key of the cause that several findings share. It contains no account, Region or time. */
  readonly cause?: string;
  /** For a group: the keys of its members. */
  readonly members?: readonly MemberKey[];
  /** For a group: the accounts and Regions of its members. */
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
}

/** A finding inside a group. */
export interface MemberKey {
  readonly key: string;
  readonly severity: Severity;
  /** The number of things that it is about, if it is more than one. */
  readonly count?: number;
}

/** `label`: the subject with the part that distinguishes it from others of the same name: 'web (i-0a1b2c)'. */
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

/** Compares by severity, worst first, then by weight, then newest first. */
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
