// The screen's actions from the command line: same rules, JSON results.

import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListRecoveryPointsByBackupVaultCommand } from '@aws-sdk/client-backup';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { programOf } from '../../src/cli/act/act.ts';
import { actionOf, flaggedFields, flagOf, readActArguments } from '../../src/cli/act/arguments.ts';
import { defaultText, isNeeded, knownOptions } from '../../src/cli/act/field-values.ts';
import { helpOf as wrappedHelpOf } from '../../src/cli/act/help.ts';
import { examples, nouns, type Verb } from '../../src/cli/act/nouns.ts';
import { subcommands } from '../../src/cli/subcommands.ts';
import { parseFault } from '../../src/emulator/faults.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { resources } from '../../src/resources/index.ts';
import { listIds } from '../../src/resources/resource-id.ts';
import { clientsOf } from '../emulator/clients.ts';
import { pointsOf } from '../emulator/points-of.ts';
import { captureWrites } from '../support/captured-stream.ts';
import { environment } from '../support/launch-environment.ts';

/** Each flag in a line of its own. */
const helpOf = (noun: string): string => wrappedHelpOf(noun).replaceAll(/\n {34}/g, ' ');

const noon = Date.UTC(2026, 0, 15, 12);
const log = { level: 'info', debug() {}, info() {}, warn() {}, error() {} } as const;
const home = mkdtempSync(join(tmpdir(), 'vaultop-cli-'));

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ now: noon, throttle: false });
});
afterAll(() => emulator.close());
beforeEach(() => {
  // The time of the estate; it advances, because no budget would be refilled otherwise.
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

test('every action of every list can be done from here, but for those that only a form can tell, and for `vaultop wait`', () => {
  const verbs = Object.values(nouns).flatMap((noun) => Object.values(noun).flat());
  const offered = new Set(verbs.map(({ resource, action }) => `${resource} ${action}`));
  const all = listIds.flatMap((id) => (resources[id].actions ?? []).map((action) => `${id} ${action.id}`));
  expect(all.filter((one) => !offered.has(one))).toEqual([
    'recovery-points hold',
    ...['backup-jobs follow', 'copy-jobs follow', 'restore-jobs follow'],
    'plans edit',
    'plans create',
    'region-settings opt-in',
    'region-settings opt-out',
    'region-settings opt-in-incremental',
    'region-settings opt-out-incremental',
  ]);
  for (const noun of Object.keys(nouns)) {
    expect(subcommands).toHaveProperty(noun);
    for (const verb of Object.keys(nouns[noun] ?? {})) expect(helpOf(noun)).toContain(`vaultop ${noun} ${verb}`);
  }
});

test.each(Object.entries(examples))('the example of %s is a command that is accepted', (words, example) => {
  const [, ...rest] = (example.replace(/ > .*/, '').match(/"[^"]*"|\S+/g) ?? []).map((word) =>
    word.replaceAll('"', ''),
  );
  const [noun = '', verb] = words.split(' ');
  expect(readActArguments(noun, rest).verb).toBe(nouns[noun]?.[verb ?? '']?.at(-1));
  expect(helpOf(noun)).toContain(`For example: vaultop ${example}`);
});

test('help says which values a flag takes, what it is without one, and what is needed', () => {
  const help = helpOf('vault');
  expect(help).toMatch(/--type standard\|air-gapped +type \(default standard\)/);
  expect(help).toMatch(/--mode governance\|compliance +mode \(default governance\)/);
  expect(help).toMatch(/--grace N +grace days \(3 to 36500; /);
  expect(help).toMatch(/--name TEXT +name \(needed\)/);
  expect(helpOf('restore')).toMatch(/--time TIME +restore to time \(latest, 3h ago, [^;]*; default latest\)/);
  expect(helpOf('restore')).toMatch(/--rds-availability-zone TEXT +Availability Zone \(.*Active Directory \(/s);
  expect(helpOf('resource')).toMatch(/--until TIME +until \(2026-01-15 12:00Z, 3h ago, yesterday 23:59 Berlin; /);
  expect(helpOf('selection')).toMatch(/--role TEXT +role \(default AWS Backup's default role\)/);
});

const verbs = Object.entries(nouns).flatMap(([noun, ofNoun]) =>
  Object.entries(ofNoun).flatMap(([name, ways]) =>
    ways
      .filter(({ lines }) => !lines)
      .map((verb) => [`${noun} ${name}${verb.when ? ` --${verb.when}` : ''}`, { noun, name, verb }] as const),
  ),
);

/** The lines of help about one verb; a way that a flag selects has a part of its own. */
const partOf = (noun: string, name: string, { when }: Verb): string =>
  helpOf(noun)
    .split('\n\n')
    .find((part) => {
      const [usage = ''] = part.split('\n');
      const isOfVerb = `${usage} `.startsWith(`  vaultop ${noun} ${name} `);
      return isOfVerb && usage.replace('--in-vault', '').includes('--') === (when !== undefined);
    }) ?? '';

const wordsIn = (line: string): string[] =>
  (line.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^["']|["']$/g, ''));

test.each(verbs)('help of %s has values, defaults, how to agree and an example that is accepted', (_, of) => {
  const { noun, name, verb } = of;
  const part = partOf(noun, name, verb);
  const action = actionOf(verb);
  for (const field of flaggedFields(action)) {
    const line = part.split('\n').find((one) => one.trim().split(' ')[0] === `--${flagOf(verb, field)}`) ?? '';
    expect(line, field.id).not.toBe('');
    for (const value of knownOptions(field)) expect(line).toContain(value);
    const standard = defaultText(field);
    if (standard !== undefined && flagOf(verb, field) !== verb.when) expect(line).toContain(`default ${standard}`);
    expect(/[( ]needed\)$/.test(line)).toBe(isNeeded(field) || flagOf(verb, field) === verb.when);
  }
  expect(part).toMatch(/, or --yes|, or --confirm NAME|It prints|(config file|store) only/);
  const example = /For example: vaultop (.*)/.exec(part)?.[1] ?? '';
  const [, ...rest] = wordsIn(example.replace(/ > .*/, ''));
  expect(readActArguments(noun, rest).verb).toBe(verb);
});

test('defaults that follow from the target are not made up', () => {
  for (const [usage, { noun }] of verbs) expect(helpOf(noun), usage).not.toMatch(/undefined|1970|NaN|\[object/);
});

describe('nothing is sent', () => {
  test.each([
    [['create', '--name', 'new-one', '--yes'], /add --write, or --dry-run/],
    [['create', '--name', 'new-one', '--write'], /there is no terminal for the confirmation: add --yes/],
    [['create', '--name', 'x', '--write', '--yes'], /--name: A vault name has 2 to 50/],
    [['create', '--write', '--yes'], /--name: Name is needed/],
    [['create', '--name', 'prod', '--write', '--yes'], /--name: A vault prod already exists in us-east-1/],
    [
      ['create', '--name', 'new', '--type', 'paper', '--write', '--yes'],
      /--type: Type takes standard, air-gapped; not paper/,
    ],
    [
      [
        'create',
        '--name',
        'air',
        '--type',
        'air-gapped',
        '--min-retention',
        '7',
        '--max-retention',
        '9',
        '--write',
        '--yes',
      ],
      /--yes does not confirm what cannot be undone: add --confirm air/,
    ],
    [
      ['unlock', 'ledger-governed', '--write', '--confirm', 'ledger'],
      /--confirm: "ledger" is not ledger-governed; nothing was sent/,
    ],
    [['unlock', 'ledger-governed', '--write'], /no terminal for the confirmation: add --confirm ledger-governed/],
    [
      ['explode'],
      /vault takes create, lock, unlock, policy, notifications, test-notification, tags, .*, not "explode"/,
    ],
    [['lock', '--write'], /vault lock needs the NAME/],
    [['delete', 'prod', '--write', '--yes'], /delete cannot be done: it holds \d+ recovery points/],
    [['lock', 'nowhere', '--write', '--yes'], /nowhere/],
    [['create', '--name', 'new', '--region', 'mars', '--write'], /"mars" is not a Region name/],
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
        responses: [{ BackupVaultArn: 'arn:aws:backup:us-east-1:123456789012:backup-vault:scripted' }],
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
  const id = JSON.parse(made.out).results[0].responses[0].BackupPlanId;
  const exported = await vaultop('plan', 'export', id);
  const terraform = await vaultop('plan', 'export', id, '--format', 'terraform');
  expect(terraform.out).toMatch(/^# Region: us-east-1\nresource "aws_backup_plan" "kept" \{/);
  const file = join(home, 'plan.json');
  writeFileSync(file, exported.out);
  await expect(
    vaultop('plan', 'create', '--from-json', file, '--region', 'eu-west-1', '--write', '--yes'),
  ).rejects.toThrow(/--from-json: line \d+: There is no vault prod in eu-west-1/);
  await vaultop('vault', 'create', '--name', 'prod', '--region', 'eu-west-1', '--write', '--yes');
  const imported = await vaultop('plan', 'create', '--from-json', file, '--region', 'eu-west-1', '--write', '--yes');
  const other = JSON.parse(imported.out).results[0].responses[0].BackupPlanId;
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
  const job = JSON.parse(started.out).results[0].responses[0].BackupJobId;
  expect(started.errors).toBe(`Backup job started: ${job} (vaultop get backup-jobs --id ${job})\n`);
  const stopped = await vaultop('job', 'stop', job, '--write', '--yes');
  expect(JSON.parse(stopped.out).results).toMatchObject([{ outcome: 'done' }]);
});

describe('selections', () => {
  const region = ['--region', 'eu-west-1'];
  const rowsOf = async () => {
    const { out } = await vaultop('selection', 'list', '-o', 'json', ...region);
    return JSON.parse(out) as {
      readonly id: string;
      readonly name: string;
      readonly planId: string;
      readonly resources: string[];
    }[];
  };

  test('are listed, created, replaced and deleted by the name in their plan', async () => {
    const before = await rowsOf();
    const planId = before.find(({ name }) => name === 'by-tag')?.planId ?? '';
    const database = 'arn:aws:rds:eu-west-1:123456789012:db:eu-payments-db';
    const change = ['--write', '--yes', ...region];
    const made = await vaultop('selection', 'create', planId, '--name', 'extra', '--resources', database, ...change);
    expect(JSON.parse(made.out)).toMatchObject({ results: [{ outcome: 'done' }] });
    const replaced = await vaultop(
      'selection',
      'replace',
      `${planId}/extra`,
      '--resources',
      'arn:aws:rds:*:*:db:*',
      ...change,
      '--confirm',
      'extra',
    );
    expect(JSON.parse(replaced.out)).toMatchObject({ results: [{ outcome: 'done' }] });
    const terms = ['--tags', 'team="a, b", env=prod', '--conditions', 'tier!=test, name~web-*'];
    const narrowed = await vaultop(
      ...['selection', 'replace', `${planId}/extra-2`, ...terms, ...change, '--confirm', 'extra-2'],
    );
    expect(JSON.parse(narrowed.out)).toMatchObject({ results: [{ outcome: 'done' }] });
    const here = (await rowsOf()).filter((row) => row.planId === planId);
    expect(here.find(({ name }) => name === 'extra-3')).toMatchObject({
      resources: ['arn:aws:rds:*:*:db:*'],
      tags: [
        { key: 'team', value: 'a, b' },
        { key: 'env', value: 'prod' },
      ],
      conditions: [
        { type: 'StringNotEquals', key: 'aws:ResourceTag/tier', value: 'test' },
        { type: 'StringLike', key: 'aws:ResourceTag/name', value: 'web-*' },
      ],
    });
    expect(here.map(({ name }) => name)).not.toContain('extra');
    expect(here.map(({ name }) => name)).not.toContain('extra-2');
    await vaultop(
      'selection',
      'delete',
      here.find(({ name }) => name === 'extra-3')?.id ?? '',
      ...change,
      '--confirm',
      'extra-3',
    );
    expect(await rowsOf()).toEqual(before);
    const gone = vaultop('selection', 'delete', `${planId}/extra`, ...change);
    await expect(gone).rejects.toThrow(/There is no selection .*extra in eu-west-1/);
  });
});

describe('a resource', () => {
  const database = 'arn:aws:rds:eu-west-1:123456789012:db:eu-payments-db';
  const change = ['--region', 'eu-west-1', '--write', '--yes'];

  test('is tagged as a resource assignment selects it', async () => {
    const words = ['resource', 'tag', database, '--assignment', 'eu-daily/by-tag'] as const;
    const dryRun = () => vaultop(...words, '--region', 'eu-west-1', '--dry-run');
    const { out, code } = await dryRun();
    expect(code).toBe(0);
    expect(out).toMatch(
      /^aws resourcegroupstaggingapi tag-resources --resource-arn-list arn:aws:rds:\S+ --tags '\{"backup":"daily"\}' /,
    );
    const done = await vaultop(...words, ...change);
    expect(JSON.parse(done.out)).toMatchObject({ results: [{ outcome: 'done' }] });
    expect((await dryRun()).out).toBe('');
    const other = vaultop('resource', 'tag', database, '--assignment', 'nothing', ...change);
    await expect(other).rejects.toThrow(/--assignment: Name one of eu-daily\/by-tag/);
    const reserved = vaultop(
      'resource',
      'tag',
      database,
      '--assignment',
      'eu-daily/by-tag',
      '--tags',
      'aws:a=b',
      ...change,
    );
    await expect(reserved).rejects.toThrow(/--tags: The key aws:a is reserved for AWS/);
  });

  test('that AWS does not tag is a failure, although AWS responds with 200', async () => {
    const missing = database.replace('eu-payments-db', 'not-there');
    const { out, code } = await vaultop('resource', 'tag', missing, '--assignment', 'eu-daily/by-tag', ...change);
    expect(code).toBe(1);
    expect(JSON.parse(out).results[0]).toMatchObject({
      outcome: 'refused',
      problem: { message: expect.stringMatching(/^Not tagged: not-there: InvalidParameterException .*does not exist/) },
    });
  });

  test('is not tagged while nobody can tell what the tag changes', async () => {
    emulator.setFaults([parseFault('ListBackupPlans=deny')]);
    try {
      const refused = vaultop('resource', 'tag', database, '--assignment', 'eu-daily/by-tag', ...change);
      await expect(refused).rejects.toThrow(/ListBackupPlans is denied/);
    } finally {
      emulator.setFaults([]);
    }
  });

  test('is excluded in the config file, whose comments and order stay; nobody signs in', async () => {
    const file = join(home, 'config.yaml');
    const text = '# ours\nexclusions:\n  # old\n  - { type: EC2, reason: none }\ncoverage: true\n';
    writeFileSync(file, text);
    const before = emulator.calls.length;
    const words = ['resource', 'exclude', database, '--reason', 'rebuilt', '--config', file] as const;
    const dry = await vaultop(...words, '--dry-run');
    expect(dry.out).toContain(`name: ${database}\nreason: rebuilt`);
    expect(readFileSync(file, 'utf8')).toBe(text);
    const { code, out } = await vaultop(...words, '--until', '2027-01-01 00:00Z', '--yes');
    expect(code).toBe(0);
    expect(out).toContain('added to ');
    const written = readFileSync(file, 'utf8');
    expect(written).toContain(text.split('coverage')[0]);
    expect(written).toMatch(
      / {2}- .*eu-payments-db.*reason: rebuilt, until: .*2027-01-01T00:00:00.000Z.*\ncoverage: true\n$/,
    );
    expect(emulator.calls).toHaveLength(before);
    await expect(vaultop('resource', 'exclude', 'shop', '--reason', 'x', '--yes')).rejects.toThrow(/"shop" is no ARN/);
    await expect(vaultop('resource', 'exclude', database, '--yes')).rejects.toThrow(/--reason: Reason is needed/);
    await expect(vaultop('resource', 'exclude', database, '--reason', 'x')).rejects.toThrow(/add --yes/);
  });
});

test('points are deleted by the name of their resource, several by their number, and never by --yes', async () => {
  const points = await pointsOf(clientsOf(emulator).backup, 'prod', { ByResourceType: 'EBS' });
  const deletable = points.filter(({ Status }) => Status === 'COMPLETED');
  const [first, ...others] = deletable.slice(0, 3).map(({ RecoveryPointArn = '' }) => RecoveryPointArn);
  const remove = (...words: string[]) => vaultop('point', 'delete', ...words, '--in-vault', 'prod', '--write');
  const before = mutations().length;
  await expect(remove(first ?? '', '--yes')).rejects.toThrow(
    `--yes does not confirm what cannot be undone: add --confirm ${deletable[0]?.ResourceName}.`,
  );
  await expect(remove(...others, '--confirm', deletable[1]?.ResourceName ?? '')).rejects.toThrow(/ is not 2; nothing/);
  expect(mutations()).toHaveLength(before);
  expect((await remove(first ?? '', '--confirm', deletable[0]?.ResourceName ?? '')).code).toBe(0);
  expect((await remove(...others, '--confirm', '2')).code).toBe(0);
  expect(mutations().slice(before)).toMatchObject(Array(3).fill({ operation: 'DeleteRecoveryPoint' }));
});

test('a file of restores is shown with --dry-run, checked whole before the first is sent, and carried out', async () => {
  const { backup } = clientsOf(emulator);
  const pointOf = async (ByResourceType: string) => {
    const input = { BackupVaultName: 'prod', ByResourceType };
    const { RecoveryPoints = [] } = await backup.send(new ListRecoveryPointsByBackupVaultCommand(input));
    return RecoveryPoints.find(({ Status }) => Status === 'COMPLETED')?.RecoveryPointArn ?? '';
  };
  const [table, volume] = await Promise.all([pointOf('DynamoDB'), pointOf('EBS')]);
  const file = join(home, 'restores.csv');
  const started = () => mutations().filter(({ operation }) => operation === 'StartRestoreJob').length;
  const before = started();
  writeFileSync(
    file,
    `point,vault,targetTableName,volumeType\n${table},prod,carts-of-the-file,\n${volume},prod,,tape\n`,
  );
  await expect(vaultop('restore', 'start', '--from-file', file, '--write', '--yes')).rejects.toThrow(
    /restore 2 of .*Volume type takes gp3/,
  );
  expect(started()).toBe(before);
  writeFileSync(
    file,
    JSON.stringify([
      { point: table, vault: 'prod', targetTableName: 'carts-of-the-file' },
      { point: volume, vault: 'prod', volumeType: 'gp3' },
    ]),
  );
  const dry = await vaultop('restore', 'start', '--from-file', file, '--dry-run');
  expect(dry.out.match(/aws backup start-restore-job/g)).toHaveLength(2);
  expect(dry.out).toContain('carts-of-the-file');
  expect(started()).toBe(before);
  const done = await vaultop('restore', 'start', '--from-file', file, '--write', '--confirm', '2');
  expect(done.code).toBe(0);
  expect(done.errors.match(/Restore job started/g)).toHaveLength(2);
  expect(started()).toBe(before + 2);
});

test('a recovery point of S3 is opened for reading, and closed again by name', async () => {
  const points = await pointsOf(clientsOf(emulator).backup, 'prod');
  const bucketPoint = points.find(({ ResourceType, Status }) => ResourceType === 'S3' && Status === 'COMPLETED');
  const create = ['create', bucketPoint?.RecoveryPointArn ?? '', '--in-vault', 'prod'];
  const dry = await vaultop('access-point', ...create, '--name', 'a-look', '--dry-run');
  expect(dry.out).toMatch(/^aws backup create-backup-access-point --name a-look --recovery-point-arn \S+ --region/);
  const made = await vaultop('access-point', ...create, '--name', 'a-look', '--write', '--yes');
  const arn = 'arn:aws:backup:us-east-1:123456789012:accesspoint/a-look';
  expect(made.errors).toContain(`Access point created: ${arn}`);
  const listed = await vaultop('access-point', 'list', '-o', 'json');
  expect(JSON.parse(listed.out)).toMatchObject([{ name: 'a-look', resourceType: 'S3', vaultName: 'prod' }]);
  const { code, out } = await vaultop('access-point', 'delete', 'a-look', '--write', '--confirm', 'a-look');
  expect({ code, results: JSON.parse(out).results }).toMatchObject({ code: 0, results: [{ outcome: 'done' }] });
});
