import { describe, expect, test } from 'vitest';
import { auditWindowMs } from '../../config/polling.ts';
import { namesOfOtherSources } from '../../config/risks.ts';
import type { Audit } from '../../src/domain/audits/audit.ts';
import { resources } from '../../src/resources/index.ts';
import { knownRows } from '../support/known-rows.ts';
import { askAnswering, collect, noon, rowsOf, withEmbeddedAws } from './embedded-aws.ts';

const aws = withEmbeddedAws();
const { audits } = resources;

const event = (record: unknown, more: object = {}) => ({
  EventId: 'e1',
  EventName: 'DeleteRecoveryPoint',
  EventTime: new Date(noon),
  EventSource: 'backup.amazonaws.com',
  ReadOnly: 'false',
  CloudTrailEvent: typeof record === 'string' ? record : JSON.stringify(record),
  ...more,
});

async function audit(record: unknown, more: object = {}): Promise<Audit> {
  const [row] = await rowsOf(audits, askAnswering({ LookupEvents: { Events: [event(record, more)] } }));
  return row;
}

const none = knownRows<never>(() => [], {});

test('no reads, nothing older than the window, some of it risky', async () => {
  const rows: Audit[] = (
    await Promise.all(['us-east-1', 'eu-west-1'].map((region) => rowsOf(audits, aws.ask(region))))
  ).flat();
  expect(rows.filter(({ readOnly }) => readOnly)).toEqual([]);
  expect(rows.filter(({ at }) => at < noon - auditWindowMs)).toEqual([]);
  expect(rows.filter(({ risk }) => risk === 'critical').length).toBeGreaterThan(0);
  expect(rows.filter(({ byService }) => byService).length).toBeGreaterThan(0);
});

test('changes look back far enough for late records, and only so far', async () => {
  const changed = await collect(
    audits.changes?.(aws.ask('us-east-1'), noon - 3_600_000, none) ?? (async function* () {})(),
  );
  expect(changed.length).toBeLessThan((await rowsOf(audits, aws.ask('us-east-1'))).length);
  expect(Math.min(...changed.map(({ at }) => at))).toBeGreaterThanOrEqual(noon - 3_600_000 - 900_000);
  expect(audits.isGone?.({ at: noon - auditWindowMs - 1 }, noon)).toBe(true);
});

test('a user of IAM Identity Center is told by the id in its directory', async () => {
  const rows: Audit[] = await rowsOf(audits, aws.ask('us-east-1', { eventName: 'TagResource' }));
  expect(rows.map(({ actor }) => actor)).toContain('544894e8-80c1-707f-60e3-3ba6510dfac1');
});

test('by one name', async () => {
  const rows: Audit[] = await rowsOf(audits, aws.ask('us-east-1', { eventName: 'BackupJobCompleted' }));
  expect(rows.length).toBeGreaterThan(0);
  expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(['BackupJobCompleted']));
});

test('by the name of a rare event, as far back as the trail remembers', async () => {
  const rows: Audit[] = await rowsOf(audits, aws.ask('ap-southeast-2', { eventName: 'UpdateRegionSettings' }));
  expect(rows.map(({ at }) => at).some((at) => at < noon - 19 * 86_400_000)).toBe(true);
  const daily: Audit[] = await rowsOf(audits, aws.ask('us-east-1', { eventName: 'BackupJobCompleted' }));
  expect(daily.every(({ at }) => at >= noon - auditWindowMs)).toBe(true);
});

test('by one name and one actor', async () => {
  const all: Audit[] = await rowsOf(audits, aws.ask('us-east-1', { eventName: 'DeleteRecoveryPoint' }));
  const [{ actor } = { actor: '' }] = all;
  const rows: Audit[] = await rowsOf(audits, aws.ask('us-east-1', { eventName: 'DeleteRecoveryPoint', actor }));
  expect(new Set(all.map((row) => row.actor)).size).toBeGreaterThan(1);
  expect(rows).toEqual(all.filter((row) => row.actor === actor));
});

test('one record by its id', async () => {
  const [, event] = await rowsOf(audits, aws.ask('us-east-1', { eventName: 'DeleteRecoveryPoint' }));
  expect(await rowsOf(audits, aws.ask('us-east-1', { id: event.id }))).toEqual([event]);
});

test('a point that a person deleted leads to that person', async () => {
  const rows: Audit[] = await rowsOf(audits, aws.ask('us-east-1', { eventName: 'DeleteRecoveryPoint' }));
  const event = rows.find(({ errorCode }) => errorCode === undefined);
  const found: Audit[] = await rowsOf(
    audits,
    aws.ask('us-east-1', { recoveryPointArn: event?.touched.recoveryPointArn ?? '' }),
  );
  expect(found).toContainEqual(event);
  expect(found.map(({ byService }) => byService)).not.toContain(true);
});

test('a point that its lifecycle ended leads to AWS Backup, and reads no further', async () => {
  const [ended] = await rowsOf(audits, aws.ask('us-east-1', { eventName: 'BackupDeleted' }));
  aws.served();
  const found: Audit[] = await rowsOf(
    audits,
    aws.ask('us-east-1', { recoveryPointArn: ended.touched.recoveryPointArn }),
  );
  expect(found).toEqual([ended]);
  expect(aws.served().length).toBeLessThan(10);
  const [event] = audits.detail(ended, undefined, noon);
  expect(event?.kind === 'fields' && event.fields.find(({ label }) => label === 'How')?.text).toBe(
    'AWS Backup, at the end of the lifecycle',
  );
});

test('a lock that was set anew tells what it was before, as far as the trail remembers', async () => {
  const put = (id: string, days: number, at: number, more: object = {}) =>
    event(
      { requestParameters: { backupVaultName: 'prod', minRetentionDays: days } },
      { EventId: id, EventName: 'PutBackupVaultLockConfiguration', EventTime: new Date(at), ...more },
    );
  const Events = [put('now', 7, noon), put('before', 30, noon - 40 * 86_400_000)];
  const [row]: Audit[] = await rowsOf(audits, askAnswering({ LookupEvents: { Events } }));
  expect(row).toMatchObject({ lock: { minDays: 7 }, lockBefore: { minDays: 30 } });
});

describe('an access policy', () => {
  const allowing = (account: string) =>
    JSON.stringify({ Statement: { Effect: 'Allow', Principal: { AWS: account }, Action: 'backup:StartRestoreJob' } });
  const put = (id: string, policy: string, at: number, more: object = {}) =>
    event(
      { requestParameters: { backupVaultName: 'prod', policy } },
      { EventId: id, EventName: 'PutBackupVaultAccessPolicy', EventTime: new Date(at), ...more },
    );
  const denying = JSON.stringify({ Statement: { Effect: 'Deny', Principal: '*', Action: '*' } });
  const judged = async (Events: readonly object[]): Promise<Audit> =>
    (await rowsOf(audits, askAnswering({ LookupEvents: { Events } })))[0];

  test('is judged by itself where the trail remembers none before', async () => {
    expect(await judged([put('now', denying, noon)])).toMatchObject({
      risk: 'high',
      riskReason: expect.stringMatching(/^denies/),
    });
    expect(await judged([put('now', allowing('444455556666'), noon)])).toMatchObject({ risk: 'critical' });
  });

  test('is judged against the one before', async () => {
    const before = put('before', allowing('444455556666'), noon - 40 * 86_400_000);
    expect(await judged([put('now', allowing('444455556666'), noon), before])).toMatchObject({ risk: 'medium' });
    expect((await judged([put('now', allowing('777788889999'), noon), before])).riskReason).toBe(
      'allows account 777788889999 backup:StartRestoreJob',
    );
  });

  test('that was taken away is judged by what it denied', async () => {
    const gone = event(
      { requestParameters: { backupVaultName: 'prod' } },
      { EventName: 'DeleteBackupVaultAccessPolicy' },
    );
    const before = put('before', denying, noon - 86_400_000, { EventName: 'PutBackupVaultAccessPolicy' });
    expect(await judged([gone, before])).toMatchObject({ risk: 'critical', riskReason: 'no longer denies anyone *' });
    expect(await judged([gone])).toMatchObject({ risk: 'critical', riskReason: expect.stringMatching(/not known$/) });
  });

  test('that AWS refused was none', async () => {
    const refused = put('before', denying, noon - 86_400_000);
    const record = { ...JSON.parse(refused.CloudTrailEvent), errorCode: 'AccessDenied' };
    const Events = [put('now', denying, noon), { ...refused, CloudTrailEvent: JSON.stringify(record) }];
    expect((await judged(Events)).policyBefore).toBeUndefined();
  });
});

describe('events of other services', () => {
  const stop = event(
    { requestParameters: { name: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main' } },
    { EventId: 'stop', EventName: 'StopLogging', EventSource: 'cloudtrail.amazonaws.com' },
  );
  const answering = (bySource: Readonly<Record<string, readonly object[]>>) =>
    ({
      ...askAnswering({}),
      pages: async function* (_: never, __: never, input: { LookupAttributes: { AttributeValue: string }[] }) {
        yield { Events: bySource[input.LookupAttributes[0]?.AttributeValue ?? ''] ?? [] };
      },
    }) as never;

  test('that switch monitoring off are looked up by their names', async () => {
    const rows: Audit[] = await rowsOf(audits, answering({ StopLogging: [stop] }));
    expect(rows).toEqual([
      expect.objectContaining({
        name: 'StopLogging',
        risk: 'high',
        riskReason: 'switches monitoring off: the trail records nothing',
      }),
    ]);
    const changed: Audit[] = [];
    for await (const page of audits.changes?.(answering({ StopLogging: [stop] }), noon, none) ?? [])
      changed.push(...page);
    expect(changed.map(({ name }) => name)).toEqual(['StopLogging']);
  });

  test.each(namesOfOtherSources)('%s is theirs alone', async (name) => {
    const ours = event({}, { EventName: name });
    expect(await rowsOf(audits, answering({ [name]: [ours] }))).toEqual([]);
  });

  test('of the same names as ours are none of ours', async () => {
    const theirs = event({}, { EventName: 'TagResource', EventSource: 'ecs.amazonaws.com' });
    expect(await rowsOf(audits, answering({ 'backup.amazonaws.com': [theirs], TagResource: [theirs] }))).toEqual([]);
  });
});

test('a flood of reads ends the sweep; what is older is asked for by risky names', async () => {
  const requested: string[] = [];
  const ask = askAnswering({});
  const rows = await rowsOf(audits, {
    ...ask,
    pages: async function* (
      _service: never,
      _operation: never,
      input: { LookupAttributes: { AttributeValue: string }[] },
    ) {
      const name = input.LookupAttributes[0]?.AttributeValue ?? '';
      requested.push(name);
      if (name === 'DeleteBackupVault') yield { Events: [event({}, { EventId: 'old', EventName: name })] };
      if (name !== 'backup.amazonaws.com') return;
      for (let page = 0; page < 1_000; page += 1)
        yield { Events: [event({}, { EventId: `r${page}`, ReadOnly: 'true' })] };
    } as never,
  });
  expect(rows.map(({ id }) => id)).toEqual(['old']);
  expect(requested).toContain('UpdateRecoveryPointLifecycle');
});

describe('who and what', () => {
  const root = '/arn:aws:iam::111122223333:root';
  test.each([
    [
      'a role session',
      { userIdentity: { arn: 'arn:aws:sts::1:assumed-role/BackupAdmin/alice' } },
      'BackupAdmin/alice',
      false,
    ],
    ['root', { userIdentity: { type: 'Root', arn: root } }, 'root', false],
    ['a user', { userIdentity: { type: 'IAMUser', userName: 'bob' } }, 'bob', false],
    ['AWS Backup', { userIdentity: { invokedBy: 'backup.amazonaws.com' } }, 'AWS Backup', true],
    ['a service event', { eventType: 'AwsServiceEvent' }, 'AWS Backup', true],
    [
      'CloudFormation for somebody',
      { userIdentity: { userName: 'eve', invokedBy: 'cloudformation.amazonaws.com' } },
      'eve',
      false,
    ],
    [
      'a user of IAM Identity Center',
      { userIdentity: { type: 'IdentityCenterUser', accountId: '1', onBehalfOf: { userId: '544894e8-80c1-707f' } } },
      '544894e8-80c1-707f',
      false,
    ],
    [
      'a federated user',
      { userIdentity: { type: 'FederatedUser', arn: 'arn:aws:sts::1:federated-user/bob', principalId: '1:bob' } },
      'bob',
      false,
    ],
    ['nobody known', {}, 'unknown', false],
  ])('%s', async (_, record, actor, byService) => {
    expect(await audit(record)).toMatchObject({ actor, byService, risk: byService ? 'none' : 'critical' });
  });

  test('a refused attempt', async () => {
    const row = await audit({ errorCode: 'AccessDenied', requestParameters: { backupVaultName: 'wormy' } });
    expect(row).toMatchObject({ errorCode: 'AccessDenied', target: 'wormy', touched: { vaultName: 'wormy' } });
    expect(row.riskReason).toMatch(/^refused/);
    expect(audits.columns.find(({ id }) => id === 'outcome')?.text(row, noon)).toBe('denied');
  });

  test('a copy to another account', async () => {
    const destinationBackupVaultArn = 'arn:aws:backup:us-west-2:999999999999:backup-vault:theirs';
    const row = await audit({ requestParameters: { destinationBackupVaultArn } }, { EventName: 'StartCopyJob' });
    expect(row.risk).toBe('high');
  });
});

describe('records that mean nothing', () => {
  test.each([
    ['broken JSON', '{"eventVersion":'],
    ['a list', '[]'],
    ['null', 'null'],
    ['wrong types', { userIdentity: 7, requestParameters: [], errorCode: {}, serviceEventDetails: 'x' }],
    ['harm', { userIdentity: { userName: '\u001b[2J' }, requestParameters: { backupVaultName: '\u202ex' } }],
  ])('%s', async (_, record) => {
    const row = await audit(record);
    expect(JSON.stringify({ ...row, record: '' })).not.toMatch(/\\u001b|\u202e/);
    for (const column of audits.columns) expect(typeof column.text(row, noon)).toBe('string');
    const document = await audits.describe(askAnswering({}), row);
    expect(document).toBeTypeOf('object');
    expect(audits.detail(row, document, noon).length).toBeGreaterThan(0);
  });
});
