import { ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import {
  type Event,
  LookupEventsCommand,
  type LookupEventsRequest,
  paginateLookupEvents,
} from '@aws-sdk/client-cloudtrail';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { rawCall } from '../raw-call.ts';

const hourMs = 3_600_000;

async function allEvents(client: ReturnType<typeof clientsOf>, input: LookupEventsRequest) {
  const events: Event[] = [];
  for await (const page of paginateLookupEvents({ client: client.cloudtrail }, input))
    events.push(...(page.Events ?? []));
  return events;
}

const since = (hours: number) => new Date(noon - hours * hourMs);
const named = (name: string) => [{ AttributeKey: 'EventName' as const, AttributeValue: name }];

test('pages of fifty hold every event once, newest first', async () => {
  const client = clientsOf(await emulatorAt());
  const first = await client.cloudtrail.send(new LookupEventsCommand({ StartTime: since(72) }));
  expect(first.Events).toHaveLength(50);
  const events = await allEvents(client, { StartTime: since(72) });
  expect(events.length).toBeGreaterThan(150);
  expect(new Set(events.map(({ EventId }) => EventId)).size).toBe(events.length);
  const times = events.map(({ EventTime }) => EventTime?.getTime() ?? 0);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(noon - 72 * hourMs - 1000);
});

test('people’s deeds name who did them; AWS’s own do not', async () => {
  const client = clientsOf(await emulatorAt());
  const deeds = await allEvents(client, { StartTime: since(24 * 20), LookupAttributes: named('DeleteRecoveryPoint') });
  expect(deeds.length).toBeGreaterThan(0);
  const record = JSON.parse(deeds[0]?.CloudTrailEvent ?? '{}');
  expect(record).toMatchObject({ eventName: 'DeleteRecoveryPoint', eventType: 'AwsApiCall', readOnly: false });
  expect(record.userIdentity.arn).toMatch(/assumed-role/);
  expect(deeds[0]?.Username).toBeDefined();

  const [deleted] = await allEvents(client, { StartTime: since(48), LookupAttributes: named('BackupDeleted') });
  expect(deleted?.Username).toBeUndefined();
  expect(JSON.parse(deleted?.CloudTrailEvent ?? '{}')).toMatchObject({
    userIdentity: { invokedBy: 'backup.amazonaws.com' },
    eventType: 'AwsServiceEvent',
  });
});

test('of a user of IAM Identity Center there is the id in the directory alone', async () => {
  const client = clientsOf(await emulatorAt());
  const events = await allEvents(client, { LookupAttributes: named('TagResource'), StartTime: since(24) });
  const records = events.map(({ Username, CloudTrailEvent = '' }) => ({ Username, ...JSON.parse(CloudTrailEvent) }));
  const [one] = records.filter(({ userIdentity }) => userIdentity.type === 'IdentityCenterUser');
  expect(one.Username).toBeUndefined();
  expect(one.userIdentity).toEqual({
    type: 'IdentityCenterUser',
    accountId: '123456789012',
    credentialId: expect.any(String),
    onBehalfOf: {
      userId: '544894e8-80c1-707f-60e3-3ba6510dfac1',
      identityStoreArn: expect.stringMatching(/^arn:aws:identitystore::123456789012:identitystore\/d-[0-9a-f]{10}$/),
    },
  });
});

test('somebody tried to remove a lock and was refused', async () => {
  const client = clientsOf(await emulatorAt());
  const [tried] = await allEvents(client, { LookupAttributes: named('DeleteBackupVaultLockConfiguration') });
  expect(JSON.parse(tried?.CloudTrailEvent ?? '{}')).toMatchObject({ errorCode: 'AccessDenied' });
});

test.each(['CloudTrail_20131101.LookupEvents', 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents'])(
  'answers to the target %s',
  async (target) => {
    const request = {
      path: '/',
      method: 'POST',
      service: 'cloudtrail',
      body: '{}',
      headers: { 'x-amz-target': target },
    };
    const response = await rawCall(await emulatorAt(), request);
    expect(response.status).toBe(200);
    expect(JSON.parse(response.body).Events[0].EventTime).toBeTypeOf('number');
  },
);

test('each attribute selects', async () => {
  const client = clientsOf(await emulatorAt());
  const [one] = await allEvents(client, {
    StartTime: since(240),
    LookupAttributes: [{ AttributeKey: 'Username', AttributeValue: 'alice' }],
  });
  expect(one?.Username).toBe('alice');
  const byId = await allEvents(client, {
    LookupAttributes: [{ AttributeKey: 'EventId', AttributeValue: one?.EventId }],
  });
  expect(byId).toEqual([one]);
  const reads = await allEvents(client, {
    StartTime: since(240),
    LookupAttributes: [{ AttributeKey: 'ReadOnly', AttributeValue: 'true' }],
  });
  expect(reads.length).toBeGreaterThan(0);
  expect(new Set(reads.map(({ ReadOnly }) => ReadOnly))).toEqual(new Set(['true']));
});

test('calls to the emulator show up minutes later', async () => {
  let now = noon;
  const client = clientsOf(await emulatorAt({ clock: { now: () => now } }));
  await client.backup.send(new ListBackupVaultsCommand({}));
  const seen = () =>
    allEvents(client, {
      StartTime: new Date(noon - 1000),
      LookupAttributes: [{ AttributeKey: 'AccessKeyId', AttributeValue: 'AKIDTEST' }],
    });
  expect(await seen()).toEqual([]);
  now += 10 * 60_000;
  expect((await seen()).map(({ EventName }) => EventName)).toContain('ListBackupVaults');
});

test.each([
  ['more than fifty', { MaxResults: 51 }, 'InvalidMaxResultsException'],
  ['two attributes', { LookupAttributes: [...named('A'), ...named('B')] }, 'InvalidLookupAttributesException'],
  ['a token nobody gave', { NextToken: 'bogus' }, 'InvalidNextTokenException'],
  ['a start after the end', { StartTime: since(1), EndTime: since(2) }, 'InvalidTimeRangeException'],
])('refuses %s', async (_what, input, name) => {
  const { cloudtrail } = clientsOf(await emulatorAt());
  await expect(cloudtrail.send(new LookupEventsCommand(input))).rejects.toMatchObject({ name });
});

test('a token holds for its own question only', async () => {
  const { cloudtrail } = clientsOf(await emulatorAt());
  const { NextToken } = await cloudtrail.send(new LookupEventsCommand({ StartTime: since(72) }));
  await expect(cloudtrail.send(new LookupEventsCommand({ StartTime: since(71), NextToken }))).rejects.toMatchObject({
    name: 'InvalidNextTokenException',
  });
});
