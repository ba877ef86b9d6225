import { type AccountNames, accountName } from '../src/app/places.ts';
import type { Column } from '../src/resources/resource.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources have a scope
type AnyColumn = Column<any>;

/** The account by its name, where AWS tells it; as wide as an id. */
export const accountColumn = (names: AccountNames, keep: number): AnyColumn => ({
  id: 'account',
  title: 'ACCOUNT',
  width: 12,
  keep,
  text: ({ scope }) => accountName(scope.accountId, names),
  tone: () => 'muted',
});

/** For the panels: beside the Region. `names` is absent where there is one account. */
export function withAccount(columns: readonly AnyColumn[], names: AccountNames | undefined): readonly AnyColumn[] {
  if (names === undefined) return columns;
  const at = columns.findIndex(({ id }) => id === 'region');
  return columns.toSpliced(at < 0 ? 1 : at, 0, accountColumn(names, (columns[at]?.keep ?? 60) + 1));
}
