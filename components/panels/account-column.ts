import { type AccountNames, ownerOf } from '../../src/app/state/places.ts';
import type { Column } from '../../src/resources/resource.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources have a scope
type AnyColumn = Column<any>;

const widthOfId = 12;
const widest = 20;

/** The account by its name, where AWS tells it; as wide as an id, or as the longest name where there is room. */
export const accountColumn = (names: AccountNames, keep: number, roomy = true): AnyColumn => ({
  id: 'account',
  title: 'ACCOUNT',
  width: roomy ? Math.min(widest, Math.max(widthOfId, ...[...names.values()].map((name) => name.length))) : widthOfId,
  keep,
  text: (row) => ownerOf(row, names),
  tone: () => 'muted',
});

/** Cells from which there is room for whole names. */
export const roomyPanel = 90;

/** For the panels: beside the Region. `names` is absent where there is one account. */
export function withAccount(
  columns: readonly AnyColumn[],
  names: AccountNames | undefined,
  width: number,
): readonly AnyColumn[] {
  if (names === undefined) return columns;
  const at = columns.findIndex(({ id }) => id === 'region');
  return columns.toSpliced(
    at < 0 ? 1 : at,
    0,
    accountColumn(names, (columns[at]?.keep ?? 60) + 1, width >= roomyPanel),
  );
}
