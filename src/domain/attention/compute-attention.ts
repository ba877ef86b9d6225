// The attention list: everything that is known, judged, grouped, muted and ranked. Of what nothing is new nothing is
// reckoned again, and what is much can be reckoned in many goes.
import { finish, forEach, mergeSorted, type Steps } from '../../lib/steps.ts';
import { type Scope, scopeKey } from '../scope.ts';
import type { Vault } from '../vault.ts';
import { type AttentionLine, compareAttention } from './attention-line.ts';
import type { ScopeFacts } from './facts.ts';
import type { Finding } from './finding.ts';
import type { FindingLines } from './finding-lines.ts';
import { createScheduleBook, type ScheduleBook } from './schedule-book.ts';
import { createScopeMemory, type Look, type ScopeMemory } from './scope-memory.ts';
import type { ScopeView } from './scope-view.ts';
import type { AttentionSettings } from './settings.ts';
import type { VaultOfArn } from './vault-findings.ts';

/** The same object, and lists, for as long as nothing in it changed. */
export interface Attention {
  /** Worst first. */
  readonly items: readonly AttentionLine[];
  readonly muted: readonly AttentionLine[];
  /** The items of each account-Region, by its key. */
  readonly byScope: ReadonlyMap<string, readonly AttentionLine[]>;
}

/** Remembers what it found of each account-Region, so that a change costs no more than its own. */
export interface AttentionComputer {
  (facts: readonly ScopeFacts[], settings: AttentionSettings, now: number): Attention;
  /** The same in many goes. One that is left before its end leaves nothing wrong behind. */
  steps(facts: readonly ScopeFacts[], settings: AttentionSettings, now: number): Steps<Attention>;
  /** The facts as they were put together last; undefined before. */
  viewOf(scope: Scope): ScopeView | undefined;
  /** What was found of them then, each by itself, muted ones too. */
  findingsOf(scope: Scope): readonly Finding[];
  readonly book: ScheduleBook;
}

export const noAttention: Attention = { items: [], muted: [], byScope: new Map() };

export function createAttention(): AttentionComputer {
  const memories = new Map<string, ScopeMemory>();
  const places = new WeakMap<ScopeFacts, Place>();
  const book = createScheduleBook();
  let vaultMemory: { answers: readonly unknown[]; vaults: VaultOfArn } | undefined;
  let last: { of: readonly LinesOf[]; attention: Attention } = { of: [], attention: noAttention };

  const vaultsOf = (all: readonly ScopeFacts[]): VaultOfArn => {
    const answers = all.map(({ vaults }) => vaults?.rows);
    const isSame =
      vaultMemory?.answers.length === answers.length && answers.every((a, i) => a === vaultMemory?.answers[i]);
    if (!vaultMemory || !isSame) vaultMemory = { answers, vaults: vaultMap(all) };
    return vaultMemory.vaults;
  };

  const placeOf = (facts: ScopeFacts): Place => {
    const known = places.get(facts);
    if (known && memories.get(known.key) === known.memory) return known;
    const key = scopeKey(facts.scope);
    // Scattered, so that they do not all grow old in the same moment.
    const memory = memories.get(key) ?? createScopeMemory(book, (memories.size % 30) * 1_000);
    memories.set(key, memory);
    const place = { key, memory };
    places.set(facts, place);
    return place;
  };

  const forgetOthers = (lines: readonly LinesOf[]) => {
    if (memories.size === lines.length) return;
    const kept = new Set(lines.map(({ key }) => key));
    for (const key of memories.keys()) if (!kept.has(key)) memories.delete(key);
  };

  function* steps(all: readonly ScopeFacts[], settings: AttentionSettings, now: number): Steps<Attention> {
    const look: Look = { vaults: vaultsOf(all), settings, now };
    yield 1 + all.length / 10;
    const lines: LinesOf[] = [];
    for (const facts of all) {
      const { key, memory } = placeOf(facts);
      lines.push({ key, lines: memory.current(facts, look) ?? (yield* memory.steps(facts, look)) });
      yield 1;
    }
    forgetOthers(lines);
    if (sameLines(lines, last.of)) return last.attention;
    const before = new Map(last.of.map((one) => [one.key, one.lines]));
    const changes = { before, lines };
    const attention = {
      items: yield* ranked(last.attention.items, changes, ({ items }) => items),
      muted: yield* ranked(last.attention.muted, changes, ({ muted }) => muted),
      byScope: new Map(lines.flatMap(({ key, lines: { items } }) => (items.length > 0 ? [[key, items]] : []))),
    };
    last = { of: lines, attention };
    return attention;
  }

  const compute = (all: readonly ScopeFacts[], settings: AttentionSettings, now: number): Attention =>
    finish(steps(all, settings, now));
  const viewOf = (scope: Scope) => memories.get(scopeKey(scope))?.view();
  const findingsOf = (scope: Scope) => memories.get(scopeKey(scope))?.findings() ?? [];
  return Object.assign(compute, { steps, viewOf, findingsOf, book });
}

/** One look without a memory. */
export const computeAttention = (facts: readonly ScopeFacts[], settings: AttentionSettings, now: number): Attention =>
  createAttention()(facts, settings, now);

const vaultMap = (all: readonly ScopeFacts[]): VaultOfArn =>
  new Map(all.flatMap(({ vaults }) => (vaults?.rows ?? []).map((vault): [string, Vault] => [vault.arn, vault])));

interface Place {
  readonly key: string;
  readonly memory: ScopeMemory;
}

interface LinesOf {
  readonly key: string;
  readonly lines: FindingLines;
}

const sameLines = (one: readonly LinesOf[], other: readonly LinesOf[]): boolean =>
  one.length === other.length && one.every(({ lines }, index) => lines === other[index]?.lines);

interface Changes {
  /** By account-Region. */
  readonly before: ReadonlyMap<string, FindingLines>;
  readonly lines: readonly LinesOf[];
}

/** The list of before without what was of account-Regions that changed, and with what is. */
function* ranked(
  list: readonly AttentionLine[],
  { before, lines }: Changes,
  of: (lines: FindingLines) => readonly AttentionLine[],
): Steps<readonly AttentionLine[]> {
  const gone = new Set<AttentionLine>();
  const left = new Map(before);
  const fresh: (readonly AttentionLine[])[] = [];
  yield* forEach(lines, ({ key, lines: next }) => {
    const known = before.get(key);
    if (known && of(known) === of(next)) left.delete(key);
    else fresh.push(of(next));
  });
  yield* forEach(left.values(), (known) => {
    for (const item of of(known)) gone.add(item);
  });
  const kept: AttentionLine[] = [];
  yield* forEach(list, (item) => {
    if (!gone.has(item)) kept.push(item);
  });
  return yield* mergeSorted([yield* mergeSorted(fresh, compareAttention), kept], compareAttention);
}
