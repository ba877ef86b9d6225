// The worklist on the smallest screen: a remedy is run from its finding, and an acknowledged finding that was gone is
// listed when it is back.
import { afterEach, expect, test } from 'vitest';
import { smallest } from '../../config/layout.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { cursorLine, type Dashboard, keys, noon, openDashboard } from '../support/dashboard.tsx';
import { act } from '../support/forms.ts';
import { inSuccession, openMemoryStore } from '../support/memory-store.ts';

let dashboard: Dashboard | undefined;
afterEach(() => dashboard?.close());

const lists = (screen: string) => /^[› ]✖ /.test(cursorLine(screen)) && /crit +EFS/.test(cursorLine(screen));

test('a type is opted in by the remedy, and the finding is back after it was opted out again', async () => {
  let time = noon;
  const store = inSuccession(openMemoryStore(() => time, systemClock));
  const place = { ...smallest, regions: ['ap-southeast-2'], unhurried: true, hurry: 20, write: true };
  dashboard = await openDashboard({ ...place, store, time: () => time });
  const { see, press, screen, emulator } = dashboard;
  /** Here and at AWS. */
  const passMinute = async () => {
    time += 60_000;
    const body = JSON.stringify({ advanceSeconds: 60 });
    await fetch(`${emulator.url}/_vaultop/clock`, { method: 'POST', body });
  };
  const open = async () => {
    await press(':', ...'attention', keys.return);
    await press('/', ...'EFS', keys.return);
  };
  const run = async (title: string) => {
    await act(dashboard as Dashboard, title);
    await see(/Effects|y confirms|enter confirms/);
    await press(/y confirms/.test(screen()) ? 'y' : keys.return);
  };
  await open();
  await see(lists);

  await act(dashboard, 'acknowledge until it gets worse');
  await see(/Effects/);
  await press(keys.return);
  await see((shown) => /1 acknowledged/.test(shown) && !lists(shown));

  await passMinute();
  await press(':', ...'region-settings', keys.return);
  await press('/', ...'EFS', keys.return);
  await see(/EFS/);
  await run('opt in');
  await see(/✔ opt in: EFS/);
  await press(keys.escape);
  await press(':', ...'mutes', keys.return);
  await see(/no mutes and acknowledgements/);

  await passMinute();
  await press(keys.escape);
  await run('opt out');
  await see(/✔ opt out: EFS/);
  await press(keys.escape);
  await open();
  await see(lists);
  // The remedy of the finding is the same action, on the setting of its type.
  await run('opt in');
  await see(/✔ opt in: EFS/);
  expect(emulator.calls.filter(({ operation }) => operation === 'UpdateRegionSettings')).toHaveLength(3);
});
