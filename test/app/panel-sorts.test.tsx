// `s` in a panel of the overview: by each of its columns in turn, then in its own order again.
import { expect, test } from 'vitest';
import { focusable, type OverviewScreen, type PanelId } from '../../src/app/state/state.ts';
import { appAt } from '../components/app-at.tsx';
import { audit, now, runningJob, smallWorld, troubleRow, vault } from '../components/fixtures.ts';

const hour = 3_600_000;
const stuck = troubleRow('db-late', 'eu-west-1', {
  kind: 'stuck-job',
  evidence: { list: 'backup-jobs', params: { id: 'late' } },
} as never);
const world = {
  ...smallWorld,
  rows: {
    ...smallWorld.rows,
    vaults: [vault('zoo', 'us-east-1', { pointCount: 1 }), vault('ark', 'eu-west-1', { pointCount: 900 })],
    'backup-jobs': [
      runningJob('old', 'us-east-1', { startedAt: now - 9 * hour, percent: 10 }),
      runningJob('late', 'eu-west-1', { startedAt: now - hour, percent: 99 }),
      runningJob('ago', 'us-east-1', { startedAt: now - 2 * hour, percent: 50 }),
    ],
    'copy-jobs': [],
    'restore-jobs': [],
    audits: [
      audit('DeleteRecoveryPoint', 'us-east-1', { at: now - 1_000, actor: 'zoe' }),
      audit('CreateBackupVault', 'us-east-1', { at: now - 5_000, actor: 'ben' }),
    ],
    attention: [troubleRow('zebra', 'us-east-1', { since: now - hour }), stuck],
  },
};

async function open() {
  const { screen, runtime } = await appAt(120, 40, { world });
  const at = () => runtime.view().state.screens[0] as OverviewScreen;
  return {
    ...screen,
    at,
    rows: () => [...runtime.view().overview(runtime.view().data).panels[at().focus].rows],
    focus: (panel: PanelId) => screen.press(`${focusable.indexOf(panel) + 1}`),
  };
}

test('a running job that hangs comes first, then those that run longest; s sorts by a column, R the other way', async () => {
  const { press, rows, text, at, unmount } = await open();
  const names = () => rows().map(({ id }) => id);
  expect(names()).toEqual(['late', 'old', 'ago']);
  await press('s');
  expect(names()).toEqual(['ago', 'late', 'old']);
  expect(text()).toMatch(/1 Running jobs 3 by name ▲/);
  await press('R');
  expect(names()).toEqual(['old', 'late', 'ago']);
  expect(text()).toMatch(/by name ▼/);
  for (let presses = 0; at().sorts?.running?.column !== 'elapsed' && presses < 20; presses += 1) await press('s');
  expect(names()).toEqual(['old', 'ago', 'late']);
  for (let presses = 0; at().sorts?.running && presses < 20; presses += 1) await press('s');
  expect(names()).toEqual(['late', 'old', 'ago']);
  expect(text()).not.toContain(' by ');
  await press('R');
  expect(text()).toContain('No column sorts this panel');
  await press('S');
  expect(text()).toContain('by time left');
  unmount();
});

test.each([
  ['vaults', 'points', ['ark', 'zoo'], ({ name }: { name: string }) => name],
  ['audits', 'actor', ['ben', 'zoe'], ({ actor }: { actor: string }) => actor],
  ['attention', 'subject', ['db-late', 'zebra'], ({ subject }: { subject: string }) => subject],
] as const)('%s by %s', async (panel, column, sorted, nameOf) => {
  const { press, rows, focus, at, unmount } = await open();
  await focus(panel);
  for (let presses = 0; at().sorts?.[panel]?.column !== column && presses < 20; presses += 1) await press('s');
  expect(rows().map(nameOf)).toEqual(sorted);
  await press('R');
  expect(rows().map(nameOf)).toEqual(sorted.toReversed());
  unmount();
});
