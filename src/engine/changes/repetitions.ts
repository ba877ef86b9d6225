import type { ChangeRow } from '../../domain/changes/change-row.ts';
import { placeKey } from '../../domain/scope.ts';
import { minuteMs } from '../../lib/duration.ts';
import type { StoredScope } from '../../store/row-shape.ts';
import type { FoundChange } from './one-change.ts';

/**
 * A change that several identities saw is one: that of the preferred identity. A new version of a plan is told by the
 * rules that changed with it, and a finding that was over for a moment has not changed.
 */
export function withoutRepetitions(
  found: readonly FoundChange[],
  scopes: readonly StoredScope[],
): readonly ChangeRow[] {
  const rank = new Map(scopes.map(({ identity }, index) => [identity, index] as const).reverse());
  const rankOf = ({ seenIn: { identity } }: FoundChange) => rank.get(identity) ?? scopes.length;
  const same = Map.groupBy(found, ({ row }) => JSON.stringify([thingName(row), row.change]));
  const seen = [...same.values()].flatMap((all) => {
    const best = Math.min(...all.map(rankOf));
    return all.filter((one) => rankOf(one) === best).map(({ row }) => row);
  });
  const moments = momentsIn(seen);
  const versions = new Set(seen.flatMap((row) => (row.list === 'plan-rules' ? [versionName(row, 'planId')] : [])));
  const isSaidByRules = (row: ChangeRow) => isVersionAlone(row) && versions.has(versionName(row, 'id'));
  const rows = seen.filter((row) => !moments.has(row) && !isSaidByRules(row));
  return [...new Map(rows.map((row) => [`${placeKey(row.scope)} ${row.id}`, row])).values()];
}

const thingName = ({ scope, list, key }: ChangeRow): string => JSON.stringify([placeKey(scope), list, key]);

/** Lists arrive one after the other: what follows from some of them may be over and begin again. */
const momentMs = 10 * minuteMs;

/** Ends of findings that began again at once, with these beginnings. */
function momentsIn(rows: readonly ChangeRow[]): ReadonlySet<ChangeRow> {
  const findings = Map.groupBy(
    rows.filter(({ list, kind }) => list === 'findings' && kind !== 'changed'),
    thingName,
  );
  return new Set([...findings.values()].flatMap(pairsIn));
}

function pairsIn(rows: readonly ChangeRow[]): ChangeRow[] {
  const left = rows.toSorted((a, b) => a.seenAt - b.seenAt);
  const begun = left.filter(({ kind }) => kind === 'new');
  return left.flatMap((row) => {
    if (row.kind !== 'gone') return [];
    const at = begun.findIndex(({ seenAt }) => seenAt >= row.seenAt && seenAt - row.seenAt <= momentMs);
    return at < 0 ? [] : [row, ...begun.splice(at, 1)];
  });
}

const isVersionAlone = ({ list, kind, members }: ChangeRow): boolean =>
  list === 'plans' && kind === 'changed' && members.every(({ member }) => member === 'version id');

const versionName = ({ scope, row }: ChangeRow, id: 'id' | 'planId'): string =>
  JSON.stringify([placeKey(scope), row[id], id === 'id' ? row.versionId : row.planVersion]);
