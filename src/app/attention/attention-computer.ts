// Evaluates the account-Regions whose facts or time ask for it, one step each; of the others it keeps the lines from before.
import type { AttentionLine } from '../../domain/attention/attention-line.ts';
import { type Attention, attentionOf, noAttention, vaultsOf } from '../../domain/attention/compute-attention.ts';
import { type EvaluationContext, evaluateScope, type ScopeEvaluation } from '../../domain/attention/evaluate-scope.ts';
import type { ScopeFacts } from '../../domain/attention/facts.ts';
import type { Finding } from '../../domain/attention/finding.ts';
import { type FindingLines, linesOf } from '../../domain/attention/finding-lines.ts';
import { createScheduleBook, type ScheduleBook } from '../../domain/attention/schedule-book.ts';
import type { ScopeView } from '../../domain/attention/scope-view.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import { minuteOf } from '../../lib/clock.ts';
import { isSame } from '../../lib/same.ts';
import type { Steps } from '../../lib/steps.ts';

export interface AttentionComputer {
  steps(facts: readonly ScopeFacts[], settings: AttentionSettings, now: number): Steps<Attention>;
  /** The facts as they were put together last; undefined before. */
  viewOf(scope: Scope): ScopeView | undefined;
  /** What was found of them then, each by itself, muted ones too. */
  findingsOf(scope: Scope): readonly Finding[];
  readonly book: ScheduleBook;
}

interface Known {
  readonly facts: ScopeFacts;
  readonly vaults: readonly unknown[];
  readonly evaluation: ScopeEvaluation;
  readonly minute: number;
  readonly lines: FindingLines;
}

export function createAttentionComputer(): AttentionComputer {
  const book = createScheduleBook();
  const known = new Map<string, Known>();
  let last: Attention = noAttention;
  let lastLines: readonly FindingLines[] = [];

  function anew(facts: ScopeFacts, vaults: readonly unknown[], context: EvaluationContext): Known {
    const { settings, now } = context;
    const before = known.get(scopeKey(facts.scope));
    const isFound = before?.facts === facts && sameList(before.vaults, vaults) && now < before.evaluation.holdsUntil;
    if (before && isFound && before.minute === minuteOf(now)) return before;
    const evaluation = before && isFound ? before.evaluation : evaluateScope(facts, context);
    const lines = withSame(linesOf(evaluation.findings, settings, now), before?.lines);
    return { facts, vaults, evaluation, minute: minuteOf(now), lines };
  }

  return {
    book,
    *steps(all, settings, now) {
      const vaults = all.map((facts) => facts.vaults?.rows);
      const context = { vaults: vaultsOf(all), settings, now, book };
      const found: { key: string; scope: Scope; lines: FindingLines }[] = [];
      for (const facts of all) {
        const key = scopeKey(facts.scope);
        const one = anew(facts, vaults, context);
        known.set(key, one);
        found.push({ key, scope: facts.scope, lines: one.lines });
        yield 1 + one.evaluation.view.cases.size * 10;
      }
      const keys = new Set(found.map(({ key }) => key));
      for (const key of known.keys()) if (!keys.has(key)) known.delete(key);
      const lines = found.map((one) => one.lines);
      if (sameList(lines, lastLines)) return last;
      [last, lastLines] = [attentionOf(found), lines];
      return last;
    },
    viewOf: (scope) => known.get(scopeKey(scope))?.evaluation.view,
    findingsOf: (scope) => known.get(scopeKey(scope))?.evaluation.findings ?? [],
  };
}

/** Lines that say the same stay the same objects. */
function withSame(next: FindingLines, before: FindingLines = { items: [], muted: [] }): FindingLines {
  const items = sameOf(next.items, before.items);
  const muted = sameOf(next.muted, before.muted);
  return items === before.items && muted === before.muted ? before : { items, muted };
}

function sameOf(next: readonly AttentionLine[], before: readonly AttentionLine[]): readonly AttentionLine[] {
  const known = new Map(before.map((line) => [line.id, line]));
  const lines = next.map((line) => {
    const same = known.get(line.id);
    return same && isSame(same, line) ? same : line;
  });
  return sameList(lines, before) ? before : lines;
}

const sameList = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((member, at) => member === other[at]);
