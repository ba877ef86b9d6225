// One account-Region may be seen by two identities: what both see counts once, and the scope that is named first wins.
import type { StoredScope } from './row-shape.ts';

export interface PlacedRow {
  readonly scope: number;
  readonly key: string;
}

/** Scopes in order of preference, by id. */
export type ScopeIds = ReadonlyMap<number, StoredScope>;

const placeOf = ({ accountId, region }: StoredScope): string => `${accountId}/${region}`;

/** Whether some account-Region is in it twice. */
export const hasDoubles = (scopes: ScopeIds): boolean => new Set([...scopes.values()].map(placeOf)).size < scopes.size;

/** The same for all scopes of an account-Region. */
export function nameOf({ scope, key }: PlacedRow, scopes: ScopeIds): string {
  const place = scopes.get(scope);
  return `${place ? placeOf(place) : scope}/${key}`;
}

/** The rows without those that a scope of the same account-Region has that is preferred. Their order stays. */
export function preferredOf<Row extends PlacedRow>(rows: readonly Row[], scopes: ScopeIds): Row[] {
  if (!hasDoubles(scopes)) return [...rows];
  const ranks = new Map([...scopes.keys()].map((id, index) => [id, index] as const));
  const rankOf = ({ scope }: Row) => ranks.get(scope) ?? scopes.size;
  const best = new Map<string, number>();
  for (const row of rows) {
    const name = nameOf(row, scopes);
    best.set(name, Math.min(rankOf(row), best.get(name) ?? scopes.size));
  }
  return rows.filter((row) => best.get(nameOf(row, scopes)) === rankOf(row));
}
