import type { Column } from '../../resources/resource.ts';
import { type AccountNames, ownerOf } from '../state/places.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources have a scope
type AnyColumn = Column<any>;

const widthOfId = 12;
const widest = 20;

/** The name of the account if AWS returns it; as wide as an id, or as the longest name if there is enough space. */
export const accountColumn = (names: AccountNames, keep: number, roomy = true): AnyColumn => ({
  id: 'account',
  title: 'ACCOUNT',
  width: roomy ? Math.min(widest, Math.max(widthOfId, ...[...names.values()].map((name) => name.length))) : widthOfId,
  keep,
  text: (row) => ownerOf(row, names),
  tone: () => 'muted',
});

/** Minimum width in cells of a panel with whole names. */
export const roomyPanel = 90;

/** Adds the account column beside the Region. `names` is absent if there is only one account. */
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
