// `--at`: the store's rows of a past time, and nothing that AWS is asked.

import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run as runDashboard } from '../../src/cli/dashboard/dashboard.ts';
import { run as runGet } from '../../src/cli/get/get.ts';
import type { Emulator } from '../../src/emulator/server.ts';
import { emulatorAt } from '../emulator/clients.ts';
import { rawCall } from '../emulator/raw-call.ts';
import { newHome } from '../support/built-program.ts';
import { captureWrites } from '../support/captured-stream.ts';
import { environment } from '../support/launch-environment.ts';

const log = { level: 'info', debug() {}, info() {}, warn() {}, error() {} } as const;
const minute = 60_000;

let emulator: Emulator;
let places: readonly string[];
/** How far AWS's clock differs from this machine's: 20 minutes pass from the first answers to the present. */
const moved = { ms: 0 };

beforeEach(async () => {
  moved.ms = -20 * minute;
  for (const name of Object.keys(process.env).filter((key) => /^(AWS|VAULTOP|XDG)_/.test(key)))
    vi.stubEnv(name, undefined);
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'x');
  for (const name of ['XDG_CONFIG_HOME', 'XDG_CACHE_HOME']) vi.stubEnv(name, '/nowhere');
  emulator = await emulatorAt({ clock: { now: () => Date.now() + moved.ms }, throttle: false });
  const store = join(newHome(), 'store.sqlite');
  places = ['--endpoint-url', emulator.url, '--region', 'us-east-1', '--store', store];
});
afterEach(() => {
  vi.unstubAllEnvs();
});

async function runIt(run: typeof runGet, ...words: readonly string[]) {
  const before = emulator.calls.length;
  const [out, err] = [captureWrites(process.stdout), captureWrites(process.stderr)];
  try {
    const code = await run([...words, ...places], environment, log);
    const text = (spy: typeof out) => spy.mock.calls.map(([chunk]) => String(chunk)).join('');
    const operations = emulator.calls.slice(before).map(({ operation }) => operation);
    return { code, out: text(out), err: text(err), requested: operations.filter((one) => one.startsWith('List')) };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

const names = (text: string): string[] => (JSON.parse(text) as { name: string }[]).map(({ name }) => name).sort();
const createVault = (name: string) =>
  rawCall(emulator, { method: 'PUT', path: `/backup-vaults/${name}`, body: JSON.stringify({ BackupVaultName: name }) });

test('get prints the rows that were known then, and says where nothing was', async () => {
  const first = await runIt(runGet, 'vaults', '-o', 'json');
  moved.ms = 0;
  expect((await createVault('newer')).status).toBe(200);
  const second = await runIt(runGet, 'vaults', '-o', 'json');
  expect(names(second.out)).toEqual([...names(first.out), 'newer'].sort());
  const past = await runIt(runGet, 'vaults', '-o', 'json', '--at', '10m ago');
  expect(past).toMatchObject({ code: 0, err: '', requested: [] });
  expect(names(past.out)).toEqual(names(first.out));
  const before = await runIt(runGet, 'vaults', '-o', 'json', '--at', '2h ago');
  expect(before).toMatchObject({ code: 1, out: '[]\n', requested: [] });
  expect(before.err).toMatch(
    /us-east-1: Not known: the store has no response of that time\. Run vaultop store info to see the begin of its history\./,
  );
});

test.each([
  [['vaults', '--at', 'tomorrow'], /is in the future: --at shows past times/],
  [['vaults', '--at', 'soon'], /^--at soon: Give a time such as/],
  [['vaults', '--at', '1h ago', '--watch'], /--at cannot be used with --watch/],
  [['vaults', '--at', '1h ago', '--max-age', '5m'], /--at cannot be used with --max-age/],
  [['coverage', '--at', '1h ago'], /it keeps no past of/],
])('get %j is refused before anything is read', async (words, problem) => {
  await expect(runIt(runGet, ...words)).rejects.toThrow(problem);
});

test('--once --at is the overview of then, with null for what nobody asked', async () => {
  for (const list of ['vaults', 'jobs', 'copy-jobs', 'restore-jobs']) await runIt(runGet, list);
  moved.ms = 0;
  const { code, out, requested } = await runIt(runDashboard, '--once', '--json', '--at', '10m ago');
  expect([code, requested]).toEqual([0, []]);
  const then = JSON.parse(out);
  expect(then.counts.vaults).toBeGreaterThan(0);
  expect(then.last24Hours.completed).toBeGreaterThan(0);
  expect(then.counts).toMatchObject({ findings: null, audits: null });
  const before = await runIt(runDashboard, '--once', '--json', '--at', '5h ago');
  expect(before.code).toBe(1);
  expect(JSON.parse(before.out).counts).toMatchObject({ vaults: null, runningJobs: null, findings: null });
});
