// The mouse in menus and forms: as far as the review, which takes keys alone.
import { afterEach, expect, test } from 'vitest';
import { cursorLine, type Dashboard, keys, openDashboard } from '../support/dashboard.tsx';
import { openList } from '../support/forms.ts';

let dashboard: Dashboard | undefined;
afterEach(() => dashboard?.close());

test.each([
  [80, 24],
  [60, 16],
])('an action is chosen, and fields get the focus and change, at %i×%i', async (columns, rows) => {
  dashboard = await openDashboard({ regions: ['eu-west-1'], columns, rows, unhurried: true, write: true });
  const { see, press, screen, runtime } = dashboard;
  const click = async (text: string) => {
    const row = screen()
      .split('\n')
      .findLastIndex((line) => line.includes(text));
    runtime.dispatch({ type: 'clicked', row, column: 30 });
    await press();
  };
  await openList(dashboard, 'vaults');
  await press('a');
  // The last one: on a low screen the menu has to be scrolled to it.
  await press(keys.up);
  await see(/create/i);
  const create =
    screen()
      .split('\n')
      .find((line) => /create a vault/i.test(line)) ?? '';
  const title = create.replace(/[│›]/g, '').trim();
  await click(title);
  await see((shown) => cursorLine(shown) !== '' && runtime.view().state.overlay?.kind === 'act');
  const labels = screen()
    .split('\n')
    .slice(3, -1)
    .filter((line) => /^ {2}[A-Z]/.test(line))
    .map((line) => line.trim().split(/ {2,}/)[0] ?? '');
  for (const label of labels) {
    await click(label);
    expect(cursorLine(screen())).toContain(label);
  }
  const choice =
    screen()
      .split('\n')
      .find((line) => /‹ .* ›|\[[ x]\]/.test(line)) ?? '';
  const name = choice.replace(/^›/, '').trim().split(/ {2,}/)[0] ?? '';
  await click(name);
  const before = cursorLine(screen());
  await click(name);
  expect(cursorLine(screen())).not.toBe(before);
  runtime.dispatch({ type: 'wheeled', notches: -9, row: 5, column: 5 });
  await press();
  expect(cursorLine(screen())).not.toContain(name);
});
