// Members that are newer than the SDK's schemas come in and go out; lists are read by their schema alone.
import { expect, test } from 'vitest';
import type { Aws } from '../../src/aws/aws.ts';
import { connect, fixedKeys, never, reply, scope, startServer } from './wire-server.ts';

const json = { 'content-type': 'application/json' };
const rule = {
  RuleName: 'daily',
  TargetBackupVaultName: 'prod',
  Lifecycle: { DeleteAfterDays: 7, FutureDays: 3 },
  FutureSwitch: true,
  FutureNull: null,
  ScheduleExpression: null,
};
const document = { BackupPlan: { BackupPlanName: 'p', Rules: [rule], FutureSettings: { Deep: [{ Mode: 'x' }] } } };

const getPlan = (aws: Aws) =>
  aws.call(
    scope,
    { service: 'backup', operation: 'GetBackupPlan', input: { BackupPlanId: 'an-id' } },
    { signal: never() },
  );

test('a document keeps members that no schema names; null is absent', async () => {
  const server = await startServer(reply(200, JSON.stringify({ ...document, CreationDate: 1_700_000_000 }), json));
  const answer = await getPlan(connect(server.url));
  const { ScheduleExpression: _, FutureNull: __, ...kept } = rule;
  expect(answer.BackupPlan).toStrictEqual({ ...document.BackupPlan, Rules: [kept] });
  expect(answer.CreationDate).toEqual(new Date(1_700_000_000_000));
  expect(JSON.stringify(answer)).not.toContain('__type');
});

test('a request sends members that no schema names, and nothing besides', async () => {
  let body = '';
  const server = await startServer((request, response) => {
    request.on('data', (part) => (body += part));
    request.on('end', () => reply(200, '{}', json)(request, response));
  });
  const connections = [{ id: '', endpointUrl: server.url, credentials: fixedKeys, write: true }];
  const aws = connect(server.url, { connections });
  const { FutureNull: _, ScheduleExpression: __, ...sent } = rule;
  const BackupPlan = { ...document.BackupPlan, Rules: [sent] };
  await aws.call(
    scope,
    { service: 'backup', operation: 'UpdateBackupPlan', input: { BackupPlanId: 'an-id', BackupPlan } },
    { signal: never() },
  );
  expect(JSON.parse(body)).toStrictEqual({ BackupPlan });
});

test('a list is read by its schema', async () => {
  const listed = { BackupPlansList: [{ BackupPlanId: 'an-id', Future: 1 }], Future: 2 };
  const server = await startServer(reply(200, JSON.stringify(listed), json));
  const answer = await connect(server.url).call(
    scope,
    { service: 'backup', operation: 'ListBackupPlans', input: {} },
    { signal: never() },
  );
  expect(JSON.stringify(answer)).not.toContain('Future');
});
