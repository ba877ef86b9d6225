import {
  CreateTieringConfigurationCommand,
  DeleteTieringConfigurationCommand,
  GetTieringConfigurationCommand,
  ListTagsCommand,
  ListTieringConfigurationsCommand,
  UpdateTieringConfigurationCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { movableEmulator } from '../movable-emulator.ts';

const selection = { Resources: ['*'], TieringDownSettingsInDays: 60, ResourceType: 'S3' };
const wish = { TieringConfigurationName: 'cheap', BackupVaultName: 'prod', ResourceSelection: [selection] };
const create = (more: object = {}, request = 'once') =>
  new CreateTieringConfigurationCommand({
    TieringConfiguration: { ...wish, ...more },
    TieringConfigurationTags: { a: '1' },
    CreatorRequestId: request,
  });
const named = { TieringConfigurationName: 'cheap' };

test('a tiering configuration is made, read, listed, changed and deleted', async () => {
  const { emulator, moveTo } = await movableEmulator();
  const { backup } = clientsOf(emulator);
  const made = await backup.send(create());
  expect(await backup.send(create())).toMatchObject({ TieringConfigurationArn: made.TieringConfigurationArn });
  expect((await backup.send(new GetTieringConfigurationCommand(named))).TieringConfiguration).toMatchObject(wish);
  expect((await backup.send(new ListTagsCommand({ ResourceArn: made.TieringConfigurationArn }))).Tags).toEqual({
    a: '1',
  });
  moveTo(noon + 60_000);
  const changed = { BackupVaultName: '*', ResourceSelection: [{ ...selection, TieringDownSettingsInDays: 90 }] };
  await backup.send(new UpdateTieringConfigurationCommand({ ...named, TieringConfiguration: changed }));
  expect(await backup.send(new ListTieringConfigurationsCommand({}))).toMatchObject({
    TieringConfigurations: [
      { ...named, BackupVaultName: '*', CreationTime: new Date(noon), LastUpdatedTime: new Date(noon + 60_000) },
    ],
  });
  await backup.send(new DeleteTieringConfigurationCommand(named));
  await expect(backup.send(new GetTieringConfigurationCommand(named))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('one name and one vault for each configuration', async () => {
  const { backup } = clientsOf(await emulatorAt());
  await backup.send(create());
  await expect(backup.send(create({}, 'twice'))).rejects.toMatchObject({ name: 'AlreadyExistsException' });
  await expect(backup.send(create({ TieringConfigurationName: 'other' }, 'twice'))).rejects.toMatchObject({
    name: 'ConflictException',
  });
});

const with_ = (more: object) => create({ ResourceSelection: [{ ...selection, ...more }] });
test.each([
  ['no name', create({ TieringConfigurationName: undefined }), 'MissingParameterValueException'],
  ['a name that is none', create({ TieringConfigurationName: 'a b' }), 'InvalidParameterValueException'],
  ['a vault that is none', create({ BackupVaultName: 'nope' }), 'ResourceNotFoundException'],
  ['no selection', create({ ResourceSelection: [] }), 'MissingParameterValueException'],
  ['less than 60 days', with_({ TieringDownSettingsInDays: 59 }), 'InvalidParameterValueException'],
  ['a type other than S3', with_({ ResourceType: 'EBS' }), 'InvalidParameterValueException'],
  ['no resources', with_({ Resources: [] }), 'InvalidParameterValueException'],
  [
    'to change what is not there',
    new UpdateTieringConfigurationCommand({ ...named, TieringConfiguration: wish }),
    'ResourceNotFoundException',
  ],
  ['to delete what is not there', new DeleteTieringConfigurationCommand(named), 'ResourceNotFoundException'],
])('tiering refuses %s', async (_what, command, name) => {
  const { backup } = clientsOf(await emulatorAt());
  await expect(backup.send(command as never)).rejects.toMatchObject({ name });
});
