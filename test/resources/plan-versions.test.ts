import { expect, test } from 'vitest';
import type { Plan } from '../../src/domain/plans/plan.ts';
import { resources } from '../../src/resources/index.ts';
import { askAnswering, noon, scopeOf } from './embedded-aws.ts';

const versions = resources['plan-versions'];
const minute = 60_000;
const row: Plan = {
  scope: scopeOf('eu-west-1'),
  id: 'p-1',
  arn: 'arn:p-1',
  name: 'nightly',
  versionId: 'v-2',
  createdAt: noon - 60 * minute,
};
const GetBackupPlan = { BackupPlan: { BackupPlanName: 'nightly', Rules: [] } };

const event = (name: string, actor: string, record: object) => ({
  EventId: `id-${actor}`,
  EventName: name,
  EventTime: new Date(noon - 60 * minute),
  EventSource: 'backup.amazonaws.com',
  ReadOnly: 'false',
  Username: actor,
  CloudTrailEvent: JSON.stringify({ ...record, userIdentity: { type: 'IAMUser', userName: actor } }),
});

async function made(LookupEvents: unknown, version: Plan = row): Promise<string> {
  const ask = askAnswering({ GetBackupPlan, LookupEvents });
  const document = await versions.describe(ask, version);
  const section = versions.detail(version, document, noon).find(({ title }) => title === 'Made by');
  return section?.kind === 'fields' ? section.fields.map(({ text }) => text).join(' ') : '';
}

test('the maker of a version is who made the call that returned it', async () => {
  const events = [
    event('UpdateBackupPlan', 'mallory', { requestParameters: { backupPlanId: 'p-2' } }),
    event('UpdateBackupPlan', 'carol', { responseElements: { versionId: 'v-1' } }),
    event('UpdateBackupPlan', 'bob', {
      requestParameters: { backupPlanId: 'p-1' },
      responseElements: { versionId: 'v-2' },
    }),
    event('UpdateBackupPlan', 'eve', { requestParameters: { backupPlanId: 'p-1' }, errorCode: 'AccessDenied' }),
  ];
  expect(await made({ Events: events })).toBe('bob UpdateBackupPlan id-bob');
});

test('a record without a response is matched by its plan', async () => {
  const events = [event('UpdateBackupPlan', 'bob', { requestParameters: { backupPlanId: 'p-1' } })];
  expect(await made({ Events: events })).toBe('bob UpdateBackupPlan id-bob');
});

test.each([
  ['no such event', row, 'unknown: CloudTrail returned no matching event'],
  ['an event that may still come', { ...row, createdAt: noon - minute }, 'unknown: CloudTrail delivers events within'],
  ['an event of long ago', { ...row, createdAt: noon - 91 * 24 * 60 * minute }, 'unknown: CloudTrail keeps events for'],
])('%s leaves the maker unknown, with the reason', async (_, version, text) => {
  expect(await made({ Events: [] }, version)).toContain(text);
});
