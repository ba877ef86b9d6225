// From a name or an ARN out of a ticket to the page of the resource, and on to its newest recovery point.
import { afterEach, expect, test } from 'vitest';
import { rawCall } from '../emulator/raw-call.ts';
import { cursorLine, type Dashboard, keys, openDashboard } from '../support/dashboard.tsx';

let dashboard: Dashboard | undefined;

async function open(): Promise<Dashboard> {
  dashboard = await openDashboard({ regions: ['us-east-1'], columns: 80, rows: 24, write: true });
  await dashboard.see(/us-east-1/);
  return dashboard;
}

afterEach(() => dashboard?.close());

const arn = 'arn:aws:rds:us-east-1:123456789012:cluster:orders-cluster';

test('a name as it is typed, its page, and back to what was found', async () => {
  const { press, see } = await open();
  await press(':', ...'find', keys.return);
  await see(/type \/ and a name/);
  await press(...'orders-clus');
  await see((text) => /protected resource +orders-cluster/.test(text) && /backup job/.test(text));
  await press(keys.return);
  await see((text) => cursorLine(text).includes('protected resource'));
  await press(keys.return);
  await see((text) => /Newest data/.test(text) && text.includes('orders-cluster'));
  await press('/', ...'recovery points,', keys.return);
  await see(/us-east-1/);
  await press(keys.escape, keys.escape);
  expect(cursorLine(await see(/KIND/))).toContain('protected resource');
});

test('the sections of a long page fold, each opens by itself, and a search opens all', async () => {
  const { press, see, screen } = await open();
  await press(':', ...arn, keys.return);
  await see(/Last backup jobs|Newest data/);
  await press(keys.return);
  const folded = await see(/^ *> \+ /m);
  expect(folded).toMatch(/\+ Recovery points in all vaults/);
  expect(folded).toMatch(/\+ Cost of these recovery points/);
  const current = () => /^ *> ([-+]) (.*)$/m.exec(screen());
  for (let step = 0; step < 20 && !current()?.[2]?.startsWith('Cost'); step += 1) await press('j');
  await press(keys.return);
  await see((text) => /> - Cost of these recovery points/.test(text) && /A month/.test(text));
  await press('k');
  await see((text) => /> \+ Recovery points/.test(text) && / - Cost/.test(text));
  await press('/', ...'region', keys.return);
  await see((text) => /match 1/.test(text) && !/^ *> [-+]/m.test(text));
  await press(keys.escape, keys.return);
  await see(/^ *> \+ /m);
  await press(keys.escape);
  await see((text) => !/^ *> [-+]/m.test(text));
});

test('a found job is opened, and a text that nothing contains is said', async () => {
  const { press, see } = await open();
  await press(':', ...'find FAILED', keys.return);
  await see((text) => cursorLine(text) !== '');
  await press(':', ...'no-such-thing', keys.return);
  await see(/nothing contains "no-such-thing"/);
});

test("an ARN opens the page at once, and three more keys its newest point's restore form", async () => {
  const { press, see } = await open();
  await press(':', ...arn, keys.return);
  await see(/Last backup jobs|Newest data/);
  await press('/', ...'in 34d', keys.return);
  await see(/match 1/);
  await press(keys.escape, 'd', keys.return);
  await see(/Recovery point\n +Status +COMPLETED/);
  await press('a');
  await see(/restore/);
});

test('what has gone is found with the time since when, and its last values are shown', async () => {
  const { press, see, emulator } = await open();
  const vault = (method: string) => rawCall(emulator, { path: '/backup-vaults/short-lived', method, body: '{}' });
  await vault('PUT');
  await press('r', ':', ...'vaults', keys.return);
  await see(/short-lived/);
  await vault('DELETE');
  await press('r');
  await see((text) => !text.includes('short-lived'));
  await press(':', ...'find short-lived', keys.return);
  await see(/vault +short-lived +gone/);
  await press('/', keys.return, keys.return);
  expect(await see(/Name +short-lived/)).toMatch(/no longer listed/);
  await press('a');
  await see(/AWS no longer lists it/);
});
