import {
  CreateBackupPlanCommand,
  CreateBackupSelectionCommand,
  CreateBackupVaultCommand,
  CreateLegalHoldCommand,
  DeleteBackupVaultCommand,
  DescribeGlobalSettingsCommand,
  DescribeRegionSettingsCommand,
  ListBackupJobsCommand,
  ListTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateGlobalSettingsCommand,
  UpdateRegionSettingsCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import * as declared from '../../../src/aws/declared/backup.ts';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { movableEmulator } from '../movable-emulator.ts';
import { pointsOf } from '../points-of.ts';

const dayMs = 86_400_000;
const prodArn = 'arn:aws:backup:us-east-1:123456789012:backup-vault:prod';

test('a type that is opted out is backed up no more by tag, and still by name', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup } = clientsOf(emulator);
  const out = { EBS: false, EC2: false, Aurora: false };
  await backup.send(new UpdateRegionSettingsCommand({ ResourceTypeOptInPreference: out }));
  const { ResourceTypeOptInPreference } = await backup.send(new DescribeRegionSettingsCommand({}));
  expect(ResourceTypeOptInPreference).toMatchObject({ ...out, RDS: true });
  moveTo(noon + 2 * dayMs);
  const since = async (ByResourceType: string) =>
    (await backup.send(new ListBackupJobsCommand({ ByResourceType, ByCreatedAfter: new Date(noon) }))).BackupJobs ?? [];
  expect(await since('EC2')).toEqual([]);
  expect(await since('Aurora')).toEqual([]);
  expect((await since('RDS')).length).toBeGreaterThan(0);
  expect(new Set((await since('EBS')).map(({ ResourceName }) => ResourceName))).toEqual(
    new Set(['warehouse-vol', 'mail-store']),
  );
  const before = await backup.send(
    new ListBackupJobsCommand({ ByResourceType: 'EC2', ByCreatedBefore: new Date(noon), MaxResults: 5 }),
  );
  expect(before.BackupJobs).toHaveLength(5);
  await backup.send(new UpdateRegionSettingsCommand({ ResourceTypeOptInPreference: { EC2: true } }));
  moveTo(noon + 3 * dayMs);
  expect((await since('EC2')).length).toBeGreaterThan(0);
});

test('a type that is opted out is left out of `*` and of a whole service, and taken by its type', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup } = clientsOf(emulator);
  await backup.send(new UpdateRegionSettingsCommand({ ResourceTypeOptInPreference: { DynamoDB: false } }));
  const taken = async (name: string, Resources: string[]) => {
    const { BackupPlanId } = await backup.send(
      new CreateBackupPlanCommand({
        BackupPlan: {
          BackupPlanName: name,
          Rules: [{ RuleName: name, TargetBackupVaultName: 'prod', ScheduleExpression: 'cron(0 14 ? * * *)' }],
        },
      }),
    );
    const IamRoleArn = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
    const BackupSelection = { SelectionName: name, IamRoleArn, Resources };
    await backup.send(new CreateBackupSelectionCommand({ BackupPlanId, BackupSelection }));
    return BackupPlanId;
  };
  const ids = [
    await taken('all', ['*']),
    await taken('service', ['arn:aws:dynamodb:*']),
    await taken('type', ['arn:aws:dynamodb:*:*:table/*']),
  ];
  moveTo(noon + dayMs);
  const requested = new ListBackupJobsCommand({ ByResourceType: 'DynamoDB', ByCreatedAfter: new Date(noon) });
  const { BackupJobs = [] } = await backup.send(requested);
  expect(new Set(BackupJobs.map(({ CreatedBy }) => CreatedBy?.BackupPlanId))).toEqual(new Set([ids[2]]));
});

test('a Region that did not opt out goes on', async () => {
  const { emulator, moveTo } = await movableEmulator();
  await clientsOf(emulator).backup.send(
    new UpdateRegionSettingsCommand({ ResourceTypeOptInPreference: { EC2: false } }),
  );
  moveTo(noon + dayMs);
  const { BackupJobs = [] } = await clientsOf(emulator, 'eu-west-1').backup.send(
    new ListBackupJobsCommand({ ByResourceType: 'EC2', ByCreatedAfter: new Date(noon) }),
  );
  expect(BackupJobs.length).toBeGreaterThan(0);
});

test('global settings are one for all Regions, and dated', async () => {
  const emulator = await emulatorAt();
  const { backup } = clientsOf(emulator);
  await backup.send(new UpdateGlobalSettingsCommand({ GlobalSettings: { isMpaEnabled: 'true' } }));
  expect(await clientsOf(emulator, 'eu-west-1').backup.send(new DescribeGlobalSettingsCommand({}))).toMatchObject({
    GlobalSettings: { isMpaEnabled: 'true', isCrossAccountBackupEnabled: 'true' },
    LastUpdateTime: new Date(noon),
  });
});

test('tags are added, replaced and taken away', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const [point] = await pointsOf(backup, 'prod');
  const hold = await backup.send(new CreateLegalHoldCommand({ Title: 'a', Description: 'b', Tags: { env: 'prod' } }));
  for (const ResourceArn of [prodArn, point?.RecoveryPointArn, hold.LegalHoldArn]) {
    const tags = async () => (await backup.send(new ListTagsCommand({ ResourceArn }))).Tags;
    const born = await tags();
    await backup.send(new TagResourceCommand({ ResourceArn, Tags: { env: 'test', 'cost-centre': '7' } }));
    expect(await tags()).toEqual({ ...born, env: 'test', 'cost-centre': '7' });
    await backup.send(new UntagResourceCommand({ ResourceArn, TagKeyList: ['cost-centre', 'env', 'unheard-of'] }));
    expect(await tags()).not.toHaveProperty('env');
  }
});

test('a vault made again has the tags it was made with', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const create = () =>
    backup.send(new CreateBackupVaultCommand({ BackupVaultName: 'fresh', BackupVaultTags: { a: '1' } }));
  const { BackupVaultArn: ResourceArn } = await create();
  await backup.send(new TagResourceCommand({ ResourceArn, Tags: { b: '2' } }));
  await backup.send(new DeleteBackupVaultCommand({ BackupVaultName: 'fresh' }));
  await expect(backup.send(new ListTagsCommand({ ResourceArn }))).rejects.toThrow('does not exist');
  await create();
  expect((await backup.send(new ListTagsCommand({ ResourceArn }))).Tags).toEqual({ a: '1' });
});

const manyTags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`tag${index}`, '']));
const nowhere = 'arn:aws:backup:us-east-1:123456789012:backup-vault:nope';
test.each([
  ['no type', new UpdateRegionSettingsCommand({}), 'MissingParameterValueException'],
  [
    'a type that is none',
    new UpdateRegionSettingsCommand({ ResourceTypeOptInPreference: { Floppy: true } }),
    'InvalidParameterValueException',
  ],
  [
    'a type it never manages',
    new UpdateRegionSettingsCommand({ ResourceTypeManagementPreference: { EC2: true } }),
    'InvalidParameterValueException',
  ],
  ['no settings', new UpdateGlobalSettingsCommand({}), 'MissingParameterValueException'],
  ['a setting that is none', new UpdateGlobalSettingsCommand({ GlobalSettings: { x: 'true' } }), 'InvalidParameter'],
  [
    'neither true nor false',
    new UpdateGlobalSettingsCommand({ GlobalSettings: { isMpaEnabled: 'yes' } }),
    'InvalidParameterValueException',
  ],
  ['reserved tags', new TagResourceCommand({ ResourceArn: prodArn, Tags: { 'aws:x': 'y' } }), 'InvalidParameter'],
  ['more than fifty tags', new TagResourceCommand({ ResourceArn: prodArn, Tags: manyTags }), 'InvalidParameter'],
  ['long tags', new TagResourceCommand({ ResourceArn: prodArn, Tags: { a: 'b'.repeat(257) } }), 'InvalidParameter'],
  ['tags of nothing', new TagResourceCommand({ ResourceArn: nowhere, Tags: { a: 'b' } }), 'ResourceNotFound'],
  ['to untag nothing', new UntagResourceCommand({ ResourceArn: nowhere, TagKeyList: ['a'] }), 'ResourceNotFound'],
  ['no keys', new UntagResourceCommand({ ResourceArn: prodArn, TagKeyList: [] }), 'MissingParameterValueException'],
])('refuses %s', async (_what, command, name) => {
  const { backup } = clientsOf(await emulatorAt());
  await expect(backup.send(command as never)).rejects.toMatchObject({ name: expect.stringContaining(name) });
});

test('DynamoDB is opted in to incremental backups, and stays so when other settings change', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const send = (command: object) => (backup as unknown as { send(one: object): Promise<object> }).send(command);
  const change = (input: declared.UpdateRegionSettingsInput) => send(new declared.UpdateRegionSettingsCommand(input));
  const settings = () => send(new declared.DescribeRegionSettingsCommand({}));
  expect(await settings()).toMatchObject({ ResourceTypeOptInIncremental: { DynamoDB: false } });
  await change({ ResourceTypeOptInIncremental: { DynamoDB: true } });
  await change({ ResourceTypeOptInPreference: { EKS: true } });
  expect(await settings()).toMatchObject({
    ResourceTypeOptInPreference: { EKS: true, EBS: true },
    ResourceTypeOptInIncremental: { DynamoDB: true },
  });
  await expect(change({ ResourceTypeOptInIncremental: { EBS: true } })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
  });
});
