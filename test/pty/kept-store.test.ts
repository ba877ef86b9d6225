// Starts of the built program that share a store: the next start shows what the previous one has written before AWS has
// responded.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { parseFault } from '../../src/emulator/faults.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { quickCheck } from '../../src/store/file/check.ts';
import { openForReading, openForWriting } from '../../src/store/sqlite.ts';
import { newFolder } from '../store/child.ts';
import { patienceMs } from '../support/patience.ts';
import { openInPty, type PtyProgram } from '../support/pty.ts';

let emulator: Emulator;
let state: string;

beforeEach(async () => {
  emulator = await startEmulator({ throttle: false });
  state = newFolder();
});
afterEach(() => emulator.close());

/** No screen of an earlier start is painted: all content comes from the store. */
function start(): PtyProgram {
  const program = openInPty(['--endpoint-url', emulator.url, '--region', 'ap-southeast-2', '--no-cloudwatch'], {
    columns: 220,
    rows: 40,
    env: {
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_EC2_METADATA_DISABLED: 'true',
      XDG_STATE_HOME: state,
      XDG_CACHE_HOME: newFolder(),
      XDG_CONFIG_HOME: newFolder(),
    },
  });
  onTestFinished(program.close);
  return program;
}

const folder = () => join(state, 'vaultop/stores');
const file = () => join(folder(), readdirSync(folder()).find((name) => name.endsWith('.sqlite')) ?? 'none');
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

function read<Result>(task: (database: ReturnType<typeof openForReading>) => Result): Result {
  const database = openForReading(file());
  try {
    return task(database);
  } finally {
    database.close();
  }
}

const keptRows = () => read((database) => Number(database.prepare('select count(*) as count from row').get()?.count));
const keptVaults = () =>
  read(
    (database) =>
      database
        .prepare(`select count(*) as count from request join resource on resource.id = request.resource
          where resource.name = 'vaults' and whole_at is not null`)
        .get()?.count === 1,
  );
const untilVaultsAreKept = () => vi.waitFor(() => expect(keptVaults()).toBe(true), patienceMs);

async function expectVaultsWithoutAnswer(): Promise<void> {
  emulator.setFaults([parseFault('backup=hang')]);
  const next = start();
  expect(await next.waitFor(/Vaults [1-9]/)).not.toMatch(/History is kept in/);
  next.press(':vaults\r');
  await next.waitFor(/apac-airgap/);
  next.press('q');
  expect(await next.exited).toMatchObject({ exitCode: 0 });
}

test('the first start says where the store lies and how large it may grow; the next one shows it at once', async () => {
  const first = start();
  const told = await first.waitFor(/History is kept in/);
  expect(told).toMatch(/for 400 days and at most [\d.]+ GiB/);
  await first.waitFor(/Vaults [1-9]/);
  await untilVaultsAreKept();
  expect(told.replaceAll(/\s/g, '')).toContain(file().slice(0, 40));
  const files = readdirSync(folder()).map((name) => modeOf(join(folder(), name)));
  expect([modeOf(join(state, 'vaultop')), modeOf(folder()), ...new Set(files)]).toEqual(['700', '700', '600']);
  first.press('q');
  expect(await first.exited).toMatchObject({ exitCode: 0 });
  await expectClosed();
  await expectVaultsWithoutAnswer();
});

/** Its log is in the file. On a busy machine the shell may come back before that is done; the next start does it then. */
async function expectClosed(): Promise<void> {
  for (let starts = 0; starts < 3 && readdirSync(folder()).length > 1; starts += 1) {
    const next = start();
    await next.waitFor(/Vaults [1-9]/);
    next.press('q');
    expect(await next.exited).toMatchObject({ exitCode: 0 });
  }
  expect(readdirSync(folder())).toHaveLength(1);
}

test('a start that is killed loses nothing that it had written', async () => {
  const killed = start();
  await killed.waitFor(/Vaults [1-9]/);
  await untilVaultsAreKept();
  const before = keptRows();
  killed.kill('SIGKILL');
  await killed.exited;
  expect(keptRows()).toBeGreaterThanOrEqual(before);
  expect(read(quickCheck)).toEqual([]);
  await expectVaultsWithoutAnswer();
});

test('a store that another program keeps locked does not keep the program from leaving', async () => {
  const program = start();
  await program.waitFor(/Vaults [1-9]/);
  await untilVaultsAreKept();
  const other = openForWriting(file());
  onTestFinished(() => other.close());
  other.exec('begin immediate');
  program.press('q');
  expect(await program.exited).toMatchObject({ exitCode: 0 });
  other.exec('rollback');
  expect(readFileSync(file()).subarray(0, 15).toString()).toBe('SQLite format 3');
});
