import {
  CreateBackupVaultCommand,
  DeleteBackupVaultCommand,
  DescribeBackupJobCommand,
  DescribeBackupVaultCommand,
  GetBackupVaultAccessPolicyCommand,
  ListBackupJobsCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import { clientsOf, emulatorAt } from '../clients.ts';
import { rawCall } from '../raw-call.ts';

test.each([
  [
    'a vault that is not there',
    new DescribeBackupVaultCommand({ BackupVaultName: 'nope' }),
    'AccessDeniedException',
    403,
  ],
  [
    'a vault without policy',
    new GetBackupVaultAccessPolicyCommand({ BackupVaultName: 'ledger-governed' }),
    'ResourceNotFoundException',
    400,
  ],
  ['a job that is not there', new DescribeBackupJobCommand({ BackupJobId: 'nope' }), 'ResourceNotFoundException', 400],
  ['too large a page', new ListBackupJobsCommand({ MaxResults: 1001 }), 'InvalidParameterValueException', 400],
  ['a token nobody gave', new ListBackupJobsCommand({ NextToken: 'bogus' }), 'InvalidParameterValueException', 400],
  [
    'a state that is none',
    new ListBackupJobsCommand({ ByState: 'DONE' as 'FAILED' }),
    'InvalidParameterValueException',
    400,
  ],
  ['a vault with points', new DeleteBackupVaultCommand({ BackupVaultName: 'prod' }), 'InvalidRequestException', 400],
  ['a vault that exists', new CreateBackupVaultCommand({ BackupVaultName: 'prod' }), 'AlreadyExistsException', 400],
])('refuses %s', async (_what, command, name, httpStatusCode) => {
  const { backup } = clientsOf(await emulatorAt());
  await expect(backup.send(command as never)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
});

test('a modelled error names itself in header and body', async () => {
  const response = await rawCall(await emulatorAt(), { path: '/backup-vaults/nope/recovery-points' });
  expect(response.status).toBe(400);
  expect(response.headers.get('x-amzn-errortype')).toBe('ResourceNotFoundException');
  expect(JSON.parse(response.body)).toMatchObject({
    __type: 'ResourceNotFoundException',
    Message: 'Backup vault nope does not exist.',
    Type: 'User',
    Code: expect.stringMatching(/^ERROR_/),
    Context: 'arn:aws:backup:us-east-1:123456789012:backup-vault:nope',
  });
});

test.each([
  ['no operation', { path: '/nothing-here' }, 404, 'UnknownOperationException'],
  ['no signature', { path: '/backup-jobs', unsigned: true }, 403, 'MissingAuthenticationTokenException'],
  ['a Region not enabled', { path: '/backup-jobs', region: 'ap-east-1' }, 403, 'UnrecognizedClientException'],
  ['a number that is none', { path: '/backup-jobs?maxResults=many' }, 400, 'SerializationException'],
  ['a body that is no JSON', { path: '/backup-vaults/x1', method: 'PUT', body: '{' }, 400, 'SerializationException'],
])('%s', async (_what, request, status, name) => {
  const response = await rawCall(await emulatorAt(), request);
  expect(response.status).toBe(status);
  expect(response.headers.get('x-amzn-errortype')).toBe(name);
});

test('a trailing slash makes no difference', async () => {
  const emulator = await emulatorAt();
  const [plain, slashed] = await Promise.all([
    rawCall(emulator, { path: '/backup-vaults' }),
    rawCall(emulator, { path: '/backup-vaults/' }),
  ]);
  expect(slashed.body).toBe(plain.body);
});

test('a vault comes and goes', async () => {
  const { backup } = clientsOf(await emulatorAt());
  const create = new CreateBackupVaultCommand({ BackupVaultName: 'fresh', CreatorRequestId: 'one' });
  const first = await backup.send(create);
  expect(await backup.send(create)).toMatchObject({ BackupVaultArn: first.BackupVaultArn });
  const described = await backup.send(new DescribeBackupVaultCommand({ BackupVaultName: 'fresh' }));
  expect(described).toMatchObject({ NumberOfRecoveryPoints: 0, Locked: false });
  await backup.send(new DeleteBackupVaultCommand({ BackupVaultName: 'fresh' }));
  await expect(backup.send(new DescribeBackupVaultCommand({ BackupVaultName: 'fresh' }))).rejects.toThrow(
    'Insufficient privileges to perform this action.',
  );
});
