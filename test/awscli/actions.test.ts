// The command that an action shows, run by Debian's AWS CLI, gives the same state as the action itself.
import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initialValues } from '../../src/app/forms/form.ts';
import { type Aws, createAws } from '../../src/aws/aws.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { runAction } from '../../src/engine/actions/run-action.ts';
import { createRequestContext } from '../../src/engine/request-context.ts';
import { systemClock } from '../../src/lib/clock.ts';
import type { AnyContext, FormValues } from '../../src/resources/action.ts';
import { commandsOf } from '../../src/resources/action-commands.ts';
import { resources } from '../../src/resources/index.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';

const now = Date.UTC(2026, 0, 15, 12, 7);
const scope = { accountId: '123456789012', region: 'us-east-1', connection: '' };
const { signal } = new AbortController();
const run = promisify(execFile);

/** Two estates from one seed: one for the action, one for the command. */
const worlds: { emulator: Emulator; aws: Aws }[] = [];

beforeAll(async () => {
  for (let count = 0; count < 2; count += 1) {
    const emulator = await startEmulator({ now });
    const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
    const connections = [{ id: '', endpointUrl: emulator.url, credentials, write: true }];
    worlds.push({ emulator, aws: createAws({ connections, clock: systemClock }) });
  }
});
afterAll(async () => {
  for (const { aws, emulator } of worlds) {
    aws.close();
    await emulator.close();
  }
});

interface Case {
  readonly resource: ResourceId;
  readonly action: string;
  readonly values?: FormValues;
  readonly params?: Readonly<Record<string, string>>;
  pick?(row: never): boolean;
  /** What to compare afterwards. */
  readonly look: readonly [operation: string, input: (row: never) => object];
}

const inPoint = ({ vaultName, arn }: { vaultName: string; arn: string }) => ({
  BackupVaultName: vaultName,
  RecoveryPointArn: arn,
});
const rules = [
  {
    name: 'r',
    vault: 'prod',
    schedule: 'daily at 05:00',
    'start-window': '480',
    'completion-window': '10080',
    'delete-after': '35',
  },
];

const cases: readonly Case[] = [
  {
    resource: 'vaults',
    action: 'create',
    values: { name: 'from-both', type: 'standard', tags: "who=it's me, b=2" },
    look: ['ListTags', () => ({ ResourceArn: 'arn:aws:backup:us-east-1:123456789012:backup-vault:from-both' })],
  },
  {
    resource: 'vaults',
    action: 'lock',
    params: { name: 'from-both' },
    values: { mode: 'compliance', grace: '5', 'min-retention': '7', 'max-retention': '90' },
    look: ['DescribeBackupVault', () => ({ BackupVaultName: 'from-both' })],
  },
  {
    resource: 'vaults',
    action: 'policy',
    params: { name: 'from-both' },
    values: {
      document: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Principal: '*', Action: "backup:Delete'Vault", Resource: '*' }],
      }),
    },
    look: ['GetBackupVaultAccessPolicy', () => ({ BackupVaultName: 'from-both' })],
  },
  {
    resource: 'backup-jobs',
    action: 'stop',
    pick: ({ state, resourceType }: { state: string; resourceType: string }) =>
      state === 'RUNNING' && resourceType === 'EBS',
    look: ['DescribeBackupJob', ({ id }: { id: string }) => ({ BackupJobId: id })],
  },
  {
    resource: 'recovery-points',
    action: 'lifecycle',
    params: { vaultName: 'prod' },
    values: { 'delete-after': '200' },
    pick: ({ resourceType, status }: { resourceType: string; status: string }) =>
      resourceType === 'EFS' && status === 'COMPLETED',
    look: ['DescribeRecoveryPoint', inPoint],
  },
  {
    resource: 'recovery-points',
    action: 'delete',
    params: { vaultName: 'prod' },
    pick: ({ resourceType, status }: { resourceType: string; status: string }) =>
      resourceType === 'EBS' && status === 'COMPLETED',
    look: ['DescribeRecoveryPoint', inPoint],
  },
  {
    resource: 'plans',
    action: 'create',
    values: { name: 'of-both', rules, vss: 'true', tags: 'a=b' },
    look: ['ListBackupPlans', () => ({})],
  },
];

/** Ids and responses differ between the two emulators, as they would between two calls of one action. */
const blurred = (response: unknown): unknown =>
  JSON.parse(
    JSON.stringify(response, (name, value) => (/^(\$metadata|VersionId)$/.test(name) ? undefined : value)).replace(
      /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi,
      '…',
    ),
  );

async function contextIn({ aws }: { aws: Aws }, one: Case) {
  const resource = resources[one.resource];
  const action = resource.actions?.find(({ id }) => id === one.action);
  if (!action) throw new Error(`no action ${one.action}`);
  const ask = (params = {}) => createRequestContext({ aws, scope, params, signal, priority: 0, now });
  const rows: never[] = [];
  if (action.on !== 'list') for await (const page of resource.list(ask(one.params))) rows.push(...(page as never[]));
  const row = rows.find((found) => one.pick?.(found) ?? true);
  const facts = await action.load?.(ask(), row);
  const empty: AnyContext = { row, scope, facts, values: {}, now, token: 'same-token', known: () => [] };
  const values = { ...initialValues(action.fields ?? [], empty), ...one.values };
  return { action, context: { ...empty, values } };
}

async function lookIn({ aws }: { aws: Aws }, [operation, input]: Case['look'], row: unknown) {
  const requested = aws.call(
    scope,
    { service: 'backup', operation: operation as never, input: input(row as never) as never },
    { signal },
  );
  return blurred(await requested.catch((error) => ({ refused: error.problem.kind })));
}

test.each(cases.map((one) => [`${one.resource} ${one.action}`, one] as const))('%s', async (_, one) => {
  const [byAction, byCommand] = worlds;
  if (!byAction || !byCommand) throw new Error('two worlds are needed');
  const { action, context } = await contextIn(byAction, one);
  const before = await lookIn(byAction, one.look, context.row);
  const outcomes: unknown[] = [];
  await runAction({
    aws: byAction.aws,
    clock: systemClock,
    signal,
    action: one.action,
    log: { append() {} },
    retries: action.retries,
    jobs: [{ label: '', scope, requests: action.requests(context) }],
    changed: (__, { outcome, problem }) => outcomes.push(outcome, problem),
  });
  expect(outcomes).toEqual(['running', undefined, 'done', undefined]);

  const other = await contextIn(byCommand, one);
  const place = ({ region }: { region: string }) => ({ region, endpointUrl: byCommand.emulator.url });
  const script = commandsOf(other.action.requests(other.context), scope, place).join('\n');
  const home = mkdtempSync(join(tmpdir(), 'vaultop-awscli-'));
  const env = { HOME: home, PATH: '/usr/bin:/bin', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_PAGER: '' };
  await run('/bin/sh', ['-ec', script], { env });

  const [there, here] = [
    await lookIn(byAction, one.look, context.row),
    await lookIn(byCommand, one.look, other.context.row),
  ];
  expect(here).toEqual(there);
  expect(there).not.toEqual(before);
});
