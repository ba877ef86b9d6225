// A vault's access policy restricts its callers, and a selection can name only resources that AWS Backup protects.
import {
  CreateBackupSelectionCommand,
  DeleteBackupVaultCommand,
  DeleteRecoveryPointCommand,
  DescribeBackupVaultCommand,
  GetBackupVaultAccessPolicyCommand,
  ListBackupPlansCommand,
  PutBackupVaultAccessPolicyCommand,
  StartBackupJobCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt } from '../clients.ts';
import { clientsIn } from '../clients-in.ts';
import { pointsOf } from '../points-of.ts';

const IamRoleArn = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const automatic = { BackupVaultName: 'aws/efs/automatic-backup-vault' };
const denied = {
  name: 'AccessDeniedException',
  message: expect.stringMatching(
    /^User: arn:\S+ is not authorized to perform: backup:\w+ on resource: \S+ with an explicit deny in a resource-based policy$/,
  ),
};

test("the vault of EFS's automatic backups denies to delete it and what it holds", async () => {
  const { backup } = clientsOf(await emulatorAt());
  const { Policy = '' } = await backup.send(new GetBackupVaultAccessPolicyCommand(automatic));
  expect(JSON.parse(Policy).Statement).toMatchObject([{ Effect: 'Deny', Principal: { AWS: '*' } }]);
  await expect(backup.send(new DeleteBackupVaultCommand(automatic))).rejects.toMatchObject(denied);
  const [point] = await pointsOf(backup, automatic.BackupVaultName);
  const one = { ...automatic, RecoveryPointArn: point?.RecoveryPointArn };
  await expect(backup.send(new DeleteRecoveryPointCommand(one))).rejects.toMatchObject(denied);
  await expect(backup.send(new DescribeBackupVaultCommand(automatic))).resolves.toMatchObject(automatic);
});

const deny = (more: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Deny', Principal: '*', Resource: '*', ...more } });
const start = new StartBackupJobCommand({
  BackupVaultName: 'prod',
  IamRoleArn,
  ResourceArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/carts',
});

test.each([
  ['the action', { Action: 'backup:StartBackupJob' }, true],
  ['a pattern of actions, in other letters', { Action: ['Backup:start*'] }, true],
  ['all but another action', { NotAction: 'backup:DescribeBackupVault' }, true],
  ['all but this action', { NotAction: 'backup:StartBackupJob' }, false],
  ['another action', { Action: 'backup:DeleteRecoveryPoint' }, false],
  ['this vault', { Action: '*', Resource: 'arn:aws:backup:*:*:backup-vault:prod' }, true],
  ['another vault', { Action: '*', Resource: 'arn:aws:backup:*:*:backup-vault:other' }, false],
  ['this account', { Action: '*', Principal: { AWS: '123456789012' } }, true],
  ['its root', { Action: '*', Principal: { AWS: ['arn:aws:iam::123456789012:root'] } }, true],
  ['another account', { Action: '*', Principal: { AWS: '111111111111' } }, false],
  ['a service', { Action: '*', Principal: { Service: 'backup.amazonaws.com' } }, false],
  [
    'all but this role',
    { Action: '*', Condition: { StringNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/BackupOperator' } } },
    false,
  ],
  [
    'all but another role',
    { Action: '*', Condition: { ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/Admin'] } } },
    true,
  ],
])('a policy that denies %s', async (_name, more, isDenied) => {
  const { backup } = clientsOf(await emulatorAt());
  const policy = { BackupVaultName: 'prod', Policy: deny(more) };
  await backup.send(new PutBackupVaultAccessPolicyCommand(policy));
  if (isDenied) await expect(backup.send(start)).rejects.toMatchObject(denied);
  else await expect(backup.send(start)).resolves.toHaveProperty('BackupJobId');
});

test('a role that was assumed is another caller', async () => {
  const emulator = await emulatorAt();
  const { backup } = await clientsIn(emulator, '123456789012');
  const [point] = await pointsOf(backup, 'prod');
  const one = { BackupVaultName: 'prod', RecoveryPointArn: point?.RecoveryPointArn };
  await expect(backup.send(new DeleteRecoveryPointCommand(one))).rejects.toMatchObject({
    message: expect.stringContaining('assumed-role/Audit/me'),
  });
});

test.each([
  ['arn:aws:s3:::*-logs', 'Invalid ARN'],
  ['arn:aws:s3:::logs-*-old', 'Invalid ARN'],
  ['arn:aws:ec2:*:*:*/vol-1', 'Invalid ARN'],
  ['arn:aws:ec2:us-east-1:123456789012', 'Invalid ARN'],
  ['arn:aws:dynamodb:us-east-1:123456789012:', 'Invalid ARN'],
  ['arn:', 'Invalid ARN'],
  ['arn:amazon:s3:::logs', 'Invalid ARN'],
  ['volume/vol-1', 'Invalid ARN'],
  ['arn:aws:lambda:us-east-1:123456789012:function:one', 'Unsupported resource type'],
  ['arn:aws:ec2:us-east-1:123456789012:snapshot/snap-1', 'Unsupported resource type'],
  ['*', undefined],
  ['arn:aws:ec2:*', undefined],
  ['arn:aws:ec2:*:*:volume/*', undefined],
  ['arn:aws:ec2:us-east-1:123456789012:instance/i-1', undefined],
  ['arn:aws:s3:::*', undefined],
  ['arn:aws:s3:::logs-*', undefined],
  ['arn:aws:rds:*:*:cluster:*', undefined],
  ['arn:aws-us-gov:dynamodb:*:*:table/*', undefined],
])('a selection of %s: %s', async (arn, refusal) => {
  const { backup } = clientsOf(await emulatorAt());
  const { BackupPlansList = [] } = await backup.send(new ListBackupPlansCommand({}));
  const { BackupPlanId } = BackupPlansList.find(({ BackupPlanName }) => BackupPlanName === 'prod-daily') ?? {};
  const create = (named: object) =>
    backup.send(
      new CreateBackupSelectionCommand({
        BackupPlanId,
        BackupSelection: { SelectionName: Object.keys(named).join('-'), IamRoleArn, ...named },
      }),
    );
  for (const named of [{ Resources: [arn] }, { Resources: ['*'], NotResources: [arn] }]) {
    if (refusal === undefined) await expect(create(named)).resolves.toHaveProperty('SelectionId');
    else
      await expect(create(named)).rejects.toMatchObject({
        name: 'InvalidParameterValueException',
        message: expect.stringContaining(refusal),
      });
  }
});
