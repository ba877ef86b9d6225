import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Aws, createAws } from '../../src/aws/aws.ts';
import { AwsProblemError, type ProblemKind } from '../../src/aws/errors/errors.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { sendRequest } from '../../src/engine/actions/send-request.ts';
import { systemClock } from '../../src/lib/clock.ts';
import type { ActionRequest } from '../../src/resources/action.ts';
import { retries } from '../support/retries.ts';

const role = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const scope = { accountId: '123456789012', region: 'us-east-1', connection: '' };
const { signal } = new AbortController();
/** Waits take no time here. */
const clock = { now: systemClock.now, setTimeout: (task: () => void) => systemClock.setTimeout(task, 0) };

let emulator: Emulator;
let aws: Aws;

beforeAll(async () => {
  emulator = await startEmulator({ now: Date.UTC(2026, 0, 15, 12, 7), throttle: false });
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  aws = createAws({
    connections: [{ id: '', endpointUrl: emulator.url, credentials, write: true }],
    clock: systemClock,
    rates: 'unlimited',
  });
});
afterAll(async () => {
  aws.close();
  await emulator.close();
});

const ask = (operation: string, input: object) =>
  aws.call(
    scope,
    { service: 'backup', operation: operation as never, input: input as never },
    { signal },
  ) as Promise<never>;

/** AWS carries out the request and the response is lost, the given number of times; reading calls lose nothing. */
function losing(times: number, kind: ProblemKind = 'timeout'): { aws: Aws; sent: string[] } {
  let left = times;
  const sent: string[] = [];
  const lossy: Aws['call'] = async (...call) => {
    const [, { operation }] = call;
    sent.push(operation);
    const answer = await aws.call(...call);
    if (/^(Get|List|Describe)/.test(operation) || left === 0) return answer;
    left -= 1;
    throw new AwsProblemError({ kind, message: 'no answer', nextStep: 'wait', retryable: true });
  };
  return { aws: { ...aws, call: lossy }, sent };
}

const send = (door: Aws, operation: string, input: ActionRequest['input']) =>
  sendRequest({
    aws: door,
    clock,
    scope,
    request: { service: 'backup', operation, input },
    retry: retries[operation],
    signal,
  });

test('a call that stays without a response is tried four times, after one, two and four seconds', async () => {
  const waits: number[] = [];
  const failing: Aws['call'] = async () => {
    throw new AwsProblemError({ kind: 'throttled', message: 'slow down', nextStep: 'wait', retryable: true });
  };
  const sent = await sendRequest({
    aws: { ...aws, call: failing },
    clock: {
      ...clock,
      setTimeout(task, ms) {
        waits.push(ms);
        return clock.setTimeout(task);
      },
    },
    scope,
    request: { service: 'backup', operation: 'StopBackupJob', input: { BackupJobId: 'x' } },
    retry: retries.StopBackupJob,
    signal,
  });
  expect(sent).toMatchObject({ outcome: 'refused', problem: { kind: 'throttled' } });
  expect(waits).toEqual([1_000, 2_000, 4_000]);
});

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

test.each(['timeout', 'unreachable'] as const)(
  'a message is not sent twice: after "%s" its outcome is unknown',
  async (kind) => {
    const { aws: lossy, sent } = losing(1, kind);
    const TopicArn = 'arn:aws:sns:us-east-1:123456789012:backup-alerts';
    const input = { TopicArn, Subject: 'vaultop test', Message: 'vaultop test' };
    const request = { service: 'sns', operation: 'Publish', input } as const;
    const outcome = await sendRequest({ aws: lossy, clock, scope, request, retry: retries.Publish, signal });
    expect(outcome).toMatchObject({ outcome: 'unknown' });
    expect(sent).toEqual(['Publish']);
  },
);

const rule = { RuleName: 'r', TargetBackupVaultName: 'prod', ScheduleExpression: 'cron(0 5 ? * * *)' };

async function newPlan(name: string) {
  const plan = { BackupPlanName: name, Rules: [rule] };
  const made = (await ask('CreateBackupPlan', { BackupPlan: plan })) as { BackupPlanId: string };
  const changed = { ...plan, Rules: [{ ...rule, ScheduleExpression: 'cron(0 6 ? * * *)' }] };
  const versions = async () => {
    const { BackupPlanVersionsList } = (await ask('ListBackupPlanVersions', made)) as {
      BackupPlanVersionsList: object[];
    };
    return BackupPlanVersionsList.length;
  };
  return { input: { BackupPlanId: made.BackupPlanId, BackupPlan: changed }, versions };
}

test.each(['timeout', 'unreachable', 'not-offered', 'unknown'] as const)(
  'a plan has no token: after "%s" it is read back before it is changed again, so that there is one new version',
  async (kind) => {
    const { input, versions } = await newPlan(`versions-${kind}`);
    const { aws: lossy, sent } = losing(1, kind);
    expect((await send(lossy, 'UpdateBackupPlan', input)).outcome).toBe('done');
    expect(sent).toEqual(['UpdateBackupPlan', 'GetBackupPlan']);
    expect(await versions()).toBe(2);
  },
);

/** The embedded AWS behind a proxy that breaks the connection after AWS has carried out a mutating call. */
async function behindBreakingDoor(times: number): Promise<{ url: string; sent: string[]; close(): Promise<void> }> {
  const sent: string[] = [];
  const server = createServer(async (request, response) => {
    const parts = await Array.fromAsync(request);
    const { host: _, 'content-length': __, connection: ___, ...headers } = request.headers;
    sent.push(`${request.method} ${request.url}`);
    const answer = await fetch(`${emulator.url}${request.url}`, {
      method: request.method ?? 'GET',
      headers: headers as Record<string, string>,
      ...(parts.length > 0 ? { body: Buffer.concat(parts) } : {}),
    });
    if (request.method !== 'GET' && sent.filter((line) => !line.startsWith('GET')).length <= times) {
      return void request.socket.destroy();
    }
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    sent,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

test('after a reset a call without a token is read back before it is sent again', async () => {
  const { input, versions } = await newPlan('reset');
  const door = await behindBreakingDoor(1);
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const connections = [{ id: '', endpointUrl: door.url, credentials, write: true }];
  const through = createAws({ connections, clock: systemClock, rates: 'unlimited' });
  try {
    expect((await send(through, 'UpdateBackupPlan', input)).outcome).toBe('done');
    expect(door.sent.map((line) => line.split(' ')[0])).toEqual(['POST', 'GET']);
    expect(await versions()).toBe(2);
  } finally {
    through.close();
    await door.close();
  }
});

test('what was to be taken out and still stands was not done', async () => {
  const { input } = await newPlan('less');
  const more = { ...input.BackupPlan, Rules: [{ ...rule, RecoveryPointTags: { team: 'db' } }] };
  await ask('UpdateBackupPlan', { ...input, BackupPlan: more });
  const less = { ...input, BackupPlan: { ...more, Rules: [rule] } };
  const sent: string[] = [];
  let lost = false;
  const deaf: Aws['call'] = async (...call) => {
    sent.push(call[1].operation);
    if (call[1].operation !== 'UpdateBackupPlan' || lost) return aws.call(...call);
    lost = true;
    throw new AwsProblemError({ kind: 'timeout', message: 'no answer', nextStep: 'wait', retryable: true });
  };
  expect((await send({ ...aws, call: deaf }, 'UpdateBackupPlan', less)).outcome).toBe('done');
  expect(sent).toEqual(['UpdateBackupPlan', 'GetBackupPlan', 'UpdateBackupPlan']);
});

test('a refusal after a lost response does not say that nothing was done', async () => {
  let calls = 0;
  const odd: Aws['call'] = async () => {
    calls += 1;
    const [kind, retryable] = calls === 1 ? (['timeout', true] as const) : (['denied', false] as const);
    throw new AwsProblemError({ kind, message: 'no', nextStep: 'wait', retryable });
  };
  const input = { BackupVaultName: 'prod', ResourceArn: 'arn', IamRoleArn: role, IdempotencyToken: 'once' };
  expect((await send({ ...aws, call: odd }, 'StartBackupJob', input)).outcome).toBe('unknown');
});

test('where nothing was done it is sent again, and given up in the end', async () => {
  const { aws: base } = losing(0);
  const sent: string[] = [];
  const deaf: Aws['call'] = async (...call) => {
    sent.push(call[1].operation);
    if (call[1].operation !== 'StopBackupJob') return base.call(...call);
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
  // The list of vaults tells; it is not sent again.
  expect(sent).toEqual(['DeleteBackupVault']);
});

test('a refusal is not tried again', async () => {
  const { aws: lossy, sent } = losing(0);
  const refused = await send(lossy, 'DeleteBackupVault', { BackupVaultName: 'prod' });
  expect(refused.outcome).toBe('refused');
  expect(sent).toHaveLength(1);
});

test('a lost request of an operation that no action declares is not sent again', async () => {
  const { aws: lossy, sent } = losing(1);
  const request = { service: 'backup', operation: 'CreateBackupVault', input: { BackupVaultName: 'lost' } } as const;
  const response = await sendRequest({ aws: lossy, clock, scope, request, retry: undefined, signal });
  expect(response).toMatchObject({ outcome: 'unknown' });
  expect(sent).toEqual(['CreateBackupVault']);
});

/** `failures` of one response after the other; the last one stays. */
async function sendTags(...failures: object[]) {
  let sent = 0;
  const answering = async () => ({ FailedResourcesMap: failures[Math.min(sent++, failures.length - 1)] });
  const input = { ResourceARNList: ['arn:aws:s3:::logs'], Tags: { env: 'prod' } };
  const request: ActionRequest = { service: 'tagging', operation: 'TagResources', input };
  const outcome = await sendRequest({
    aws: { ...aws, call: answering as never },
    clock,
    scope,
    request,
    retry: retries.TagResources,
    signal,
  });
  return { outcome, sent };
}

test('what stands in the map of failures of a successful response was not carried out', async () => {
  const denied = {
    StatusCode: 403,
    ErrorCode: 'AccessDeniedException',
    ErrorMessage: 'not authorized to perform: rds:AddTagsToResource\u001b[2J',
  };
  const gone = { StatusCode: 400, ErrorCode: 'InvalidParameterException', ErrorMessage: 'logs does not exist.' };
  const { outcome, sent } = await sendTags({
    'arn:aws:rds:us-east-1:123456789012:db:shop': denied,
    'arn:aws:rds:us-east-1:123456789012:db:lab': denied,
    'arn:aws:s3:::logs': gone,
  });
  expect(sent).toBe(1);
  expect(outcome.outcome).toBe('refused');
  expect(outcome).toMatchObject({
    problem: {
      message: expect.stringMatching(
        /^Not tagged: shop, lab: AccessDeniedException \(403\): not authorized .*AddTagsToResource.* logs: InvalidParameterException \(400\): logs does not exist\.$/,
      ),
      nextStep: 'ask for the permissions tag:TagResources, rds:AddTagsToResource',
    },
  });
  expect(JSON.stringify(outcome)).not.toContain('\\u001b');
});

test('a failure that AWS calls safe to retry is sent again, and unknown if it stays', async () => {
  const passing = { StatusCode: 500, ErrorCode: 'InternalServiceException' };
  const arn = 'arn:aws:s3:::logs';
  expect(await sendTags({ [arn]: passing }, {})).toMatchObject({ outcome: { outcome: 'done' }, sent: 2 });
  expect(await sendTags({ [arn]: passing })).toMatchObject({ outcome: { outcome: 'unknown' }, sent: 4 });
});
