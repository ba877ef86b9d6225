// The help: the keys of this screen on one page, what is typed finds a line, tab shows everything.
import { afterEach, expect, test } from 'vitest';
import { type Binding, keymap } from '../../config/keys.ts';
import { helpPage } from '../../src/app/command-line/help-lines.ts';
import { emptyInput } from '../../src/app/command-line/text-input.ts';
import { helpColumns, helpPageSize } from '../../src/app/layout.ts';
import { keys } from '../support/render-at.ts';
import { type AppAt, appAt } from './app-at.tsx';

let open: AppAt | undefined;
afterEach(() => open?.screen.unmount());

const smallest = { columns: 80, rows: 24 };

test.each(['overview', 'list', 'detail', 'document'] as const)('the keys of the %s fit on a page of 80×24', (place) => {
  const lines = helpPage({ all: false, filter: emptyInput }, place, keymap);
  expect(lines.length).toBeLessThanOrEqual(helpPageSize(smallest) * helpColumns(smallest));
  const own = Object.values<Binding>(keymap).filter(
    ({ in: places, rare }) => !rare && places.some((one) => one === place || one === 'everywhere'),
  );
  expect(lines.filter((line) => line.keys !== '')).toHaveLength(own.length);
});

const tooMany = 'The help has more lines than the screen: give the new key `rare: true` in config/keys.ts.';

test('it shows the keys of its screen, and none of another', async () => {
  open = await appAt(80, 24);
  const { screen } = open;
  await screen.press('?');
  expect(screen.text()).toMatch(/Keys of this screen/);
  expect(screen.text()).toMatch(/open panel as a list/);
  expect(screen.text(), tooMany).not.toMatch(/more below/);
  expect(screen.text()).not.toMatch(/mark rows/);
  await screen.press(keys.escape, 'z', '?');
  expect(screen.text()).toMatch(/mark rows/);
  expect(screen.text(), tooMany).not.toMatch(/more below/);
  expect(screen.text()).not.toMatch(/open panel as a list/);
});

test('typing finds keys, commands and lists, also with letters that are keys', async () => {
  open = await appAt(80, 24);
  const { screen } = open;
  await screen.press('?', ...'export');
  expect(screen.text()).toMatch(/:export FILE/);
  expect(screen.text()).not.toMatch(/half a page/);
  await screen.press(keys.escape, ...'quit');
  expect(screen.text()).toMatch(/q \^c +quit/);
  await screen.press(keys.escape);
  expect(screen.text()).toMatch(/Keys of this screen/);
  await screen.press(keys.escape);
  expect(screen.text()).toMatch(/Running jobs/);
});

test('what fits in fewer columns has wider ones', async () => {
  open = await appAt(80, 24);
  await open.screen.press('?', ...'run');
  expect(open.screen.text()).toMatch(/:runs .*scheduled run/);
});

test('the smallest screen names the key of the help, on the overview and in a list', async () => {
  open = await appAt(60, 16);
  expect(open.screen.text()).toMatch(/\? help {2}q quit/);
  await open.screen.press('z');
  expect(open.screen.text()).toMatch(/enter open .*\? help {2}(esc back {2})?q quit/);
});

test('tab shows everything, and this screen again', async () => {
  open = await appAt(80, 24);
  const { screen } = open;
  await screen.press('?', keys.tab);
  expect(screen.text()).toMatch(/Keys and lists {2}\d+ more below/);
  await screen.press(keys.tab, '?');
  expect(screen.text()).toMatch(/Running jobs/);
});
