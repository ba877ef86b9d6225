// The screen's actions from the command line: same rules, JSON results.
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { programOf } from '../../src/cli/act/act.ts';
import { helpOf } from '../../src/cli/act/help.ts';
import { nouns } from '../../src/cli/act/nouns.ts';
import { subcommands } from '../../src/cli/subcommands.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { resources } from '../../src/resources/index.ts';
import { listIds } from '../../src/resources/resource-id.ts';
import { captureWrites } from '../support/captured-stream.ts';

const noon = Date.UTC(2026, 0, 15, 12);
const log = { level: 'info', debug() {}, info() {}, warn() {}, error() {} } as const;
const environment = {
  emulatorWorker: new URL('file:///none'),
  engineWorker: new URL('file:///none'),
  checkWorker: new URL('file:///none'),
  queryWorker: new URL('file:///none'),
};
const home = mkdtempSync(join(tmpdir(), 'vaultop-cli-'));

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ now: noon, throttle: false });
});
afterAll(() => emulator.close());
beforeEach(() => {
  // The hour of the estate; it goes on, or no budget would ever fill again.
  vi.useFakeTimers({ toFake: ['Date'], now: noon, shouldAdvanceTime: true });
  for (const name of Object.keys(process.env).filter((key) => /^(AWS|VAULTOP|XDG)_/.test(key)))
    vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'x');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
  vi.stubEnv('XDG_CONFIG_HOME', '/nowhere');
  vi.stubEnv('XDG_STATE_HOME', home);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

async function vaultop(noun: string, ...words: string[]) {
  const out = captureWrites(process.stdout);
  const errors = captureWrites(process.stderr);
  try {
    const places = ['--endpoint-url', emulator.url, ...(words.includes('--region') ? [] : ['--region', 'us-east-1'])];
    const code = await programOf(noun).run([...words, ...places], environment, log);
    const textOf = (spy: typeof out) => spy.mock.calls.map(([chunk]) => String(chunk)).join('');
    return { code, out: textOf(out), errors: textOf(errors) };
  } finally {
    out.mockRestore();
    errors.mockRestore();
  }
}

const mutations = () =>
  emulator.calls.filter(({ operation }) => /^(Create|Put|Delete|Start|Stop|Update)/.test(operation));

test('every action of every list can be done from here, but for those that only a form can tell', () => {
  const verbs = Object.values(nouns).flatMap((noun) => Object.values(noun).flat());
  const offered = new Set(verbs.map(({ resource, action }) => `${resource} ${action}`));
  const all = listIds.flatMap((id) => (resources[id].actions ?? []).map((action) => `${id} ${action.id}`));
  expect(all.filter((one) => !offered.has(one))).toEqual([
    'recovery-points hold',
    'plans edit',
    'plans create',
    'selections replace',
    'selections delete',
    'region-settings opt-in',
    'region-settings opt-out',
    'coverage exclude',
  ]);
  for (const noun of Object.keys(nouns)) {
    expect(subcommands).toHaveProperty(noun);
    for (const verb of Object.keys(nouns[noun] ?? {})) expect(helpOf(noun)).toContain(`vaultop ${noun} ${verb}`);
  }
});

describe('nothing is sent', () => {
  test.each([
    [['create', '--name', 'new-one', '--yes'], /say --write, or --dry-run/],
    [['create', '--name', 'new-one', '--write'], /nobody can be asked without a terminal; say --yes/],
    [['create', '--name', 'x', '--write', '--yes'], /--name: A vault name has 2 to 50/],
    [['create', '--write', '--yes'], /--name: Name is needed/],
    [['create', '--name', 'prod', '--write', '--yes'], /--name: There is a vault prod in us-east-1 already/],
    [
      ['create', '--name', 'new', '--type', 'paper', '--write', '--yes'],
      /--type: Type takes standard, air-gapped; not paper/,
    ],
    [['explode'], /vault takes create, lock, unlock, policy, notifications, tags, delete, not "explode"/],
    [['lock', '--write'], /vault lock of what\? Say its NAME/],
    [['delete', 'prod', '--write', '--yes'], /delete cannot be done: it holds \d+ recovery points/],
    [['lock', 'nowhere', '--write', '--yes'], /nowhere/],
    [['create', '--name', 'new', '--region', 'mars', '--write'], /"mars" is no name of a Region/],
  ])('vault %j: %s', async (words, sentence) => {
    const before = mutations().length;
    await expect(vaultop('vault', ...words)).rejects.toThrow(sentence);
    expect(mutations()).toHaveLength(before);
  });

  test('a dry run prints the AWS CLI command, without --write', async () => {
    const before = mutations().length;
    const { code, out } = await vaultop('vault', 'create', '--name', 'new-one', '--tags', "who=it's me", '--dry-run');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^aws backup create-backup-vault --backup-vault-name new-one --backup-vault-tags '\{"who":"it'\\''s me"\}' --creator-request-id \S+ --region us-east-1 --endpoint-url \S+\n$/,
    );
    expect(mutations()).toHaveLength(before);
  });
});

test('a vault is created, with a JSON result and a log that only its owner reads', async () => {
  const { code, out } = await vaultop('vault', 'create', '--name', 'scripted', '--write', '--yes');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    action: 'vaults create',
    results: [
      {
        target: 'scripted',
        account: '123456789012',
        region: 'us-east-1',
        outcome: 'done',
        answers: [{ BackupVaultArn: 'arn:aws:backup:us-east-1:123456789012:backup-vault:scripted' }],
      },
    ],
  });
  const file = join(home, 'vaultop', 'actions.jsonl');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ event }) => event)).toEqual(['sending', 'done']);
  expect(JSON.stringify(lines)).not.toMatch(/SECRET/i);
});

test('a plan is exported, and imported in another Region as the same document', async () => {
  const made = await vaultop(
    'plan',
    'create',
    '--template',
    'Daily-35day-Retention',
    '--name',
    'kept',
    '--vault',
    'prod',
    '--write',
    '--yes',
  );
  const id = JSON.parse(made.out).results[0].answers[0].BackupPlanId;
  const exported = await vaultop('plan', 'export', id);
  const file = join(home, 'plan.json');
  writeFileSync(file, exported.out);
  await expect(
    vaultop('plan', 'create', '--from-json', file, '--region', 'eu-west-1', '--write', '--yes'),
  ).rejects.toThrow(/--from-json: line \d+: There is no vault prod in eu-west-1/);
  await vaultop('vault', 'create', '--name', 'prod', '--region', 'eu-west-1', '--write', '--yes');
  const imported = await vaultop('plan', 'create', '--from-json', file, '--region', 'eu-west-1', '--write', '--yes');
  const other = JSON.parse(imported.out).results[0].answers[0].BackupPlanId;
  expect(other).not.toBe(id);
  const back = await vaultop('plan', 'export', other, '--region', 'eu-west-1');
  expect(JSON.parse(back.out)).toEqual(JSON.parse(exported.out));
  writeFileSync(file, '{ "BackupPlanName": ');
  await expect(vaultop('plan', 'create', '--from-json', file, '--write', '--yes')).rejects.toThrow(
    /line 1, column \d+: /,
  );
});

test('a backup is started and stopped; what AWS refuses is told with its next step, and the exit code is 1', async () => {
  const volume = emulator.url && 'arn:aws:ec2:us-east-1:123456789012:volume/vol-ec9e6927507f7a8f4';
  const refused = await vaultop(
    'job',
    'start',
    'arn:aws:ec2:us-east-1:123456789012:volume/vol-none',
    '--vault',
    'prod',
    '--write',
    '--yes',
  );
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.out).results[0]).toMatchObject({
    outcome: 'refused',
    problem: { message: expect.stringMatching(/does not exist/), nextStep: expect.any(String) },
  });
  const started = await vaultop('job', 'start', volume, '--vault', 'prod', '--delete-after', '7', '--write', '--yes');
  expect(started.code).toBe(0);
  const job = JSON.parse(started.out).results[0].answers[0].BackupJobId;
  expect(started.errors).toBe(`Backup job started: ${job} (vaultop get backup-jobs --id ${job})\n`);
  const stopped = await vaultop('job', 'stop', job, '--write', '--yes');
  expect(JSON.parse(stopped.out).results).toMatchObject([{ outcome: 'done' }]);
});
