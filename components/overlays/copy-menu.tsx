// The forms in which the row, or the marked rows, can be copied.

import { markedRows } from '../../src/app/forms/start.ts';
import { menuWindow } from '../../src/app/menu-layout.ts';
import { copyForms } from '../../src/app/references/copy-forms.ts';
import type { View } from '../../src/runtime/runtime.ts';
import { Menu } from './menu.tsx';

const widest = 74;

export function CopyMenu({ view, choice }: { readonly view: View; readonly choice: number }) {
  const { columns, rows } = view.state.size;
  const count = markedRows(view.state, view).length;
  const items = copyForms(view.state, view).map(({ title, text, reason }, index) => ({
    text: `${index + 1} ${title}${text === undefined ? `: ${reason}` : ''}`,
    tone: text === undefined ? ('muted' as const) : ('plain' as const),
  }));
  const natural = Math.max(...items.map(({ text }) => text.length + 2));
  const title = count > 1 ? `Copy ${count} rows as` : 'Copy as';
  const { top } = menuWindow({ kind: 'copyAs', choice }, items.length, rows);
  return (
    <Menu title={title} items={items} choice={choice} natural={natural} widest={widest} columns={columns} top={top} />
  );
}
