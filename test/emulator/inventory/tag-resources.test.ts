import { ListBackupJobsCommand } from '@aws-sdk/client-backup';
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { expect, test } from 'vitest';
import { GetResourcesCommand, TagResourcesCommand } from '../../../src/aws/declared/tagging.ts';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { movableEmulator } from '../movable-emulator.ts';
import { emulatorOnClock } from '../plan-clock.ts';
import { declaredClients } from './declared-clients.ts';

const database = 'arn:aws:rds:eu-west-1:123456789012:db:eu-payments-db';
const bucket = 'arn:aws:s3:::acme-eu-raw-uploads';

test('a resource is taken by a plan from its next run on, when its tags match', async () => {
  const { emulator, clock } = await emulatorOnClock(noon);
  const { tagging } = declaredClients(emulator, 'eu-west-1');
  const { backup } = clientsOf(emulator, 'eu-west-1');
  const jobs = async () => (await backup.send(new ListBackupJobsCommand({ ByResourceArn: database }))).BackupJobs ?? [];
  const { FailedResourcesMap } = await tagging.send(
    new TagResourcesCommand({ ResourceARNList: [database, bucket], Tags: { backup: 'daily' } }),
  );
  expect(FailedResourcesMap).toEqual({});
  expect(await jobs()).toEqual([]);
  clock.advance(24 * 3_600_000);
  const made = await jobs();
  expect(made.map(({ CreatedBy }) => CreatedBy?.BackupRuleName)).toContain('DailyBackups');
  expect(made.every(({ CreationDate }) => (CreationDate?.getTime() ?? 0) > noon)).toBe(true);
  const { ResourceTagMappingList = [] } = await tagging.send(new GetResourcesCommand({ ResourceARNList: [bucket] }));
  expect(ResourceTagMappingList[0]?.Tags).toEqual([{ Key: 'backup', Value: 'daily' }]);
});

test('other resources keep the jobs that they had', async () => {
  const emulator = await emulatorAt();
  const { backup } = clientsOf(emulator, 'eu-west-1');
  const list = async () => {
    const { BackupJobs = [] } = await backup.send(new ListBackupJobsCommand({ ByAccountId: '123456789012' }));
    return BackupJobs.map(({ BackupJobId }) => BackupJobId);
  };
  const before = await list();
  const { tagging } = declaredClients(emulator, 'eu-west-1');
  await tagging.send(new TagResourcesCommand({ ResourceARNList: [database], Tags: { backup: 'daily' } }));
  expect(await list()).toEqual(before);
});

test('what is not there stands in the map of failures, and reserved keys are refused', async () => {
  const { tagging } = declaredClients(await emulatorAt(), 'eu-west-1');
  const missing = 'arn:aws:s3:::not-there';
  const { FailedResourcesMap = {} } = await tagging.send(
    new TagResourcesCommand({ ResourceARNList: [missing, bucket], Tags: { env: 'prod' } }),
  );
  expect(Object.keys(FailedResourcesMap)).toEqual([missing]);
  expect(FailedResourcesMap[missing]).toMatchObject({ StatusCode: 400, ErrorCode: 'InvalidParameterException' });
  for (const Tags of [{ 'aws:mine': 'a' }, {}]) {
    const refused = tagging.send(new TagResourcesCommand({ ResourceARNList: [bucket], Tags }));
    await expect(refused).rejects.toMatchObject({ name: 'InvalidParameterException' });
  }
});

test('CloudTrail has the call with the resources and the tags', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { tagging } = declaredClients(emulator, 'eu-west-1');
  await tagging.send(new TagResourcesCommand({ ResourceARNList: [bucket, database], Tags: { Env: 'prod' } }));
  moveTo(noon + 15 * 60_000);
  const { cloudtrail } = clientsOf(emulator, 'eu-west-1');
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: 'TagResources' }];
  const { Events: [event] = [] } = await cloudtrail.send(new LookupEventsCommand({ LookupAttributes }));
  expect(event).toMatchObject({ EventSource: 'tagging.amazonaws.com', ReadOnly: 'false' });
  expect(JSON.parse(event?.CloudTrailEvent ?? '').requestParameters).toEqual({
    resourceARNList: [bucket, database],
    tags: { Env: 'prod' },
  });
});
