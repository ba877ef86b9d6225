// The overview on the smallest screen: one panel at a time.
import { expect, test } from 'vitest';
import { keys } from '../support/render-at.ts';
import { appAt } from './app-at.tsx';
import { audit, smallWorld, troubleRow } from './fixtures.ts';

test('at 60×16 tab goes through the panels one by one, each with its rows', async () => {
  const { screen } = await appAt(60, 16);
  const titles: string[] = [];
  for (let panel = 0; panel < 6; panel += 1) {
    expect(screen.lines()).toHaveLength(16);
    const shown = screen.lines().filter((line) => /^[›─] \d /.test(line));
    expect(shown).toHaveLength(1);
    titles.push(/^› (\d \w+)/.exec(shown[0] ?? '')?.[1] ?? '');
    await screen.press(keys.tab);
  }
  expect(titles).toEqual(['1 Running', '2 Vaults', '3 Attention', '4 Recent', '5 Coverage', '6 Newest']);
  await screen.press('2');
  expect(screen.text()).toMatch(/›✔ prod-main|› ?. (dev|prod)/);
  screen.unmount();
});

test('a list, a detail and the help fit as well', async () => {
  const { screen } = await appAt(60, 16);
  for (const typed of ['2', 'z', keys.return, 'o', '?', keys.escape, ':jobs\r', '/ok\r', 'o']) {
    await screen.press(typed);
    const lines = screen.lines();
    expect(lines).toHaveLength(16);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(screen.text()).not.toMatch(/cannot be drawn/);
  }
  screen.unmount();
});

test('attention comes first while something is critical', async () => {
  const attention = [troubleRow('web-01', 'us-east-1', { severity: 'critical' })];
  const { screen } = await appAt(120, 40, { world: { ...smallWorld, rows: { ...smallWorld.rows, attention } } });
  expect(screen.lines()[2]).toMatch(/^─ 3 Attention 1/);
  screen.unmount();
  const calm = await appAt(120, 40);
  expect(calm.screen.lines()[2]).toMatch(/^─ Last 24 h/);
  calm.screen.unmount();
});

test('at 200×50 the sparklines have a cell for each hour, and two lines', async () => {
  const now = Date.UTC(2026, 0, 15, 12);
  const metrics = ['NumberOfBackupJobsCompleted', 'NumberOfBackupJobsFailed', 'NumberOfBackupJobsExpired'].map(
    (metric) => ({
      scope: { accountId: '111122223333', region: 'us-east-1', connection: '' },
      metric,
      resourceType: 'EBS',
      startsAt: now - 24 * 3_600_000,
      periodMs: 3_600_000,
      values: Array.from({ length: 24 }, (_, hour) => hour + 1),
    }),
  );
  const { screen } = await appAt(200, 50, { world: { ...smallWorld, rows: { ...smallWorld.rows, metrics } } });
  const cells = (line: string) => [...line.slice(0, 91)].filter((cell) => /[▁-█]/.test(cell)).length;
  // Only the upper half of the hours reaches the upper line.
  expect(
    screen
      .lines()
      .map(cells)
      .filter((count) => count > 0),
  ).toEqual([36, 72]);
  screen.unmount();
});

test.each([
  [100, 40],
  [200, 50],
])('at %i×%i the panel of audits has whole names of events', async (columns, rows) => {
  const audits = [audit('DeleteBackupVaultLockConfiguration', 'us-east-1', { risk: 'critical' })];
  const { screen } = await appAt(columns, rows, { world: { ...smallWorld, rows: { ...smallWorld.rows, audits } } });
  expect(screen.text()).toMatch(/DeleteBackupVaultLockConfiguration +prod-main +us/);
  screen.unmount();
});
