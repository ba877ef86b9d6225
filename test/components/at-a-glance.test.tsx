// What a person must see without moving, in the sizes of terminals that people have.
import { afterEach, describe, expect, test } from 'vitest';
import type { Data } from '../../src/app/state/data.ts';
import type { LineRow } from '../../src/domain/attention/findings/line-row.ts';
import { keys } from '../support/render-at.ts';
import { type AppAt, appAt } from './app-at.tsx';
import { audit, dataOf, denied, job, now, runningJob, scope, smallWorld, troubleRow, type World } from './fixtures.ts';

let app: AppAt | undefined;
afterEach(() => app?.screen.unmount());

async function open(columns: number, rows: number, world: World = smallWorld): Promise<AppAt['screen']> {
  app = await appAt(columns, rows, { world });
  return app.screen;
}

const withRows = (rows: World['rows'], data: World['data'] = {}): World => ({
  ...smallWorld,
  rows: { ...smallWorld.rows, ...rows },
  data,
});
const oneRegion = { scopes: [scope('us-east-1')], regions: ['us-east-1'] };

describe('the foot of each screen names help and the ways out', () => {
  test.each([
    [80, 24],
    [60, 16],
  ])('at %i×%i', async (columns, rows) => {
    const screen = await open(columns, rows);
    expect(screen.lines().at(-1)).toMatch(/\? help {2}q quit/);
    for (const key of [':jobs\r', keys.return]) {
      await screen.press(key);
      expect(screen.lines().at(-1)).toMatch(/\? help {2}esc back {2}q quit/);
    }
  });
});

describe('the overview', () => {
  const longName = 'acme-apac-telemetry';
  const running = [runningJob('r1', 'us-east-1', { resourceName: longName })];

  test.each([
    [60, 16],
    [80, 24],
    [120, 35],
    [200, 50],
  ])('at %i×%i a running job has its whole name', async (columns, rows) => {
    const screen = await open(columns, rows, withRows({ 'backup-jobs': running }));
    expect(screen.text()).toContain(`${longName} `);
  });

  test('with one Region no panel has a column for it', async () => {
    const screen = await open(120, 40, withRows({}, oneRegion));
    expect(screen.text()).not.toMatch(/ RGN /);
    const { screen: several } = await appAt(120, 40);
    expect(several.text()).toMatch(/ RGN /);
    several.unmount();
  });

  test('counts that are not final leave the title above them', async () => {
    const known = dataOf(smallWorld).snapshot;
    const snapshot: Data['snapshot'] = (request) => (request.scope.region === 'us-east-1' ? known(request) : undefined);
    const states = ['COMPLETED', 'PARTIAL', 'FAILED', 'EXPIRED', 'ABORTED', 'RUNNING'];
    const many = states.flatMap((state) =>
      Array.from({ length: 120 }, (_, index) => job(`${state} ${index}`, 'us-east-1', { state })),
    );
    const screen = await open(80, 24, withRows({ 'backup-jobs': many }, { snapshot }));
    const at = screen.lines().findIndex((line) => line.startsWith('─ Last 24 h'));
    expect(screen.lines().slice(at, at + 4)).toEqual([
      expect.stringMatching(/^─ Last 24 h ─+$/),
      expect.stringMatching(/\+ done .*\+ failed$/),
      expect.stringMatching(/\+ expired .*\+ running$/),
      expect.stringMatching(/^─ 5 Coverage/),
    ]);
  });

  test('an audit that was not refused leaves the room of its reason to the target', async () => {
    const target = 'a-target-with-a-name-of-forty-characters';
    const screen = await open(80, 24, withRows({ audits: [audit('TagResource', 'us-east-1', { target })] }));
    expect(screen.text()).toContain(target.slice(0, 27));
    expect(screen.text()).not.toContain('REFUSED');
  });
});

describe('the attention list', () => {
  const call = (actor: string, more: Partial<LineRow> = {}): LineRow =>
    troubleRow(actor, 'us-east-1', {
      kind: 'audit',
      event: 'DeleteRecoveryPoint',
      count: 1,
      targets: { first: ['snap-1'], count: 1 },
      vaults: { first: ['prod'], count: 1 },
      reason: 'a backup is gone',
      ...more,
    } as never);

  test('names the person who called, and does not say it twice', async () => {
    const actor = 'AWSReservedSSO_PlatformEngineer_0123456789abcdef/bob@example.com';
    const screen = await open(80, 24, withRows({ attention: [call(actor)] }));
    await screen.press(':attention\r');
    const row = screen.lines().find((line) => line.startsWith('›')) ?? '';
    expect(row).toMatch(/bob@example\.com .*deleted recovery point snap-1/);
    expect(screen.text()).not.toContain('AWSReservedSSO');
  });

  test('says place and time of the selected finding above it, and marks a sentence that is cut', async () => {
    const reason = 'a backup is gone for good, and nobody can bring it back '.repeat(8);
    const screen = await open(80, 24, withRows({ attention: [call('ops/carol', { reason } as never)] }));
    await screen.press(':attention\r');
    app?.runtime.dispatch({ type: 'cursorRested' });
    await screen.press('k');
    const lines = screen.lines();
    const rule = lines.findIndex((line) => line.startsWith('── us-east-1 · since 01-15 11:55 UTC ──'));
    expect(rule).toBeGreaterThan(0);
    expect(lines.slice(rule + 1).some((line) => line.endsWith('…'))).toBe(true);
    expect(lines.slice(rule + 1).join('\n')).toContain('Next: ');
  });
});

test('a problem in place of rows is whole: its message, then the next step', async () => {
  const message =
    'backup:ListBackupVaults is denied in eu-west-1, by a policy of the organization that nobody here sees.';
  const world = { rows: {}, failing: { 'eu-west-1': { ...denied, message } }, data: { ...oneOnly('eu-west-1') } };
  const screen = await open(60, 24, world);
  await screen.press(':vaults\r');
  const said = screen
    .lines()
    .map((line) => line.trim())
    .join(' ');
  expect(said).toContain(message);
  expect(said).toContain(`Ask for the permission backup:ListBackupJobs, or use another --profile`);
});

function oneOnly(region: string): World['data'] {
  return { scopes: [scope(region)], regions: [region], now };
}

test('a detail that goes on below the screen says so', async () => {
  const screen = await open(80, 16 + 8);
  await screen.press(':jobs\r', keys.return);
  expect(screen.lines()[2]).toMatch(/\d+ more below +\[1 Detail\]/);
  await screen.press('G');
  expect(screen.lines()[2]).not.toMatch(/more below/);
});

test('few lines of help have the whole width', async () => {
  const screen = await open(80, 24);
  await screen.press('?', 'sort');
  expect(screen.text()).toMatch(/sort by next column \(overview, list\)/);
});
