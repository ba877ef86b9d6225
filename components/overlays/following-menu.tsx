// The followed jobs, as a list over the screen.
import { followingLines } from '../../src/app/following/following-menu.ts';
import { menuWindow } from '../../src/app/menu-layout.ts';
import { sanitize } from '../../src/lib/text/text.ts';
import type { View } from '../../src/runtime/runtime.ts';
import { Menu } from './menu.tsx';

export function FollowingMenu({ view, choice }: { readonly view: View; readonly choice: number }) {
  const { columns, rows } = view.state.size;
  const lines = followingLines(view.state);
  const { first, room, top } = menuWindow({ kind: 'following', choice }, lines.length, rows);
  const items = lines.slice(first, first + room).map(({ text, tone }) => ({ text: sanitize(text), tone }));
  const count = lines.length > room ? ` (${choice + 1} of ${lines.length})` : '';
  return (
    <Menu
      title={`Followed jobs${count}`}
      items={items}
      choice={choice - first}
      natural={columns}
      widest={columns - 8}
      columns={columns}
      top={top}
    />
  );
}
