import { expect, onTestFinished, test, vi } from 'vitest';
import { resources } from '../../src/resources/index.ts';
import { createRecentEvents } from '../../src/runtime/recent-events.ts';
import { openDashboard } from '../support/dashboard.tsx';

test('the last twenty, and several in a row as one', () => {
  const events = createRecentEvents();
  for (let columns = 0; columns < 30; columns += 1) {
    events.add({ type: 'resized', columns, rows: 24 });
    events.add({ type: 'answered' });
  }
  events.add({ type: 'answered' });
  expect(events.list()).toHaveLength(20);
  expect(events.list().slice(-3)).toEqual(['answered', 'resized', 'answered (2 times)']);
});

test('nothing that was typed is in them', () => {
  const events = createRecentEvents();
  events.add({ type: 'key', key: '7' });
  events.add({ type: 'pasted', text: '123456' });
  events.add({ type: 'commanded', command: 'panel.pick', argument: '7' });
  expect(events.list()).toEqual(['key', 'pasted', 'commanded panel.pick']);
});

test('a fault of the screen is reported with them', async () => {
  const faultEvents: (readonly string[])[] = [];
  const { runtime, see, close } = await openDashboard({ unhurried: true, ownFaults: [], faultEvents });
  onTestFinished(close);
  await see(/Vaults \d/);
  vi.spyOn(resources['backup-jobs'], 'copyText').mockImplementation(() => {
    throw new TypeError('a fault on purpose');
  });
  runtime.dispatch({ type: 'listRequested', resource: 'backup-jobs' });
  await see(/› backup jobs[\s\S]*(COMPLETED|RUNNING)/);
  runtime.dispatch({ type: 'key', key: 'y' });
  await see(/Internal error of vaultop: .*a fault on purpose/);
  expect(faultEvents[0]).toContain('listRequested');
  expect(faultEvents[0]?.at(-1)).toBe('key');
});
