// The actions on the row or on the marked rows; a disabled action shows its reason.
import { offers } from '../../src/app/forms/start.ts';
import { menuWindow } from '../../src/app/menu-layout.ts';
import type { Tone } from '../../src/domain/tone.ts';
import type { View } from '../../src/runtime/runtime.ts';
import { Menu } from './menu.tsx';

const widest = 74;

export function ActionMenu({ view, choice }: { readonly view: View; readonly choice: number }) {
  const { columns, rows } = view.state.size;
  const found = offers(view.state, view);
  const shared = sharedReason(found);
  const title = titleWith(titleOf(found), shared, Math.min(columns - 8, widest));
  const items = found.map(({ action, disabled }) => ({
    text: `${action.key ?? ' '}  ${action.title}${disabled && disabled !== shared ? `: ${disabled}` : ''}`,
    tone: (disabled ? 'muted' : 'plain') as Tone,
  }));
  const { first, room, top } = menuWindow({ kind: 'actions', choice }, items.length, rows);
  const natural = Math.max(title.length, ...items.map(({ text }) => text.length + 2));
  return (
    <Menu
      natural={natural}
      widest={widest}
      columns={columns}
      title={title}
      items={items.slice(first, first + room)}
      choice={choice - first}
      top={top}
    />
  );
}

/** A reason of most actions is said once, above them. */
function sharedReason(found: ReturnType<typeof offers>): string | undefined {
  const reasons = found.flatMap(({ disabled }) => disabled ?? []);
  const timesOf = (reason: string) => reasons.filter((other) => other === reason).length;
  return reasons.find((reason) => timesOf(reason) > 1 && timesOf(reason) * 2 > found.length);
}

/** The reason matters more than the name of what is selected. */
function titleWith(title: string, reason: string | undefined, width: number): string {
  if (reason === undefined) return title;
  const both = `${title}: ${reason}`;
  return both.length <= width ? both : reason;
}

function titleOf(found: ReturnType<typeof offers>): string {
  const onRows = found.filter(({ action }) => action.on !== 'list');
  // The actions of the row's own list are the last ones.
  const own = onRows.findLast(({ targets }) => targets.length > 0) ?? onRows.at(-1);
  if (!own) return 'New';
  const count = own.targets.length + own.leftOut.length;
  const [one] = own.targets;
  if (count === 1) return one ? own.resource.label(one.row) : own.resource.title;
  return `${count} ${own.resource.plural}`;
}
