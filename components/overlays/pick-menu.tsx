// Items that can be chosen by name, with those in use marked; typing narrows them.
import { choicesIn, type PickOverlay } from '../../src/app/command-line/picker.ts';
import { menuWindow } from '../../src/app/menu-layout.ts';
import { sanitize } from '../../src/lib/text/text.ts';
import type { View } from '../../src/runtime/runtime.ts';
import { useAppearance } from '../primitives/look.tsx';
import { Menu } from './menu.tsx';

const widest = 66;

export function PickMenu({ view, overlay }: { readonly view: View; readonly overlay: PickOverlay }) {
  const { glyphs } = useAppearance();
  const { state, data } = view;
  const { columns, rows } = state.size;
  const choices = choicesIn(overlay, data, state);
  const nameWidth = Math.max(0, ...choices.map(({ name }) => name.length));
  const items = choices.map(({ name, note, current }) => ({
    text: sanitize(`${current ? glyphs.chosen : ' '} ${note ? `${name.padEnd(nameWidth)}  ${note}` : name}`),
    tone: 'plain' as const,
  }));
  const { first, room, top } = menuWindow(overlay, items.length, rows);
  const shown = items.slice(first, first + room);
  const typed = overlay.input.text;
  const count = choices.length > room ? ` (${overlay.choice + 1} of ${choices.length})` : '';
  return (
    <Menu
      widest={widest}
      columns={columns}
      title={typed === '' ? `${overlay.of}${count}` : `${overlay.of}: ${typed}${glyphs.caret}${count}`}
      items={shown.length > 0 ? shown : [{ text: 'no match', tone: 'muted' }]}
      choice={shown.length > 0 ? overlay.choice - first : -1}
      top={top}
      natural={Math.max(0, ...items.map(({ text }) => text.length + 2))}
    />
  );
}
