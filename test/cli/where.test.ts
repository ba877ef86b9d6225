// `vaultop where` prints the page of a resource, with what the resource's own service says.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { run as where } from '../../src/cli/where/where.ts';
import { parseFault } from '../../src/emulator/faults.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { captureWrites } from '../support/captured-stream.ts';
import { environment } from '../support/launch-environment.ts';

const noon = Date.UTC(2026, 0, 15, 12, 7);
const log = { level: 'info', debug() {}, info() {}, warn() {}, error() {} } as const;
const home = mkdtempSync(join(tmpdir(), 'vaultop-where-'));

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ clock: { now: () => noon }, throttle: false });
});
afterAll(() => emulator.close());
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: noon, shouldAdvanceTime: true });
  for (const name of Object.keys(process.env).filter((key) => /^(AWS|VAULTOP|XDG)_/.test(key)))
    vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'x');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
  vi.stubEnv('XDG_STATE_HOME', home);
});
afterEach(() => {
  emulator.setFaults([]);
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

async function printed(...words: string[]): Promise<string> {
  const out = captureWrites(process.stdout);
  const errors = captureWrites(process.stderr);
  try {
    const places = ['--endpoint-url', emulator.url, '--region', 'eu-west-1', '--no-store'];
    expect(await where([...words, ...places], environment, log)).toBe(0);
    return out.mock.calls.map(([chunk]) => String(chunk)).join('');
  } finally {
    out.mockRestore();
    errors.mockRestore();
  }
}

const ownSnapshots = async () => JSON.parse(await printed('eu-payments-db', '-o', 'json')).resource.ownSnapshots;

test('the snapshots that RDS made itself are printed, and what refused to list them', async () => {
  expect((await ownSnapshots()).snapshots[0]).toEqual({
    id: 'rds:eu-payments-db-2026-01-15-03-00',
    createdAt: '2026-01-15T03:00:00.000Z',
    state: 'available',
    kind: 'automated',
  });
  expect(await printed('eu-payments-db')).toMatch(
    /Snapshots made by RDS itself[\s\S]*rds:eu-payments-db-2026-01-15-03-00/,
  );
  emulator.setFaults([parseFault('rds/DescribeDBSnapshots=deny')]);
  expect(await ownSnapshots()).toEqual({
    service: 'RDS',
    snapshots: null,
    problem: expect.stringContaining('rds:DescribeDBSnapshots'),
  });
  expect(await printed('eu-payments-db')).toMatch(/Snapshots made by RDS itself\s+Not known .*denied/);
});
