// The attention list: the findings of all account-Regions, grouped, muted and sorted.

import { type EvaluationContext, evaluateScope } from '../../src/domain/attention/evaluate-scope.ts';
import type { ScopeFacts } from '../../src/domain/attention/facts.ts';
import type { AttentionLine } from '../../src/domain/attention/findings/attention-line.ts';
import { lineRowsOfAll } from '../../src/domain/attention/findings/finding-groups.ts';
import { lineRows, linesOfRows } from '../../src/domain/attention/findings/line-row.ts';
import type { VaultOfArn } from '../../src/domain/attention/rule-context.ts';
import { createScheduleBook } from '../../src/domain/attention/runs/schedule-book.ts';
import type { AttentionSettings } from '../../src/domain/attention/settings.ts';
import type { Vault } from '../../src/domain/vaults/vault.ts';

export interface Attention {
  /** Worst first. */
  readonly items: readonly AttentionLine[];
  readonly muted: readonly AttentionLine[];
}

export function computeAttention(facts: readonly ScopeFacts[], settings: AttentionSettings, now: number): Attention {
  const context: EvaluationContext = { vaults: vaultsOf(facts), settings, now, book: createScheduleBook() };
  const rows = facts.flatMap((one) =>
    lineRows(evaluateScope(one, context).findings, one.scope, { mutes: settings.mutes, now }),
  );
  const { muted = [], items = [] } = Object.groupBy(lineRowsOfAll(rows), (row) => (row.muted ? 'muted' : 'items'));
  return { items: linesOfRows(items, now), muted: linesOfRows(muted, now) };
}

export const vaultsOf = (all: readonly ScopeFacts[]): VaultOfArn =>
  new Map(all.flatMap(({ vaults }) => (vaults?.rows ?? []).map((vault): [string, Vault] => [vault.arn, vault])));
