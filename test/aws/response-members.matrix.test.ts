// A response without the member that AWS always sends must not be read as an empty list.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as account from '@aws-sdk/client-account';
import * as backup from '@aws-sdk/client-backup';
import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as organizations from '@aws-sdk/client-organizations';
import { expect, test } from 'vitest';
import type { Service } from '../../src/aws/operations.ts';
import { describedMembers, listMembers } from '../../src/aws/responses/response-members.ts';
import { readOperations } from '../../src/emulator/wire/operations.ts';
import { sampled } from '../support/matrix.ts';
import { connect, fixedKeys, never, problemOf, reply, scope, startServer } from './wire-server.ts';

const clients = { backup, cloudtrail, cloudwatch, account, organizations };
const source = resolve(import.meta.dirname, '../../src');
const program = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.startsWith('emulator'))
  .map((name) => readFileSync(join(source, name), 'utf8'))
  .join('\n');

/** Every list that the program requests, by the schemas of the clients. */
const lists = Object.entries(clients).flatMap(([service, client]) =>
  readOperations(client).flatMap(({ name, output }) => {
    const isCalled = new RegExp(`'${service}',\\s*(?:operation: )?'${name}'`).test(program);
    const members = [...output.structIterator()].filter(([, member]) => member.isListSchema());
    return isCalled && /^(List|Lookup|GetMetricData)/.test(name) && members[0]
      ? [{ service: service as Service, operation: name, member: members[0][0] }]
      : [];
  }),
);

test('every list that the program asks for is known by its member', () => {
  expect(lists.length).toBeGreaterThan(29);
  for (const { service, operation, member } of lists) {
    expect([operation, listMembers[service]?.[operation]]).toEqual([operation, member]);
  }
});

test('every document that is asked for of AWS Backup is known by a member of it', () => {
  const known = describedMembers.backup ?? {};
  const described = readOperations(backup).filter(
    ({ name }) => /^(Describe|Get|ListTags)/.test(name) && program.includes(`'backup', '${name}'`),
  );
  // What only fills in a form is not shown as a fact.
  const inForms = /^(GetBackupPlanFrom|GetRecoveryPointRestoreMetadata)/;
  for (const { name, output } of described) {
    if (inForms.test(name)) continue;
    expect([name, [...output.structIterator()].some(([member]) => member === known[name])]).toEqual([name, true]);
  }
});

const bodies: readonly (readonly [name: string, status: number, body: (member: string) => string])[] = [
  ['no body', 200, () => ''],
  ['204', 204, () => ''],
  ['no member', 200, () => '{}'],
  ['an array', 200, () => '[1,2]'],
  ['a number', 200, () => '42'],
  ['a text', 200, () => '"x"'],
  ['null', 200, () => 'null'],
  ['null in its place', 200, (member) => `{"${member}":null}`],
  ['an object in its place', 200, (member) => `{"${member}":{"a":1}}`],
  ['a text in its place', 200, (member) => `{"${member}":"x"}`],
  ['no objects in it', 200, (member) => `{"${member}":[1,null]}`],
];
const cases = lists.flatMap((list) => bodies.map((body) => ({ ...list, body })));

test.each(sampled(cases, 40))('$operation: $body.0 cannot be read', async ({ service, operation, member, body }) => {
  const [, status, bodyOf] = body;
  const { url } = await startServer(reply(status, bodyOf(member), { 'content-type': 'application/json' }));
  const connections = [{ id: '', endpointUrl: url, credentials: fixedKeys }];
  const aws = connect(url, { connections });
  const input = { BackupPlanId: 'a', BackupVaultName: 'a', ResourceArn: 'a', LegalHoldId: 'a', BackupVaultArn: 'a' };
  const requested = aws.call(
    scope,
    { service, operation: operation as never, input: { ...input, RestoreTestingPlanName: 'a' } as never },
    { signal: never() },
  );
  const problem = await problemOf(requested);
  expect(problem).toMatchObject({ kind: 'not-offered', retryable: true });
  expect(problem.message).toContain('cannot be read');
});

test('an empty list is an answer', async () => {
  const { url } = await startServer(reply(200, '{"BackupJobs":[],"NextToken":null}'));
  const response = await connect(url).call(
    scope,
    { service: 'backup', operation: 'ListBackupJobs', input: {} },
    { signal: never() },
  );
  expect(response.BackupJobs).toEqual([]);
});

const receive = async (body: string, status = 200) => {
  const { url } = await startServer(reply(status, body, { 'content-type': 'application/x-amz-json-1.0' }));
  const queue = `${url}/1/events`;
  const aws = connect(url, {
    connections: [{ id: '', endpointUrl: url, credentials: fixedKeys, eventQueues: [queue] }],
  });
  return aws.call(
    scope,
    { service: 'sqs', operation: 'ReceiveMessage', input: { QueueUrl: queue } },
    { signal: never() },
  );
};

test.each(['{}', ' {"Messages":[]}', ''])('a queue without messages answers %j', async (body) => {
  expect((await receive(body)).Messages ?? []).toEqual([]);
});

test.each(['[1,2]', '42', '"x"', 'null', '{"Messages":{"a":1}}'])('no queue answers %j', async (body) => {
  expect(await problemOf(receive(body))).toMatchObject({ kind: 'not-offered', retryable: true });
});
