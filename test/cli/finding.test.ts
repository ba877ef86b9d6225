// Findings are acknowledged and muted from the command line; `check`, `get attention` and `get mutes` agree.

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteBackupVaultAccessPolicyCommand, PutBackupVaultAccessPolicyCommand } from '@aws-sdk/client-backup';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { programOf } from '../../src/cli/act/act.ts';
import { run as check } from '../../src/cli/check/check.ts';
import { run as get } from '../../src/cli/get/get.ts';
import { actorWords } from '../../src/domain/audits/event-words.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { clientsOf } from '../emulator/clients.ts';
import { captureWrites } from '../support/captured-stream.ts';
import { environment } from '../support/launch-environment.ts';

const noon = Date.UTC(2026, 0, 15, 12, 7);
const log = { level: 'info', debug() {}, info() {}, warn() {}, error() {} } as const;
const home = mkdtempSync(join(tmpdir(), 'vaultop-finding-'));
const file = join(home, 'config.yaml');

let now = noon;
let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ clock: { now: () => now }, throttle: false });
});
afterAll(() => emulator.close());
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now, shouldAdvanceTime: true });
  for (const name of Object.keys(process.env).filter((key) => /^(AWS|VAULTOP|XDG)_/.test(key)))
    vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'x');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
  vi.stubEnv('XDG_STATE_HOME', home);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

type Run = (words: readonly string[], environment_: typeof environment, log_: typeof log) => Promise<number>;

async function vaultop(run: Run, ...words: string[]): Promise<string> {
  const out = captureWrites(process.stdout);
  const errors = captureWrites(process.stderr);
  const places = ['--endpoint-url', emulator.url, '--region', 'ap-southeast-2', '--config', file];
  try {
    await run([...words, ...places, '--store', join(home, 'store.sqlite')], environment, log);
    return out.mock.calls.map(([chunk]) => String(chunk)).join('');
  } finally {
    out.mockRestore();
    errors.mockRestore();
  }
}

interface Listed {
  readonly id: string;
  readonly subject: string;
  readonly kind: string;
  readonly count?: number;
}

const lines = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const subjectsOf = (all: readonly Listed[]) => all.map(({ kind, subject }) => `${kind} ${subject}`).toSorted();
const grouped = async () => lines(await vaultop(get, 'attention', '--grouped', '-o', 'jsonl')) as Listed[];
const checked = async () => JSON.parse(await vaultop(check, '--format', 'json', '--timeout', '3600'));
const finding = (...words: string[]) => vaultop(programOf('finding').run as Run, ...words);

test('acknowledged, grown and back; muted until a date, and lifted', { timeout: 180_000 }, async () => {
  writeFileSync(file, '# ours\ntheme: dark\n');
  const { backup } = clientsOf(emulator, 'ap-southeast-2');
  const openedAndClosed = async () => {
    await backup.send(new PutBackupVaultAccessPolicyCommand({ BackupVaultName: 'apac-prod', Policy: openPolicy }));
    await backup.send(new DeleteBackupVaultAccessPolicyCommand({ BackupVaultName: 'apac-prod' }));
    // CloudTrail has a call after a quarter of an hour.
    now += 16 * 60_000;
    vi.setSystemTime(now);
  };
  await openedAndClosed();
  const before = await grouped();
  const audit = before.find(({ kind }) => kind === 'audit');
  const other = before.find(({ kind }) => kind !== 'audit');
  if (!audit || !other) throw new Error(`There is no audit among ${subjectsOf(before)}.`);

  expect(await finding('acknowledge', audit.id)).toMatch(
    `Acknowledged until it gets worse: ${actorWords(audit.subject)}`,
  );
  const without = subjectsOf(before.filter(({ id }) => id !== audit.id));
  expect(subjectsOf(await grouped())).toEqual(without);
  const report = await checked();
  expect(subjectsOf(report.findings)).toEqual(without);
  expect(report.counts).toMatchObject({ acknowledged: 1, muted: 0 });
  const [row] = lines(await vaultop(get, 'mutes', '-o', 'jsonl'));
  expect(row).toMatchObject({ state: 'acknowledged', name: audit.subject, kind: 'audit' });
  expect(row.by).not.toBe('');

  await openedAndClosed();
  expect(subjectsOf((await checked()).findings)).toContain(`audit ${audit.subject}`);

  const reason = ['--reason', 'known', '--until', '2026-02-01', '--yes'];
  expect(await finding('mute', other.subject, '--kind', other.kind, ...reason)).toMatch(/^Muted: /);
  expect(readFileSync(file, 'utf8')).toMatch(/^# ours\ntheme: dark\nmutes:\n {2}- .*reason: known.*\n$/);
  const left = subjectsOf(await grouped());
  expect(left).not.toContain(`${other.kind} ${other.subject}`);
  expect(left).toContain(`audit ${audit.subject}`);
  expect(await vaultop(programOf('mute').run as Run, 'lift', other.subject)).toMatch(/^Listed again: /);
  expect(readFileSync(file, 'utf8')).toBe('# ours\ntheme: dark\n');
});

/** Everybody may delete. */
const openPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'backup:*', Resource: '*' }],
});

test('what is not there is a mistake, and nothing is recorded', async () => {
  writeFileSync(file, '');
  const lift = programOf('mute').run as Run;
  await expect(finding('acknowledge', 'nothing')).rejects.toThrow(/no finding "nothing"/);
  await expect(vaultop(lift, 'lift', 'nothing')).rejects.toThrow(/nothing named "nothing"/);
  await expect(finding('mute', 'x', '--reason', 'y', '--until', '2020-01-01', '--yes')).rejects.toThrow(/in the past/);
  await expect(finding('mute', 'x', '--reason', 'y', '--until', '2030-01-01', '--kind', 'z', '--yes')).rejects.toThrow(
    /no kind of finding/,
  );
  expect(readFileSync(file, 'utf8')).toBe('');
});
