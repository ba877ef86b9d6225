// A fault in one resource's functions is shown where it happens; the rest of the screen and its keys continue.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { resources } from '../../src/resources/index.ts';
import type { AnyResource } from '../../src/resources/resource.ts';
import { type ResourceId, resourceIds } from '../../src/resources/resource-id.ts';
import { type Dashboard, keys, openDashboard } from '../support/dashboard.tsx';
import { isProving, sampled } from '../support/matrix.ts';

const faults: unknown[] = [];
let dashboard: Dashboard;
beforeAll(async () => {
  dashboard = await openDashboard({
    regions: ['us-east-1', ...(isProving ? ['eu-west-1', 'ap-southeast-2'] : [])],
    unhurried: true,
    ownFaults: faults,
    columns: 80,
    rows: 24,
    write: true,
  });
  await dashboard.see(/Vaults \d/);
});
afterAll(() => dashboard.close());

/** Another one for each case: the same fault again is not written down again. */
let count = 0;
const broken = (): never => {
  throw new TypeError(`a fault on purpose, ${count}`);
};

/** Where it is broken, and what is pressed for it to happen. */
const places = {
  columns: (id: ResourceId) => vi.spyOn(resources[id].columns[0] as Texts, 'text').mockImplementation(broken),
  label: (id: ResourceId) => vi.spyOn(resources[id], 'label').mockImplementation(broken),
  detail: (id: ResourceId) => vi.spyOn(resources[id], 'detail').mockImplementation(broken),
  copyText: (id: ResourceId) => vi.spyOn(resources[id], 'copyText').mockImplementation(broken),
  params: (id: ResourceId) => vi.spyOn(resources[id].drillDowns[0] as Ways, 'params').mockImplementation(broken),
} as const;
type Place = keyof typeof places;
type Texts = AnyResource['columns'][number];
type Ways = AnyResource['drillDowns'][number];

/** Lists that are empty here, or that are fed by events. */
const isEmpty: ReadonlySet<ResourceId> = new Set(['events', 'metrics', 'job-days', 'frameworks']);
/** The store keeps the text of a column without a member: rows are written at any time, and not by the screen. */
const isWritten = (id: ResourceId, place: Place): boolean =>
  place === 'columns' && resources[id].columns[0]?.member === undefined;
const cases = resourceIds
  .filter((id) => !isEmpty.has(id))
  .flatMap((id) => (Object.keys(places) as Place[]).map((place) => [id, place] as const))
  .filter(([id, place]) => !isWritten(id, place))
  .filter(([id, place]) => place !== 'params' || resources[id].drillDowns.length > 0);

test.each(sampled(cases, 3))('%s: %s', async (id, place) => {
  const { press, see, runtime } = dashboard;
  await press(keys.escape, keys.escape, keys.escape);
  runtime.dispatch({ type: 'commanded', command: 'view.overview' });
  runtime.dispatch({ type: 'listRequested', resource: id });
  await see((screen) => screen.includes('›') && !/loading/.test(screen));
  if (/ no [a-z ]+$/m.test(dashboard.screen())) return;
  faults.length = 0;
  count += 1;
  const spy = places[place](id);
  try {
    await press('j', 'y', 'd', keys.escape);
    if (place === 'columns' || place === 'label' || place === 'detail') {
      runtime.dispatch({ type: 'listRequested', resource: id, filter: place === 'columns' ? 'a' : '' });
      await press(keys.return);
    }
    await press('j', 'k');
    expect(dashboard.screen()).toMatch(/us-east-1/);
    expect(dashboard.screen().split('\n')).toHaveLength(24);
    if (spy.mock.calls.length > 0) {
      expect(faults.length).toBeGreaterThan(0);
      for (const fault of faults) expect(String(fault)).toContain('on purpose');
    }
  } finally {
    spy.mockRestore();
  }
  runtime.dispatch({ type: 'commanded', command: 'view.overview' });
  await see((screen) => /Vaults \d/.test(screen) && !/internal error/.test(screen));
});

test('what cannot be drawn says so where it would stand, with the file that has the details', async () => {
  const { see, runtime } = dashboard;
  runtime.dispatch({ type: 'commanded', command: 'view.overview' });
  runtime.dispatch({ type: 'listRequested', resource: 'backup-jobs' });
  await see(/› backup jobs/);
  const spy = places.columns('backup-jobs');
  runtime.dispatch({ type: 'resized', columns: 80, rows: 24 });
  runtime.dispatch({ type: 'key', key: '?' });
  runtime.dispatch({ type: 'key', key: 'escape' });
  const screen = await see(/This screen cannot be drawn: internal error of vaultop\./);
  expect(screen).toMatch(/a fault on purpose[\s\S]*The details are in the\.log/);
  expect(screen).toMatch(/q quit/);
  spy.mockRestore();
  runtime.dispatch({ type: 'key', key: 'j' });
  await see(/COMPLETED/);
});
