// The drill-downs of the row.

import { menuWindow } from '../../src/app/menu-layout.ts';
import { selected } from '../../src/app/state/context.ts';
import { possibleDrillDowns } from '../../src/app/state/open.ts';
import type { View } from '../../src/runtime/runtime.ts';
import { Menu } from './menu.tsx';

const widest = 56;

export function DrillMenu({ view, choice }: { readonly view: View; readonly choice: number }) {
  const row = selected(view.state, view);
  if (!row) return null;
  const title = row.resource.label(row.row);
  const items = possibleDrillDowns(row).map((way, index) => ({
    text: `${index + 1} ${way.title}`,
    tone: 'plain' as const,
  }));
  const natural = Math.max(title.length, ...items.map(({ text }) => text.length + 4));
  const { columns, rows } = view.state.size;
  const { top } = menuWindow({ kind: 'drill', choice }, items.length, rows);
  return (
    <Menu title={title} items={items} choice={choice} natural={natural} widest={widest} columns={columns} top={top} />
  );
}
