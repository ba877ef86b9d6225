// The rules over the facts of one account-Region.
import { minuteMs } from '../../lib/duration.ts';
import { finish } from '../../lib/steps.ts';
import { createCaseMemory } from './case-memory.ts';
import type { ScopeFacts } from './facts.ts';
import type { Finding } from './finding.ts';
import type { ScheduleBook } from './schedule-book.ts';
import { assess, createListMemory } from './scope-memory.ts';
import { createScopeView, type ScopeView } from './scope-view.ts';
import type { AttentionSettings } from './settings.ts';
import type { VaultOfArn } from './vault-findings.ts';

export interface EvaluationContext {
  /** Of all account-Regions: rules write into others. */
  readonly vaults: VaultOfArn;
  readonly settings: AttentionSettings;
  /** Epoch ms. */
  readonly now: number;
  readonly book: ScheduleBook;
}

export interface ScopeEvaluation {
  /** Each by itself, muted ones too. */
  readonly findings: readonly Finding[];
  /** The facts put together, for derived lists. */
  readonly view: ScopeView;
  /** Epoch ms: without other facts the findings stay as they are until then. */
  readonly holdsUntil: number;
}

export function evaluateScope(facts: ScopeFacts, context: EvaluationContext): ScopeEvaluation {
  const view = createScopeView(facts);
  const anew = { ofCases: createCaseMemory(), ofLists: createListMemory() };
  const findings = finish(assess({ ...context, ...anew, view }));
  return { findings, view, holdsUntil: (Math.floor(context.now / minuteMs) + 1) * minuteMs };
}
