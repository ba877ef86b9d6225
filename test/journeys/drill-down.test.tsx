import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cursorLine, type Dashboard, type DashboardOptions, keys, openDashboard } from '../support/dashboard.tsx';

/** The dashboard of the tests that read only, in one Region. */
let shared: Dashboard;
let dashboard: Dashboard | undefined;

const everyRegion = { regions: ['us-east-1', 'eu-west-1', 'ap-southeast-2'] };

async function open(options: DashboardOptions): Promise<Dashboard> {
  dashboard = await openDashboard({ regions: ['us-east-1'], ...options });
  return dashboard;
}

beforeAll(async () => {
  shared = await openDashboard({ regions: ['us-east-1'], unhurried: true });
});
afterAll(() => shared.close());
afterEach(async () => {
  await dashboard?.close();
  dashboard = undefined;
});

/** The shared dashboard, back on the overview and with an empty clipboard. */
async function onOverview(): Promise<Dashboard> {
  shared.copied.length = 0;
  await shared.press(keys.escape, keys.escape, keys.escape);
  shared.runtime.dispatch({ type: 'commanded', command: 'view.overview' });
  await shared.see(/Vaults \d/);
  return shared;
}

const command = async ({ press }: Dashboard, text: string) => {
  await press(':', ...text, keys.return);
};

test('the overview shows every Region, what runs, what failed and who did what', async () => {
  const { see } = await open(everyRegion);
  const screen = await see(
    (text) => /%/.test(text) && /FAILED/.test(text) && /ledger-gov/.test(text) && /DeleteRecoveryPoint/.test(text),
  );
  for (const region of ['us-east-1', 'eu-west-1', 'ap-southeast-2']) expect(screen).toContain(region);
  expect(screen).toContain('123456789012');
});

test('from a vault to a recovery point, to its JSON, and back to the same row', async () => {
  const opened = await open({ columns: 80, rows: 24 });
  const { see, press } = opened;
  await see(/us-east-1/);
  await command(opened, 'vaults');
  await see((screen) => cursorLine(screen) !== '');
  await press('j', 'j');
  const vault = cursorLine(opened.screen());
  await press(keys.return);
  await see((screen) => /Recovery points/i.test(screen) && cursorLine(screen) !== '');
  await press('j');
  const point = cursorLine(opened.screen());
  await press(keys.return);
  await press('2');
  await see(/"RecoveryPointArn"/);
  await press('/', ...'ResourceArn', keys.return);
  await see(/1\/\d/);
  await press(keys.escape);
  await press(keys.escape);
  expect(cursorLine(await see((screen) => cursorLine(screen) !== ''))).toBe(point);
  await press(keys.escape);
  expect(cursorLine(await see((screen) => cursorLine(screen) !== ''))).toBe(vault);
});

test('a filter narrows, its inverse widens, and the cursor stays on its row', async () => {
  const opened = await onOverview();
  const { see, press, screen } = opened;
  await see(/us-east-1/);
  await command(opened, 'backup-jobs');
  await see((text) => cursorLine(text) !== '');
  await press('/', ...'~^FAILED', keys.return);
  await see((text) => cursorLine(text).includes('FAILED'));
  const failed = cursorLine(screen());
  await press(keys.escape);
  await see((text) => cursorLine(text) === failed);
});

test('what a copy job made is looked for in the Region it was copied to', async () => {
  const opened = await open(everyRegion);
  const { see, press, emulator } = opened;
  await see(/us-east-1/);
  await command(opened, 'copy-jobs');
  await see((text) => cursorLine(text) !== '');
  await press('/', ...'COMPLETED', keys.return);
  await see((text) => cursorLine(text).includes('COMPLETED'));
  await press(keys.return);
  await see(/Detail/);
  await press('d');
  await see(/cop/i);
  const before = emulator.calls.length;
  const menu = opened.screen().split('\n');
  const line = menu.findIndex((text) => /copied point|copy made|the copy/i.test(text));
  expect(line).toBeGreaterThan(-1);
  const number = /(\d)\s+\S/.exec(menu[line] ?? '')?.[1] ?? '';
  await press(number);
  await see(/Recovery point/i);
  await see(() => emulator.calls.slice(before).some(({ operation }) => operation === 'DescribeRecoveryPoint'));
});

test('y copies the ARN of the row', async () => {
  const opened = await onOverview();
  await opened.see(/us-east-1/);
  await command(opened, 'vaults');
  await opened.see((text) => cursorLine(text) !== '');
  await opened.press('y');
  expect(opened.copied).toEqual([expect.stringMatching(/^arn:aws:backup:[a-z0-9-]+:123456789012:backup-vault:/)]);
  await opened.see(/Copy sent to the terminal: arn:/);
});

test('y with marks copies all that is marked', async () => {
  const opened = await onOverview();
  await opened.see(/us-east-1/);
  await command(opened, 'vaults');
  await opened.see((text) => cursorLine(text) !== '');
  await opened.press(' ', ' ', 'y');
  const lines = opened.copied[0]?.split('\n') ?? [];
  expect(new Set(lines).size).toBe(2);
  for (const line of lines) expect(line).toMatch(/^arn:aws:backup:[a-z0-9-]+:123456789012:backup-vault:/);
  await opened.see(/Copy sent to the terminal: 2 lines/);
});

test('what is wrong with a long expression stays on screen, while it is typed and after', async () => {
  const opened = await onOverview();
  await opened.see(/us-east-1/);
  await command(opened, 'vaults');
  await opened.see((text) => cursorLine(text) !== '');
  await opened.press('/', `~${'prod-'.repeat(30)}(db`);
  await opened.see((text) => text.split('\n').at(-1)?.includes('Unterminated group') === true);
  await opened.press(keys.return);
  await opened.see((text) => text.split('\n')[2]?.includes('Unterminated group') === true);
});

test('a Region is taken away and added again while running', async () => {
  const opened = await open(everyRegion);
  await opened.see((text) => /apac-airgap/.test(text));
  await command(opened, 'region -ap-southeast-2');
  await opened.see((text) => !/apac-airgap/.test(text));
  await command(opened, 'region +ap-southeast-2');
  await opened.see((text) => /apac-airgap/.test(text));
});

test('one Region refuses, one is silent: the third shows its rows and the two say why', async () => {
  const { see, endCalls } = await open({
    ...everyRegion,
    patient: true,
    faults: [
      { region: 'eu-west-1', kind: 'deny' },
      { region: 'ap-southeast-2', kind: 'hang' },
    ],
  });
  await see((text) => /access denied/.test(text) && /ledger-gov/.test(text));
  endCalls();
  const screen = await see((text) => /access denied/.test(text) && /no answer/.test(text) && /ledger-gov/.test(text));
  expect(screen).toMatch(/eu-west-1[^\n]*access denied/);
  expect(screen).toMatch(/ap-southeast-2[^\n]*no answer/);
});

test('help is made from the key table, and escape closes it', async () => {
  const { see, press } = await onOverview();
  await see(/us-east-1/);
  await press('?');
  await see(/request again now/);
  await press(keys.escape);
  await see((text) => !/request again now/.test(text));
});
