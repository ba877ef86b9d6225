import { BackupClient, ListBackupJobsCommand, ListBackupVaultsCommand } from '@aws-sdk/client-backup';
import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { type FaultKind, parseFault, slowMs, toFault } from '../../../src/emulator/faults.ts';
import { startEmulator } from '../../../src/emulator/server.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { rawCall } from '../raw-call.ts';

test.each([
  ['eu-west-1=deny', { region: 'eu-west-1', kind: 'deny' }],
  ['us-gov-east-1=hang', { region: 'us-gov-east-1', kind: 'hang' }],
  [
    'eu-west-1/backup/ListBackupJobs=throttle',
    { region: 'eu-west-1', service: 'backup', operation: 'ListBackupJobs', kind: 'throttle' },
  ],
  ['LookupEvents=error-503*2', { operation: 'LookupEvents', kind: 'error-503', times: 2 }],
  ['123456789012/sts=expired-token', { account: '123456789012', service: 'sts', kind: 'expired-token' }],
  ['*=slow:800', { kind: 'slow', amount: 800 }],
  ['*/cloudtrail=html:200', { service: 'cloudtrail', kind: 'html', amount: 200 }],
])('reads %s', (text, fault) => {
  expect(parseFault(text)).toEqual(fault);
  expect(toFault(fault)).toEqual(fault);
});

test.each([
  ['eu-west-1', /Invalid fault "eu-west-1": write <target>=<kind>, for example eu-west-1=deny /],
  ['Ireland=deny', /"Ireland" in "Ireland=deny" is not a Region, service, operation or account/],
  ['eu-west-1/eu-west-2=deny', /"eu-west-2" in .* is not a Region/],
  ['eu-west-1=deny=slow', /write <target>=<kind>/],
  ['eu-west-1=burn', /Unknown fault kind "burn" in "eu-west-1=burn"/],
  ['eu-west-1=deny:5', /"deny" takes no number/],
  ['eu-west-1=html:99', /from 200 to 599; 99 is not/],
  ['eu-west-1=deny*0', /can affect 1 to 1000000 calls, not 0/],
])('refuses %s', (text, reason) => {
  expect(() => parseFault(text)).toThrow(reason);
});

test('a service that is not there cannot go wrong', async () => {
  await expect(startEmulator({ faults: [parseFault('bakcup=deny')] })).rejects.toThrow(
    /Unknown service "bakcup" in a fault.*backup, cloudtrail/,
  );
});

test('a denied Region says which right is missing; the others and STS go on', async () => {
  const emulator = await emulatorAt({ faults: [{ region: 'eu-west-1', kind: 'deny' }] });
  const denied = clientsOf(emulator, 'eu-west-1');
  await expect(denied.backup.send(new ListBackupVaultsCommand({}))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('is not authorized to perform: backup:ListBackupVaults'),
    $metadata: { httpStatusCode: 403 },
  });
  await expect(denied.sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Account: '123456789012' });
  const other = await clientsOf(emulator).backup.send(new ListBackupVaultsCommand({}));
  expect(other.BackupVaultList).toHaveLength(3);
});

test.each<[FaultKind, string, number, RegExp]>([
  ['deny-explicit', 'AccessDeniedException', 403, /with an explicit deny in an identity-based policy$/],
  ['deny-scp', 'AccessDeniedException', 403, /with an explicit deny in a service control policy$/],
  ['deny-boundary', 'AccessDeniedException', 403, /because no permissions boundary allows the backup:ListBackupVaults/],
  ['deny-endpoint', 'AccessDeniedException', 403, /because no VPC endpoint policy allows the backup:ListBackupVaults/],
  ['expired-token', 'ExpiredTokenException', 403, /is expired$/],
  ['invalid-token', 'UnrecognizedClientException', 403, /security token .* is invalid/],
  ['region-off', 'UnrecognizedClientException', 403, /security token .* is invalid/],
  ['clock-skew', 'InvalidSignatureException', 403, /^Signature expired: \d{8}T\d{6}Z is now earlier than/],
  ['not-offered', 'UnknownOperationException', 404, /backup:ListBackupVaults in this Region/],
  ['throttle', 'ThrottlingException', 429, /^Rate exceeded$/],
  ['error-500', 'InternalServerException', 500, /internal error/],
  ['error-503', 'ServiceUnavailableException', 503, /unable to handle/],
])('%s is refused as %s', async (kind, name, status, message) => {
  const { backup } = clientsOf(await emulatorAt({ faults: [{ kind }] }));
  await expect(backup.send(new ListBackupVaultsCommand({}))).rejects.toMatchObject({
    name,
    message: expect.stringMatching(message),
    $metadata: { httpStatusCode: status },
  });
});

test.each<[FaultKind, string]>([
  ['truncated', 'SyntaxError'],
  ['malformed', 'SyntaxError'],
])('a %s body is no JSON', async (kind, name) => {
  const { backup } = clientsOf(await emulatorAt({ faults: [{ kind }] }));
  await expect(backup.send(new ListBackupVaultsCommand({}))).rejects.toMatchObject({ name });
});

test('a proxy answers with a page of its own', async () => {
  const emulator = await emulatorAt({ faults: [parseFault('*=html:504')] });
  const { status, headers, body } = await rawCall(emulator, { path: '/backup-vaults' });
  expect([status, headers.get('content-type')]).toEqual([504, 'text/html']);
  expect(body).toMatch(/^<!DOCTYPE html>/);
});

test.each<[FaultKind, number, string]>([
  ['empty', 200, ''],
  ['no-content', 204, ''],
  ['no-members', 200, '{}'],
  ['array', 200, '[1,2]'],
  ['number', 200, '42'],
])('%s is a good status with a body that has no list', async (kind, expected, text) => {
  const { status, body } = await rawCall(await emulatorAt({ faults: [{ kind }] }), { path: '/backup-vaults' });
  expect([status, body]).toEqual([expected, text]);
});

test('an object stands where the list should be', async () => {
  const { body } = await rawCall(await emulatorAt({ faults: [{ kind: 'object-list' }] }), { path: '/backup-vaults' });
  const { BackupVaultList } = JSON.parse(body);
  expect(Object.keys(BackupVaultList)).toEqual(['0', '1', '2']);
});

test('a text stands among the rows of a list', async () => {
  const { body } = await rawCall(await emulatorAt({ faults: [{ kind: 'text-row' }] }), { path: '/backup-vaults' });
  const { BackupVaultList } = JSON.parse(body);
  expect(BackupVaultList.map((row: unknown) => typeof row)).toEqual(['string', 'object', 'object', 'object']);
});

test('a connection is reset in the middle of the body', async () => {
  const emulator = await emulatorAt({ faults: [{ kind: 'reset' }] });
  await expect(rawCall(emulator, { path: '/backup-vaults' })).rejects.toThrow();
  await expect(clientsOf(emulator).backup.send(new ListBackupVaultsCommand({}))).rejects.toThrow();
  expect(emulator.calls.map(({ status }) => status)).toEqual([200, 200]);
});

test('a client that sets its clock by the refusal gets through', async () => {
  const { url } = await emulatorAt({ faults: [parseFault('*=clock-skew:90')] });
  const credentials = { accessKeyId: 'AKIDTEST', secretAccessKey: 'secret' };
  const patient = new BackupClient({ region: 'us-east-1', endpoint: url, credentials, maxAttempts: 2 });
  await expect(patient.send(new ListBackupVaultsCommand({}))).resolves.toMatchObject({ $metadata: { attempts: 2 } });
});

test('one operation of one service goes wrong, as often as was said', async () => {
  const emulator = await emulatorAt({ faults: [parseFault('us-east-1/backup/ListBackupJobs=throttle*2')] });
  const { backup, cloudtrail } = clientsOf(emulator);
  await backup.send(new ListBackupVaultsCommand({}));
  await cloudtrail.send(new LookupEventsCommand({}));
  await clientsOf(emulator, 'eu-west-1').backup.send(new ListBackupJobsCommand({}));
  await expect(backup.send(new ListBackupJobsCommand({}))).rejects.toThrow('Rate exceeded');
  await expect(backup.send(new ListBackupJobsCommand({}))).rejects.toThrow('Rate exceeded');
  await expect(backup.send(new ListBackupJobsCommand({}))).resolves.toBeDefined();
});

test('STS fails only by name, and in its own words', async () => {
  const { sts } = clientsOf(await emulatorAt({ faults: [parseFault('sts=expired-token')] }));
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: expect.stringMatching(/^ExpiredToken/),
    $metadata: { httpStatusCode: 403 },
  });
});

const pageOfTen = (NextToken?: string) =>
  new ListBackupJobsCommand({ MaxResults: 10, ...(NextToken ? { NextToken } : {}) });

test('a token repeats for ever', async () => {
  const { backup } = clientsOf(await emulatorAt({ faults: [{ kind: 'repeat-token' }] }));
  const first = await backup.send(pageOfTen());
  const second = await backup.send(pageOfTen(first.NextToken));
  expect(first.NextToken).toBeDefined();
  expect(second.NextToken).toBe(first.NextToken);
  expect(second.BackupJobs).toEqual(first.BackupJobs);
});

test('an empty page is not the last', async () => {
  const { backup } = clientsOf(await emulatorAt({ faults: [{ operation: 'ListBackupJobs', kind: 'empty-page' }] }));
  const first = await backup.send(pageOfTen());
  expect(first.BackupJobs).toEqual([]);
  const second = await backup.send(pageOfTen(first.NextToken));
  expect(second.BackupJobs).toHaveLength(10);
  const third = await backup.send(pageOfTen(second.NextToken));
  expect(third.BackupJobs?.[0]?.BackupJobId).not.toBe(second.BackupJobs?.[0]?.BackupJobId);
});

test('events have empty pages too', async () => {
  const { cloudtrail } = clientsOf(await emulatorAt({ faults: [parseFault('cloudtrail=empty-page')] }));
  const first = await cloudtrail.send(new LookupEventsCommand({ MaxResults: 5 }));
  expect(first.Events).toEqual([]);
  const second = await cloudtrail.send(new LookupEventsCommand({ MaxResults: 5, NextToken: first.NextToken }));
  expect(second.Events).toHaveLength(5);
});

test('a page that changes gives one row again and never another', async () => {
  const emulator = await emulatorAt();
  const { backup } = clientsOf(emulator);
  const truth = await backup.send(new ListBackupJobsCommand({ MaxResults: 20 }));
  emulator.setFaults([{ kind: 'changing-page' }]);
  const first = await backup.send(pageOfTen());
  const second = await backup.send(pageOfTen(first.NextToken));
  const seen = [...(first.BackupJobs ?? []), ...(second.BackupJobs ?? [])].map(({ BackupJobId }) => BackupJobId);
  expect(seen).toHaveLength(20);
  expect(new Set(seen).size).toBe(19);
  expect(seen[10]).toBe(seen[9]);
  expect(seen).not.toContain(truth.BackupJobs?.[10]?.BackupJobId);
});

test('a hanging Region never answers, and closing lets go of it at once', async () => {
  const emulator = await startEmulator({ now: noon, faults: [{ region: 'us-east-1', kind: 'hang' }] });
  const requested = clientsOf(emulator).backup.send(new ListBackupJobsCommand({}));
  const refused = expect(requested).rejects.toThrow();
  await expect.poll(() => emulator.calls.length).toBe(1);
  expect(emulator.calls[0]).toMatchObject({ operation: 'ListBackupJobs', status: 0 });
  await emulator.close();
  await refused;
});

test.each([
  [{ region: 'us-east-1', kind: 'slow' } as const, slowMs],
  [parseFault('us-east-1=slow:700'), 700],
])('a slow Region answers when its time has come', async (fault, ms) => {
  const clock = createFakeClock(noon);
  const emulator = await emulatorAt({ clock, faults: [fault] });
  const requested = clientsOf(emulator).backup.send(new ListBackupVaultsCommand({}));
  await expect.poll(() => clock.pending()).toBe(1);
  await clock.advance(ms);
  expect((await requested).BackupVaultList).toHaveLength(3);
});

test('faults change while it runs', async () => {
  const emulator = await emulatorAt();
  const { backup } = clientsOf(emulator);
  emulator.setFaults([{ region: 'us-east-1', kind: 'deny' }]);
  await expect(backup.send(new ListBackupVaultsCommand({}))).rejects.toThrow('is not authorized');
  emulator.setFaults([]);
  await expect(backup.send(new ListBackupVaultsCommand({}))).resolves.toBeDefined();
  expect(emulator.calls.map(({ status }) => status)).toEqual([403, 200]);
});
