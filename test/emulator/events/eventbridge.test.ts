import { ListBackupJobsCommand } from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { feedOf } from '../event-feed.ts';
import { callsOf } from '../wire-calls.ts';

const hourMs = 3_600_000;

/** A rule that sends events to a queue, on a clock that the test moves. */
async function ruleAt(pattern: object) {
  const time = { now: noon };
  const emulator = await emulatorAt({ clock: { now: () => time.now } });
  return { emulator, time, ...(await feedOf(emulator, pattern)) };
}

test('an event for each state a backup job passes reaches a queue', async () => {
  const { time, events, emulator } = await ruleAt({
    source: ['aws.backup'],
    'detail-type': ['Backup Job State Change'],
  });
  expect(await events()).toEqual([]);
  time.now += 24 * hourMs;
  const told = await events();
  expect(told.map(({ time }) => time)).toEqual(told.map(({ time }) => time).toSorted());
  const { backup } = clientsOf(emulator);
  const { BackupJobs = [] } = await backup.send(
    new ListBackupJobsCommand({
      ByState: 'COMPLETED',
      ByCreatedAfter: new Date(noon),
      ByCompleteBefore: new Date(time.now - 60_000),
    }),
  );
  expect(BackupJobs.length).toBeGreaterThan(10);
  for (const { BackupJobId } of BackupJobs) {
    const states = told.filter(({ detail }) => detail.backupJobId === BackupJobId).map(({ detail }) => detail.state);
    expect(states).toEqual(['CREATED', 'PENDING', 'RUNNING', 'COMPLETED']);
  }
  expect(await events()).toEqual([]);
});

test('events have the uneven forms of AWS', async () => {
  const { time, events } = await ruleAt({ source: ['aws.backup'] });
  time.now += 72 * hourMs;
  const told = await events();
  const pick = (type: string, state: string) =>
    told.find((event) => event['detail-type'] === type && (event.detail.state ?? event.detail.status) === state);
  expect(pick('Backup Job State Change', 'COMPLETED')).toMatchObject({
    version: '0',
    source: 'aws.backup',
    account: '123456789012',
    region: 'us-east-1',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    resources: [expect.stringMatching(/^arn:aws:/)],
    detail: { backupSizeInBytes: expect.any(String), bytesTransferred: expect.any(String), percentDone: 100 },
  });
  expect(Object.keys(pick('Backup Job State Change', 'CREATED').detail).sort()).toEqual([
    'backupJobId',
    'creationDate',
    'state',
  ]);
  expect(pick('Backup Job State Change', 'RUNNING').detail.expectedCompletionDate).toMatch(
    /^Jan \d+, 2026 \d+:\d\d:\d\d [AP]M$/,
  );
  expect(pick('Backup Job State Change', 'FAILED').detail.statusMessage).toMatch(/^".+"$/);
  expect(pick('Copy Job State Change', 'RUNNING').detail).toMatchObject({
    backupSizeInBytes: expect.any(Number),
    destinationRecoveryPointArn: {},
  });
  expect(pick('Copy Job State Change', 'CREATED').detail.copyJobId).toBeUndefined();
  expect(pick('Restore Job State Change', 'CREATED').detail.state).toBe('CREATED');
  expect(pick('Restore Job State Change', 'COMPLETED').detail).toMatchObject({ status: 'COMPLETED', percentDone: 0 });
  expect(pick('Recovery Point State Change', 'COMPLETED').detail).toMatchObject({
    isEncrypted: 'true',
    calculatedLifeCycle: { deleteAt: expect.any(String) },
  });
  expect(pick('Recovery Point State Change', 'DELETING')).toBeDefined();
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
});

test('a pattern chooses', async () => {
  const { time, events } = await ruleAt({
    'detail-type': [{ prefix: 'Backup Job' }],
    detail: { state: [{ 'anything-but': ['CREATED', 'PENDING', 'RUNNING', 'COMPLETED'] }] },
  });
  time.now += 72 * hourMs;
  const states = new Set((await events()).map(({ detail }) => detail.state));
  expect(states.has('FAILED')).toBe(true);
  expect([...states].filter((state) => ['COMPLETED', 'RUNNING'].includes(state))).toEqual([]);
});

test('tells of vaults made and deleted', async () => {
  const { events, emulator } = await ruleAt({ 'detail-type': ['Backup Vault State Change'] });
  const vault = async (method: string) =>
    fetch(`${emulator.url}/backup-vaults/made`, {
      method,
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=AKID/20260115/us-east-1/backup/aws4_request' },
      ...(method === 'PUT' && { body: '{}' }),
    });
  await vault('PUT');
  expect(await events()).toMatchObject([{ detail: { backupVaultName: 'made', state: 'CREATED' } }]);
  await vault('DELETE');
  expect(await events()).toMatchObject([{ detail: { backupVaultName: 'made', state: 'DELETED' } }]);
});

test('events of others pass by the same rules', async () => {
  const { emulator, receiveAll } = await ruleAt({
    source: ['our.app'],
    detail: { size: [{ numeric: ['>', 5, '<=', 10] }] },
  });
  const entry = (size: number) => ({ Source: 'our.app', DetailType: 'Made', Detail: JSON.stringify({ size }) });
  const put = await callsOf(emulator).events('PutEvents', {
    Entries: [entry(5), entry(7), { Source: 'our.app', DetailType: 'Made' }],
  });
  expect(put.output).toMatchObject({
    FailedEntryCount: 1,
    Entries: [{ EventId: expect.any(String) }, { EventId: expect.any(String) }, { ErrorCode: 'InvalidArgument' }],
  });
  expect((await receiveAll()).map((body) => JSON.parse(body))).toMatchObject([
    { source: 'our.app', detail: { size: 7 } },
  ]);
});

test('rules are described, listed and deleted once their targets are gone', async () => {
  const calls = await ruleAt({ source: ['aws.backup'] });
  const { events: call } = callsOf(calls.emulator);
  const { RuleArn } = calls.made.output;
  expect(RuleArn).toBe('arn:aws:events:us-east-1:123456789012:rule/backups');
  expect((await call('DescribeRule', { Name: 'backups' })).output).toMatchObject({
    Arn: RuleArn,
    EventPattern: '{"source":["aws.backup"]}',
    State: 'ENABLED',
  });
  expect((await call('ListRules', { NamePrefix: 'back' })).output.Rules).toHaveLength(1);
  expect((await call('DeleteRule', { Name: 'backups' })).output.__type).toBe('ValidationException');
  await call('RemoveTargets', { Rule: 'backups', Ids: ['feed'] });
  expect((await call('DeleteRule', { Name: 'backups' })).status).toBe(200);
  expect((await call('DescribeRule', { Name: 'backups' })).output.__type).toBe('ResourceNotFoundException');
});

test.each([
  ['no JSON', '{', 'InvalidEventPatternException'],
  ['an unknown operator', '{"source":[{"sounds-like":"aws"}]}', 'InvalidEventPatternException'],
  ['a bare value', '{"source":"aws.backup"}', 'InvalidEventPatternException'],
])('refuses a pattern of %s', async (_what, EventPattern, name) => {
  const { events } = callsOf(await emulatorAt());
  const { status, output } = await events('PutRule', { Name: 'bad', EventPattern });
  expect([status, output.__type]).toEqual([400, name]);
});

test('the same calls at the same times give the same bytes', async () => {
  const bodies = async () => {
    const { time, receiveAll } = await ruleAt({ source: ['aws.backup'] });
    time.now += 6 * hourMs;
    return receiveAll();
  };
  expect(await bodies()).toEqual(await bodies());
});
