// Fills in a form like a person: moves down to the field, then types.
import { listRows } from '../../src/app/state/context.ts';
import { currentScreen } from '../../src/app/state/state.ts';
import type { View } from '../../src/runtime/runtime.ts';
import { cursorLine, type Dashboard, keys } from './dashboard.tsx';

const ctrl = (letter: string): string => String.fromCharCode(letter.charCodeAt(0) - 96);
export const run = ctrl('s');
export const clearLine = ctrl('u');

/** Moves down to the end, and then up, until the field with that label has the focus. */
export async function focus({ press, screen }: Dashboard, label: string): Promise<void> {
  const isThere = () => cursorLine(screen()).startsWith(`› ${label}`);
  for (const key of [keys.down, keys.up]) {
    for (let before = ''; !isThere() && before !== screen(); ) {
      before = screen();
      await press(key);
    }
  }
  if (!isThere()) throw new Error(`no field "${label}" on\n${screen()}`);
}

/** Texts are typed; for a choice or a toggle, the keys that change it are pressed. */
export async function fill(dashboard: Dashboard, texts: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(texts)) {
    await focus(dashboard, label);
    await dashboard.press(clearLine, text);
  }
}

/** Opens the menu and picks the action with that title. */
export async function act(dashboard: Dashboard, title: string): Promise<void> {
  const { press, see, screen } = dashboard;
  await press('a');
  await see(/[┌│]/);
  const isChosen = () =>
    screen()
      .split('\n')
      .some((line) => new RegExp(`│ › .{1,2} ?${title}`).test(line));
  for (let before = ''; !isChosen() && before !== screen(); ) {
    before = screen();
    await press(keys.down);
  }
  if (!isChosen()) throw new Error(`no action "${title}" on\n${screen()}`);
  await press(keys.return);
}

/** Types a command line such as `vaults`, and a filter that leaves the row under the cursor. */
export async function openList({ press, see, runtime }: Dashboard, list: string, filter = ''): Promise<void> {
  await press(`:${list}`, keys.return);
  await see((screen) => screen.includes(`› ${list}`) || screen.includes(' by '));
  if (filter !== '') await press(`/${filter}`, keys.return);
  await see((screen) => cursorLine(screen) !== '' && !isBehind(runtime.view()));
}

/** The list does not show the requested rows yet. */
export function isBehind(view: View): boolean {
  const screen = currentScreen(view.state);
  return screen.kind === 'list' && listRows(screen, view).isBehind;
}
