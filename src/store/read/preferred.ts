// Two identities may see one account-Region: a row that both see counts once, and the scope that is named first is
// preferred.
import type { StoredScope } from '../row-shape.ts';

export interface ScopedRow {
  readonly scope: number;
  readonly key: string;
}

/** Scopes in order of preference, by id. */
export type ScopeIds = ReadonlyMap<number, StoredScope>;

const accountRegionOf = ({ accountId, region }: StoredScope): string => `${accountId}/${region}`;

/** The scopes that share their account-Region with another one, each with its rank. Mostly empty. */
function doubledOf(scopes: ScopeIds): ReadonlyMap<number, { readonly accountRegion: string; readonly rank: number }> {
  const all = [...scopes].map(([id, scope], rank) => ({ id, rank, accountRegion: accountRegionOf(scope) }));
  const byAccountRegion = Map.groupBy(all, ({ accountRegion }) => accountRegion);
  const doubled = [...byAccountRegion.values()].filter(({ length }) => length > 1).flat();
  return new Map(doubled.map((one) => [one.id, one] as const));
}

/**
 * Returns the rows without those that a preferred scope of the same account-Region has. Their order stays. `before`:
 * rows that are preferred to all of these.
 */
export function preferredOf<Row extends ScopedRow>(
  rows: readonly Row[],
  scopes: ScopeIds,
  before: readonly ScopedRow[] = [],
): readonly Row[] {
  const doubled = doubledOf(scopes);
  if (doubled.size === 0) return rows;
  const best = new Map<string, number>();
  const note = ({ scope, key }: ScopedRow, isBefore: boolean) => {
    const found = doubled.get(scope);
    if (!found) return;
    const name = `${found.accountRegion}/${key}`;
    best.set(name, Math.min(isBefore ? -1 : found.rank, best.get(name) ?? scopes.size));
  };
  for (const row of before) note(row, true);
  for (const row of rows) note(row, false);
  return rows.filter(({ scope, key }) => {
    const found = doubled.get(scope);
    return !found || best.get(`${found.accountRegion}/${key}`) === found.rank;
  });
}
