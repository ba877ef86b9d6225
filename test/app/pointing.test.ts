// Clicks and the wheel, by what the screen shows where they fall.
import { expect, test } from 'vitest';
import type { AppEvent } from '../../src/app/state/events.ts';
import { currentScreen, type ListScreen, type OverviewScreen } from '../../src/app/state/state.ts';
import { appAt } from '../components/app-at.tsx';
import { runningJob, smallWorld } from '../components/fixtures.ts';
import { keys } from '../support/render-at.ts';

const jobs = Array.from({ length: 60 }, (_, index) => runningJob(`n${index}`, 'us-east-1'));
const world = { ...smallWorld, rows: { ...smallWorld.rows, 'backup-jobs': jobs } };

async function open(columns = 80, rows = 24) {
  const { screen, runtime } = await appAt(columns, rows, { world });
  const send = async (event: AppEvent) => {
    runtime.dispatch(event);
    await screen.press();
  };
  const find = (text: string) => {
    const row = screen.lines().findIndex((line) => line.includes(text));
    return { row, column: screen.lines()[row]?.indexOf(text) ?? -1 };
  };
  return {
    screen,
    current: () => currentScreen(runtime.view().state),
    /** The position of the text. */
    click: (text: string) => send({ type: 'clicked', ...find(text) }),
    wheel: (text: string, notches: number) => send({ type: 'wheeled', notches, ...find(text) }),
    runtime,
  };
}

test.each([
  [80, 24],
  [120, 40],
])('a click on a panel gives it the focus, on a row the cursor, and a second one opens it: %i×%i', async (...size) => {
  const { click, current, screen } = await open(...size);
  await click('2 Vaults');
  expect(current()).toMatchObject({ focus: 'vaults' });
  await click('prod-main');
  const { key } = (current() as OverviewScreen).cursors.vaults;
  expect(key).toContain('prod-main');
  expect(screen.text()).toMatch(/›[^\n]{1,3}prod-main/);
  await click('prod-main');
  expect(current().kind).not.toBe('overview');
  screen.unmount();
});

test('the wheel moves through the panel under the pointer, or the list', async () => {
  const { wheel, click, current, screen, runtime } = await open();
  await wheel('1 Running', 2);
  expect((current() as OverviewScreen).cursors.running.index).toBe(6);
  await wheel('2 Vaults', 1);
  expect(current()).toMatchObject({ focus: 'vaults' });
  runtime.dispatch({ type: 'listRequested', resource: 'backup-jobs' });
  await screen.press();
  await wheel('NAME', 10);
  expect((current() as ListScreen).cursor.index).toBe(30);
  await wheel('NAME', -1);
  expect((current() as ListScreen).cursor.index).toBe(27);
  await click('NAME');
  expect((current() as ListScreen).cursor.index).toBe(27);
  screen.unmount();
});

test('a click on a tab shows it', async () => {
  const { click, current, screen, runtime } = await open();
  runtime.dispatch({ type: 'key', key: 'i' });
  await screen.press();
  await click('2 JSON');
  expect(current()).toMatchObject({ kind: 'detail', tab: 'document' });
  await click('1 Detail');
  expect(current()).toMatchObject({ tab: 'detail' });
  screen.unmount();
});

test('what lies over the screen is not clicked through', async () => {
  const { runtime, current, screen } = await open();
  await screen.press('?');
  runtime.dispatch({ type: 'clicked', column: 5, row: 12 });
  runtime.dispatch({ type: 'wheeled', notches: 1, column: 5, row: 12 });
  expect(current()).toMatchObject({ focus: 'running' });
  await screen.press(keys.escape);
  screen.unmount();
});

test('the wheel moves through a menu, and through the help', async () => {
  const { runtime, screen } = await open();
  const wheel = (notches: number) => runtime.dispatch({ type: 'wheeled', notches, column: 5, row: 12 });
  await screen.press('Y');
  wheel(2);
  expect(runtime.view().state.overlay).toMatchObject({ kind: 'copyAs', choice: 2 });
  wheel(-1);
  expect(runtime.view().state.overlay).toMatchObject({ kind: 'copyAs', choice: 1 });
  await screen.press(keys.escape, '?', keys.tab);
  wheel(3);
  expect(runtime.view().state.overlay).toMatchObject({ kind: 'help', top: 3 });
  screen.unmount();
});

test.each([
  [80, 24],
  [60, 16],
])('a click on an item of a menu opens it, and one beside the items does nothing: %i×%i', async (...size) => {
  const { runtime, screen, click } = await open(...size);
  const overlay = () => runtime.view().state.overlay;
  await screen.press('Y');
  await click('Copy as');
  expect(overlay()).toMatchObject({ kind: 'copyAs', choice: 0 });
  await click('│   3 ');
  expect(overlay()).toBeUndefined();
  expect(runtime.effects.map(({ type }) => type)).toContain('copy');
  screen.unmount();
});

test('in a picker that scrolls the item under the pointer is chosen', async () => {
  const { runtime, screen, click } = await open(60, 16);
  runtime.learn({ profiles: Array.from({ length: 30 }, (_, index) => `profile-${index}x`) });
  runtime.dispatch({ type: 'pickerRequested', of: 'profile' });
  await screen.press(keys.down, ...Array.from({ length: 11 }, () => keys.down));
  await click('profile-10x');
  expect(runtime.effects).toContainEqual({ type: 'profile', change: 'only', name: 'profile-10x' });
  screen.unmount();
});

test('keys as the kitty protocol tells them are the same keys', async () => {
  const { runtime, screen } = await open();
  await screen.press('\u001b[100;5u', '\u001b[9;2u', '\u001b[27u', 'jj', '\u001b[57352u');
  const pressed = runtime.events.flatMap((event) => (event.type === 'key' ? [event.key] : []));
  expect(pressed.slice(0, 5)).toEqual(['ctrl+d', 'shift+tab', 'escape', 'j', 'j']);
  screen.unmount();
});
