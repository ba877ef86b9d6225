// The attention list and the other derived lists, evaluated from responses in memory.
import type { Data } from '../../src/app/state/data.ts';
import type { ListRequest } from '../../src/app/state/lists/poll-request.ts';
import type { ScopeFacts } from '../../src/domain/attention/facts.ts';
import type { AttentionLine } from '../../src/domain/attention/findings/attention-line.ts';
import { lineRowsOfAll } from '../../src/domain/attention/findings/finding-groups.ts';
import { type LineRow, linesOfRows } from '../../src/domain/attention/findings/line-row.ts';
import { type AccountSummary, accountSummary } from '../../src/domain/attention/lists/account-summary.ts';
import { createScheduleBook } from '../../src/domain/attention/runs/schedule-book.ts';
import { type AttentionSettings, noSettings } from '../../src/domain/attention/settings.ts';
import { placeKey, type Scope } from '../../src/domain/scope.ts';
import { evaluatePlace, type PlaceEvaluation } from '../../src/engine/evaluation/account-regions/evaluate-place.ts';
import type { DerivedId, PlaceListId } from '../../src/resources/derived/derived.ts';
import { resources } from '../../src/resources/index.ts';
import type { AnyRow } from '../../src/store/row-shape.ts';
import { factsOfData } from './plain-facts.ts';
import type { HeldAnswer } from './plain-rows.ts';
import { withElsewhere } from './with-elsewhere.ts';

export interface EvaluatedData {
  readonly items: readonly AttentionLine[];
  readonly muted: readonly AttentionLine[];
  rows(list: DerivedId, scope: Scope): readonly AnyRow[];
  /** With the age of its sources. */
  snapshot(request: ListRequest): HeldAnswer;
}

export function evaluateData(data: Data, settings: AttentionSettings = noSettings): EvaluatedData {
  const { now } = data;
  const all = withElsewhere(factsOfData(data));
  const vaults = new Map(all.flatMap((one) => (one.vaults?.rows ?? []).map((vault) => [vault.arn, vault] as const)));
  const context = { vaults, settings, now, book: createScheduleBook() };
  const places = new Map<string, PlaceEvaluation>(
    all.map((facts) => [placeKey(facts.scope), evaluatePlace(facts, context)]),
  );
  const lines = lineRowsOfAll(
    [...places.values()].flatMap((place) => place.rows('attention').rows as readonly LineRow[]),
  );
  const shown = (isMuted: boolean) =>
    linesOfRows(
      lines.filter(({ muted }) => muted === isMuted),
      now,
    );
  const rows = (list: DerivedId, scope: Scope): readonly AnyRow[] => {
    if (list === 'accounts') return accountRows(all, places).filter((row) => placeKey(row.scope) === placeKey(scope));
    return places.get(placeKey(scope))?.rows(list).rows ?? [];
  };
  return {
    items: shown(false),
    muted: shown(true),
    rows,
    snapshot({ resource, scope }) {
      const place = places.get(placeKey(scope));
      const wholeAt = resource === 'accounts' ? place?.account().readAt : place?.rows(resource as PlaceListId).wholeAt;
      const { key } = resources[resource];
      return {
        rows: new Map(rows(resource as DerivedId, scope).map((row) => [key(row), row])),
        version: 1,
        ...(wholeAt === undefined ? {} : { loadedAt: wholeAt }),
      };
    },
  };
}

/** In the first Region of each account. */
function accountRows(all: readonly ScopeFacts[], places: ReadonlyMap<string, PlaceEvaluation>): AccountSummary[] {
  return [...Map.groupBy(all, ({ scope }) => scope.accountId)].flatMap(([accountId, facts]) => {
    const [first] = facts;
    const parts = facts.flatMap(({ scope }) => places.get(placeKey(scope))?.account() ?? []);
    const owner = { accountId, name: accountId, readBy: '', throughOrganization: false };
    return first ? [accountSummary({ ...owner, scope: first.scope }, parts)] : [];
  });
}
