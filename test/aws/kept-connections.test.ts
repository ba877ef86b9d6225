// A server closes a kept connection in the moment in which the client uses it again.
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { CallRecord } from '../../src/aws/aws.ts';
import { connect, fixedKeys, never, problemOf, scope, startServer } from './wire-server.ts';

/** Answers the first request of each connection; `used` has how often that of each request had been used before. */
async function closingServer() {
  const used: number[] = [];
  const records: CallRecord[] = [];
  const uses = new Map<Socket, number>();
  const { url } = await startServer((request, response) => {
    const before = uses.get(request.socket) ?? 0;
    uses.set(request.socket, before + 1);
    used.push(before);
    if (before > 0) request.socket.resetAndDestroy();
    else request.resume().once('end', () => response.end('{"BackupVaultList":[]}'));
  });
  const connections = [{ id: '', write: true, endpointUrl: url, credentials: fixedKeys }];
  const aws = connect(url, { connections, onCall: (record) => records.push(record) });
  const list = () =>
    aws.call(scope, { service: 'backup', operation: 'ListBackupVaults', input: {} }, { signal: never() });
  return { aws, list, used, records };
}

test('a read is asked again at once over another connection', async () => {
  const { list, used, records } = await closingServer();
  await list();
  expect(await list()).toMatchObject({ BackupVaultList: [] });
  expect(used).toEqual([0, 1, 0]);
  expect(records.map(({ outcome }) => outcome)).toEqual(['ok', 'unreachable', 'ok']);
});

test('several that were closed are gone through', async () => {
  const { list } = await closingServer();
  await Promise.all([list(), list(), list()]);
  expect(await Promise.all([list(), list(), list()])).toHaveLength(3);
});

test('a call that changes something is sent once', async () => {
  const { aws, list, used } = await closingServer();
  await list();
  const start = { BackupVaultName: 'a', ResourceArn: 'b', IamRoleArn: 'c' };
  const problem = await problemOf(
    aws.call(scope, { service: 'backup', operation: 'StartBackupJob', input: start }, { signal: never() }),
  );
  expect(problem.kind).toBe('unreachable');
  expect(used).toEqual([0, 1]);
});
