import {
  CreateBackupVaultCommand,
  DescribeBackupJobCommand,
  ListBackupJobsCommand,
  ListBackupVaultsCommand,
  ListCopyJobsCommand,
  ListRestoreJobsCommand,
} from '@aws-sdk/client-backup';
import { expect, test } from 'vitest';
import type { Emulator } from '../../../src/emulator/server.ts';
import { clientsOf, emulatorAt, noon } from '../clients.ts';
import { rawCall } from '../raw-call.ts';

async function control(emulator: Emulator, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(`${emulator.url}/_vaultop/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, ...((await response.json()) as Record<string, unknown>) };
}

test('faults are set and told', async () => {
  const emulator = await emulatorAt();
  const { backup } = clientsOf(emulator);
  const set = await control(emulator, 'faults', {
    faults: ['backup=throttle*1', { region: 'eu-west-1', kind: 'deny' }],
  });
  expect(set).toEqual({
    status: 200,
    faults: [
      { service: 'backup', kind: 'throttle', times: 1 },
      { region: 'eu-west-1', kind: 'deny' },
    ],
  });
  await expect(backup.send(new ListBackupVaultsCommand({}))).rejects.toThrow('Rate exceeded');
  await expect(backup.send(new ListBackupVaultsCommand({}))).resolves.toBeDefined();
  expect(await control(emulator, 'faults')).toEqual({ status: 200, faults: [{ region: 'eu-west-1', kind: 'deny' }] });
});

test('the clock is told, pinned, moved and let go', async () => {
  let real = noon;
  const emulator = await emulatorAt({ clock: { now: () => real } });
  expect(await control(emulator, 'clock')).toEqual({ status: 200, now: '2026-01-15T12:00:00.000Z', pinned: false });
  await control(emulator, 'clock', { advanceSeconds: 3600 });
  expect(await control(emulator, 'clock')).toMatchObject({ now: '2026-01-15T13:00:00.000Z' });
  await control(emulator, 'clock', { now: '2026-01-20T00:00:00Z' });
  real += 60_000;
  expect(await control(emulator, 'clock')).toMatchObject({ now: '2026-01-20T00:00:00.000Z', pinned: true });
  await control(emulator, 'clock', { run: true });
  real += 60_000;
  expect(await control(emulator, 'clock')).toMatchObject({ now: '2026-01-20T00:01:00.000Z', pinned: false });
});

test('each response tells the hour and the speed there, and its Date the hour on the wall', async () => {
  let real = noon;
  const emulator = await emulatorAt({ clock: { now: () => real, speed: 60 } });
  const told = async () => {
    const { headers } = await fetch(`${emulator.url}/backup-vaults/`);
    return ['x-vaultop-now', 'x-vaultop-speed', 'date'].map((name) => headers.get(name));
  };
  expect(await told()).toEqual(['2026-01-15T12:00:00.000Z', '60', 'Thu, 15 Jan 2026 12:00:00 GMT']);
  await control(emulator, 'clock', { now: '2026-01-20T00:00:00Z' });
  real += 1_000;
  expect(await told()).toEqual(['2026-01-20T00:00:00.000Z', '0', 'Thu, 15 Jan 2026 12:00:01 GMT']);
  await control(emulator, 'clock', { run: true });
  expect(await told()).toEqual(['2026-01-20T00:00:00.000Z', '60', 'Thu, 15 Jan 2026 12:00:01 GMT']);
});

test('jobs go on when the clock is moved', async () => {
  const emulator = await emulatorAt();
  const before = await rawCall(emulator, { path: '/backup-jobs?state=RUNNING' });
  await control(emulator, 'clock', { advanceSeconds: 6 * 3600 });
  const after = await rawCall(emulator, { path: '/backup-jobs?state=RUNNING' });
  expect(after.body).not.toBe(before.body);
});

test('who called what is counted', async () => {
  const emulator = await emulatorAt({ faults: [{ region: 'eu-west-1', kind: 'deny' }] });
  const { backup } = clientsOf(emulator);
  await backup.send(new ListBackupVaultsCommand({}));
  await backup.send(new ListBackupVaultsCommand({}));
  await rawCall(emulator, { path: '/backup-jobs', region: 'eu-west-1' });
  const who = {
    service: 'backup',
    account: '123456789012',
    accessKeyId: 'AKIDTEST',
    lastAt: '2026-01-15T12:00:00.000Z',
  };
  expect(await control(emulator, 'calls')).toEqual({
    status: 200,
    total: 3,
    calls: [
      { ...who, operation: 'ListBackupVaults', region: 'us-east-1', status: 200, count: 2 },
      { ...who, operation: 'ListBackupJobs', region: 'eu-west-1', status: 403, count: 1 },
    ],
  });
});

test('what was asked for in a call does not part it from others', async () => {
  const emulator = await emulatorAt();
  const { backup } = clientsOf(emulator);
  for (const BackupVaultName of ['one', 'two']) await backup.send(new CreateBackupVaultCommand({ BackupVaultName }));
  const { calls } = await control(emulator, 'calls');
  expect(calls).toEqual([expect.objectContaining({ operation: 'CreateBackupVault', count: 2 })]);
  expect(JSON.stringify(calls)).not.toContain('request');
});

test('a reset brings back the start: estate, clock, faults and calls', async () => {
  const emulator = await emulatorAt({ faults: [{ region: 'eu-west-1', kind: 'deny' }] });
  const { backup } = clientsOf(emulator);
  const vaults = async () => (await backup.send(new ListBackupVaultsCommand({}))).BackupVaultList?.length;
  await backup.send(new CreateBackupVaultCommand({ BackupVaultName: 'made' }));
  expect(await vaults()).toBe(4);
  await control(emulator, 'faults', { faults: [] });
  await control(emulator, 'clock', { advanceSeconds: 60 });
  expect(await control(emulator, 'reset', {})).toMatchObject({ status: 200, now: '2026-01-15T12:00:00.000Z' });
  expect(emulator.calls).toEqual([]);
  expect(await vaults()).toBe(3);
  expect(await control(emulator, 'faults')).toMatchObject({ faults: [{ region: 'eu-west-1', kind: 'deny' }] });
});

test('a running job fails now, in the words that were asked for', async () => {
  const emulator = await emulatorAt();
  const { backup } = clientsOf(emulator);
  const running = async () => (await backup.send(new ListBackupJobsCommand({ ByState: 'RUNNING' }))).BackupJobs ?? [];
  const [first, second] = await running();
  const job = first?.BackupJobId ?? '';
  const requested = { job: job.toLowerCase(), outcome: 'FAILED', message: 'The disk melted.' };
  expect(await control(emulator, 'happen', requested)).toEqual({
    status: 200,
    job,
    kind: 'backup',
    region: 'us-east-1',
    was: 'RUNNING',
    outcome: 'FAILED',
  });
  const failed = await backup.send(new DescribeBackupJobCommand({ BackupJobId: job }));
  expect(failed).toMatchObject({ State: 'FAILED', StatusMessage: 'The disk melted.', CompletionDate: new Date(noon) });
  expect((await running()).map(({ BackupJobId }) => BackupJobId)).not.toContain(job);
  expect(await control(emulator, 'happen', requested)).toMatchObject({
    status: 400,
    message: `The job ${job} has ended already: it is FAILED.`,
  });
  await control(emulator, 'happen', { job: second?.BackupJobId, outcome: 'COMPLETED', region: 'us-east-1' });
  const done = await backup.send(new DescribeBackupJobCommand({ BackupJobId: second?.BackupJobId }));
  expect(done).toMatchObject({ State: 'COMPLETED', PercentDone: '100.0', RecoveryPointArn: expect.any(String) });
  expect(
    await control(emulator, 'happen', { job: (await running())[0]?.BackupJobId, outcome: 'EXPIRED' }),
  ).toMatchObject({
    status: 400,
    message: expect.stringMatching(/has started: only a job that has not started can end EXPIRED/),
  });
});

test('copies and restores end when they are told to', async () => {
  const emulator = await emulatorAt();
  const { backup } = clientsOf(emulator);
  for (let hour = 0; hour < 24; hour += 1) {
    const copy = (await backup.send(new ListCopyJobsCommand({ ByState: 'RUNNING' }))).CopyJobs?.[0];
    const restore = (await backup.send(new ListRestoreJobsCommand({ ByStatus: 'RUNNING' }))).RestoreJobs?.[0];
    const jobs = [copy?.CopyJobId, restore?.RestoreJobId].filter((id) => id !== undefined);
    for (const job of jobs) {
      const told = await control(emulator, 'happen', { job, outcome: 'FAILED' });
      expect(told).toMatchObject({ status: 200, was: 'RUNNING', outcome: 'FAILED' });
      expect(await control(emulator, 'happen', { job, outcome: 'ABORTED' })).toMatchObject({ status: 400 });
    }
    await control(emulator, 'clock', { advanceSeconds: 1800 });
  }
  const { CopyJobs = [] } = await backup.send(new ListCopyJobsCommand({ ByState: 'FAILED' }));
  const { RestoreJobs = [] } = await backup.send(new ListRestoreJobsCommand({ ByStatus: 'FAILED' }));
  const made = [...CopyJobs, ...RestoreJobs].filter(
    ({ StatusMessage }) => StatusMessage === 'The job was made to fail.',
  );
  expect(made.length).toBeGreaterThan(1);
});

test.each<[string, unknown, number, RegExp]>([
  ['nothing', undefined, 404, /There is no GET \/_vaultop\/nothing. There are GET \/_vaultop\/faults,/],
  ['reset', undefined, 404, /There is no GET \/_vaultop\/reset/],
  ['reset', { hard: true }, 400, /has no body/],
  ['faults', '[]', 400, /must be a JSON object/],
  ['faults', '{', 400, /must be a JSON object/],
  ['faults', {}, 400, /must have a list/],
  ['faults', { faults: ['eu-west-1'] }, 400, /write <target>=<kind>/],
  ['faults', { faults: [7] }, 400, /7 is not a fault/],
  ['faults', { faults: [{ kind: 'burn' }] }, 400, /Unknown fault kind "burn"/],
  ['faults', { faults: [{ kind: 'deny', where: 'x' }] }, 400, /Unknown member "where" of a fault/],
  ['faults', { faults: [{ kind: 'deny', region: 'Ireland' }] }, 400, /"Ireland" is not a valid region of a fault/],
  ['faults', { faults: ['s4=deny'] }, 400, /Unknown service "s4"/],
  ['happen', {}, 400, /must have the form {"job": "its id"/],
  ['happen', { job: 'x', outcome: 'MELTED' }, 400, /outcomes are COMPLETED, FAILED, ABORTED, EXPIRED/],
  ['happen', { job: 'x', outcome: 'FAILED' }, 400, /There is no job x/],
  ['clock', {}, 400, /must be one of/],
  ['clock', { now: 'noon' }, 400, /must be a time such as/],
  ['clock', { advanceSeconds: 1e15 }, 400, /number of seconds to a year from 1971 to 9999/],
  ['clock', { run: 1 }, 400, /"run" must be true/],
  ['clock', { later: 1 }, 400, /Unknown member "later"/],
])('%s with %j is refused', async (path, body, status, message) => {
  const emulator = await emulatorAt();
  expect(await control(emulator, path, body)).toEqual({ status, message: expect.stringMatching(message) });
  expect(emulator.calls).toEqual([]);
});
