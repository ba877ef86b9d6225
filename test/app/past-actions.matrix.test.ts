// While a past time is on screen no action begins: every action of every list, from the menu and by its key.
import { expect, test } from 'vitest';
import { offers } from '../../src/app/forms/start.ts';
import type { AppEvent, Effect } from '../../src/app/state/events.ts';
import { type HandRuntime, handRuntime, smallWorld } from '../components/fixtures.ts';
import { noon, regions, scopeOf, withEmbeddedAws } from '../resources/embedded-aws.ts';
import { allActions, type RegisteredAction, withActionRows } from '../support/all-actions.ts';

const { rowsOf } = withActionRows(withEmbeddedAws({ furnished: true }));
const past = { asOf: noon - 3_600_000, present: noon };
/** Allowed at the present: without them the test would prove nothing. */
const possible = new Set<string>();

function listOf({ resource }: RegisteredAction, row: object): HandRuntime {
  const runtime = handRuntime({
    ...smallWorld,
    rows: { [resource]: [row] },
  } as never);
  const { acting } = runtime.view().data;
  const reach = () => ({ write: true, profile: 'prod' });
  runtime.learn({
    now: noon,
    scopes: regions.map(scopeOf),
    regions: [...regions],
    acting: { ...acting, reach },
  });
  runtime.dispatch({ type: 'listRequested', resource });
  return runtime;
}

const press = (runtime: HandRuntime, ...keys: readonly string[]) => {
  for (const key of keys) runtime.dispatch({ type: 'key', key } satisfies AppEvent);
};

const looks: readonly Effect['type'][] = ['repaint', 'notifyJobs'];

test.each(allActions)('$resource $action.id begins neither from the menu nor by its key', (registered) => {
  const { resource, action } = registered;
  for (const row of rowsOf(resource, 3)) {
    const runtime = listOf(registered, row);
    const offered = () => offers(runtime.view().state, runtime.view());
    if (offered().some((one) => one.action.id === action.id && !one.disabled)) possible.add(`${resource} ${action.id}`);
    runtime.learn({ now: past.asOf, past });
    runtime.dispatch({ type: 'timeChosen', at: past.asOf });
    expect(offered().filter(({ disabled }) => !disabled?.startsWith('the screen shows the past'))).toEqual([]);
    const menu = offered().findIndex((one) => one.action.id === action.id);
    if (action.key) press(runtime, action.key);
    expect(runtime.view().state.overlay).toBeUndefined();
    press(runtime, 'a', ...Array.from({ length: Math.max(0, menu) }, () => 'down'), 'return');
    expect(runtime.view().state.overlay?.kind).not.toBe('act');
    expect(runtime.effects.map(({ type }) => type).filter((type) => !looks.includes(type))).toEqual([]);
  }
});

test('at the present most of them begin', () => {
  expect(possible.size).toBeGreaterThan(allActions.length / 2);
});

test('a form that is open is left, and changes are not allowed for a time', () => {
  const [registered] = allActions.filter(({ resource, action }) => resource === 'vaults' && action.key);
  if (!registered) throw new Error('No action of a vault has a key');
  const runtime = listOf(registered, rowsOf('vaults', 1)[0] ?? {});
  press(runtime, registered.action.key ?? '');
  expect(runtime.view().state.overlay?.kind).toBe('act');
  runtime.dispatch({ type: 'timeChosen', at: past.asOf });
  expect(runtime.view().state.overlay).toBeUndefined();
  runtime.learn({ now: past.asOf, past });
  const before = runtime.effects.length;
  press(runtime, ':', ...'write 30m', 'return');
  expect(runtime.effects.slice(before)).toEqual([]);
  expect(runtime.view().state.notice?.text).toMatch(/^The screen shows .*; :now returns to the present/);
  press(runtime, ':', ...'write off', 'return');
  expect(runtime.effects.slice(before)).toEqual([{ type: 'write', forMs: 0 }]);
});
