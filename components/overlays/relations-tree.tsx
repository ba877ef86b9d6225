// The things related to the row, as a tree over the screen.

import { menuWindow } from '../../src/app/menu-layout.ts';
import { relationsOfRow } from '../../src/app/relations/relations-of-row.ts';
import { sanitize } from '../../src/lib/text/text.ts';
import type { View } from '../../src/runtime/runtime.ts';
import { Menu } from './menu.tsx';

export function RelationsTree({ view, choice }: { readonly view: View; readonly choice: number }) {
  const { columns, rows } = view.state.size;
  const lines = relationsOfRow(view.state, view);
  const { first, room, top } = menuWindow({ kind: 'relations', choice }, lines.length, rows);
  // The position distinguishes lines with the same text.
  const items = lines.slice(first, first + room).map(({ depth, text, tone = 'plain' }) => ({
    text: sanitize(`${'  '.repeat(depth)}${text}`),
    tone,
  }));
  const count = lines.length > room ? ` (${choice + 1} of ${lines.length})` : '';
  return (
    <Menu
      title={`Relations${count}`}
      items={items}
      choice={choice - first}
      natural={columns}
      widest={columns - 8}
      columns={columns}
      top={top}
    />
  );
}
