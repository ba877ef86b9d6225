import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Aws, createAws } from '../../src/aws/aws.ts';
import { AwsProblemError, type ProblemKind } from '../../src/aws/errors.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { systemClock } from '../../src/lib/clock.ts';
import type { ActionRequest } from '../../src/resources/action.ts';
import { sendRequest } from '../../src/runtime/send-request.ts';

const role = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const scope = { accountId: '123456789012', region: 'us-east-1', connection: '' };
const { signal } = new AbortController();
/** Waits cost nothing here. */
const clock = { now: systemClock.now, setTimeout: (task: () => void) => systemClock.setTimeout(task, 0) };

let emulator: Emulator;
let aws: Aws;

beforeAll(async () => {
  emulator = await startEmulator({ now: Date.UTC(2026, 0, 15, 12, 7) });
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  aws = createAws({
    connections: [{ id: '', endpointUrl: emulator.url, credentials, write: true }],
    clock: systemClock,
  });
});
afterAll(async () => {
  aws.close();
  await emulator.close();
});

const ask = (operation: string, input: object) =>
  aws.call(scope, 'backup', operation as never, input as never, signal) as Promise<never>;

/** AWS carries it out and the answer is lost, as often as said; reading loses nothing. */
function losing(times: number, kind: ProblemKind = 'timeout'): { aws: Aws; sent: string[] } {
  let left = times;
  const sent: string[] = [];
  const lossy: Aws['call'] = async (...question) => {
    const [, , operation] = question;
    sent.push(operation);
    const answer = await aws.call(...question);
    if (/^(Get|List|Describe)/.test(operation) || left === 0) return answer;
    left -= 1;
    throw new AwsProblemError({ kind, message: 'no answer', nextStep: 'wait', retryable: true });
  };
  return { aws: { ...aws, call: lossy }, sent };
}

const send = (door: Aws, operation: string, input: ActionRequest['input']) =>
  sendRequest({ aws: door, clock, scope, request: { service: 'backup', operation, input }, input, signal });

test('a job whose start was not answered is started once', async () => {
  const { Results = [] } = (await ask('ListProtectedResources', {})) as { Results?: { ResourceArn: string }[] };
  const ResourceArn = Results.find((one) => /us-east-1:\d+:volume/.test(one.ResourceArn))?.ResourceArn;
  const jobs = async () =>
    ((await ask('ListBackupJobs', { ByResourceArn: ResourceArn })) as { BackupJobs: object[] }).BackupJobs.length;
  const before = await jobs();
  const { aws: lossy, sent } = losing(2);
  const input = { BackupVaultName: 'prod', ResourceArn, IamRoleArn: role, IdempotencyToken: 'once' };
  expect(await send(lossy, 'StartBackupJob', input)).toMatchObject({ outcome: 'done' });
  expect(sent).toEqual(['StartBackupJob', 'StartBackupJob', 'StartBackupJob']);
  expect(await jobs()).toBe(before + 1);
});

test('a plan has no token: it is read back before it is changed again, so that there is one new version', async () => {
  const rule = { RuleName: 'r', TargetBackupVaultName: 'prod', ScheduleExpression: 'cron(0 5 ? * * *)' };
  const plan = { BackupPlanName: 'versions', Rules: [rule] };
  const made = (await ask('CreateBackupPlan', { BackupPlan: plan })) as { BackupPlanId: string };
  const { aws: lossy, sent } = losing(1);
  const changed = { ...plan, Rules: [{ ...rule, ScheduleExpression: 'cron(0 6 ? * * *)' }] };
  const sentPlan = await send(lossy, 'UpdateBackupPlan', { BackupPlanId: made.BackupPlanId, BackupPlan: changed });
  expect(sentPlan.outcome).toBe('done');
  expect(sent).toEqual(['UpdateBackupPlan', 'GetBackupPlan']);
  const { BackupPlanVersionsList } = (await ask('ListBackupPlanVersions', made)) as {
    BackupPlanVersionsList: object[];
  };
  expect(BackupPlanVersionsList).toHaveLength(2);
});

test('where nothing was done it is sent again, and given up in the end', async () => {
  const { aws: base } = losing(0);
  const sent: string[] = [];
  const deaf: Aws['call'] = async (...question) => {
    sent.push(question[2]);
    if (question[2] !== 'StopBackupJob') return base.call(...question);
    throw new AwsProblemError({ kind: 'timeout', message: 'no answer', nextStep: 'wait', retryable: true });
  };
  const { BackupJobs } = (await ask('ListBackupJobs', { ByState: 'RUNNING' })) as {
    BackupJobs: { BackupJobId: string }[];
  };
  const input = { BackupJobId: BackupJobs[0]?.BackupJobId };
  const outcome = await send({ ...aws, call: deaf }, 'StopBackupJob', input);
  expect(outcome).toMatchObject({ outcome: 'unknown', problem: { kind: 'timeout' } });
  expect(sent.filter((operation) => operation === 'StopBackupJob')).toHaveLength(4);
  expect(sent.filter((operation) => operation === 'DescribeBackupJob')).toHaveLength(3);
});

test('what is gone after a deletion that was not answered was deleted by it', async () => {
  await ask('CreateBackupVault', { BackupVaultName: 'brief' });
  const { aws: lossy, sent } = losing(1);
  expect((await send(lossy, 'DeleteBackupVault', { BackupVaultName: 'brief' })).outcome).toBe('done');
  expect(sent).toEqual(['DeleteBackupVault', 'DeleteBackupVault']);
});

test('a refusal is not tried again', async () => {
  const { aws: lossy, sent } = losing(0);
  const refused = await send(lossy, 'DeleteBackupVault', { BackupVaultName: 'prod' });
  expect(refused.outcome).toBe('refused');
  expect(sent).toHaveLength(1);
});
