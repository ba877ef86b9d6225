// The attention list: what is found of all account-Regions, grouped, muted and ranked.
import { type Scope, scopeKey } from '../scope.ts';
import type { Vault } from '../vaults/vault.ts';
import { type AttentionLine, compareAttention } from './attention-line.ts';
import { type EvaluationContext, evaluateScope } from './evaluate-scope.ts';
import type { ScopeFacts } from './facts.ts';
import { type FindingLines, linesOf } from './finding-lines.ts';
import type { VaultOfArn } from './rule-context.ts';
import { createScheduleBook } from './schedule-book.ts';
import type { AttentionSettings } from './settings.ts';

export interface Attention {
  /** Worst first. */
  readonly items: readonly AttentionLine[];
  readonly muted: readonly AttentionLine[];
  /** The items of each account-Region, by its key. */
  readonly byScope: ReadonlyMap<string, readonly AttentionLine[]>;
}

export const noAttention: Attention = { items: [], muted: [], byScope: new Map() };

export function computeAttention(facts: readonly ScopeFacts[], settings: AttentionSettings, now: number): Attention {
  const context: EvaluationContext = { vaults: vaultsOf(facts), settings, now, book: createScheduleBook() };
  return attentionOf(
    facts.map((one) => ({ scope: one.scope, lines: linesOf(evaluateScope(one, context).findings, settings, now) })),
  );
}

/** Of one account-Region. */
export interface LinesOfScope {
  readonly scope: Scope;
  readonly lines: FindingLines;
}

export const attentionOf = (all: readonly LinesOfScope[]): Attention => ({
  items: all.flatMap(({ lines: { items } }) => items).toSorted(compareAttention),
  muted: all.flatMap(({ lines: { muted } }) => muted).toSorted(compareAttention),
  byScope: new Map(
    all.flatMap(({ scope, lines: { items } }) => (items.length > 0 ? [[scopeKey(scope), items] as const] : [])),
  ),
});

export const vaultsOf = (all: readonly ScopeFacts[]): VaultOfArn =>
  new Map(all.flatMap(({ vaults }) => (vaults?.rows ?? []).map((vault): [string, Vault] => [vault.arn, vault])));
