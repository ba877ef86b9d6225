// What answers at AWS's address and is not AWS: named as what it is, and by the operation that it was asked.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { OperationOf, Service } from '../../src/aws/operations.ts';
import { connect, never, problemOf, reply, scope, startServer } from './wire-server.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that sends these bytes to every client. */
async function startRaw(bytes: string): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(bytes, 'latin1'));
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const ask = (url: string, service: Service = 'backup', operation = 'ListBackupVaults') =>
  problemOf(
    connect(url).call(
      scope,
      { service, operation: operation as OperationOf<Service>, input: {} as never },
      { signal: never() },
    ),
  );

const garbage = {
  words: 'garbage\r\n\r\n',
  ssh: 'SSH-2.0-OpenSSH_9.2\r\n',
  'a page without a head': '<html>hello</html>',
  'a TLS alert': '\x15\x03\x01\x00\x02\x02\x46',
  'no status': 'HTTP/1.1 abc\r\n\r\n',
  'another version': 'HTTP/9.9 200 OK\r\n\r\n',
  'no length': 'HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n',
  'a broken header': 'HTTP/1.1 200 OK\r\nbad header\r\n\r\n',
  'headers without end': `HTTP/1.1 200 OK\r\na: ${'x'.repeat(100_000)}\r\n\r\n`,
};

describe.each(['http', 'https'])('bytes that are no HTTP, over %s', (protocol) => {
  test.each(Object.entries(garbage))('%s', async (_, bytes) => {
    const problem = await ask(`${protocol}://127.0.0.1:${await startRaw(bytes)}`);
    expect(problem).toMatchObject({ kind: 'unreachable', retryable: true });
    expect(problem.message).toBe('AWS Backup in us-east-1 answers ListBackupVaults with something other than HTTP.');
    expect(problem.nextStep).not.toMatch(/CA_BUNDLE/);
  });
});

describe('a redirect', () => {
  const requested: readonly (readonly [Service, string])[] = [
    ['backup', 'ListBackupVaults'],
    ['backup', 'DescribeRegionSettings'],
    ['cloudtrail', 'LookupEvents'],
    ['cloudwatch', 'ListMetrics'],
    ['sts', 'GetCallerIdentity'],
    ['organizations', 'ListAccounts'],
  ];
  test.each(requested)('in answer to %s %s is named and not followed', async (service, operation) => {
    const elsewhere = await startServer(reply(200, '{}'));
    const location = `${elsewhere.url.replace('//', '//user:secret@')}/sso?token=secret#secret`;
    for (const status of [301, 302, 303, 307, 308]) {
      const { url } = await startServer(reply(status, '<html>moved</html>', { location }));
      const problem = await ask(url, service, operation);
      expect(problem).toMatchObject({ kind: 'unreachable', code: `${status}` });
      expect(problem.message).toContain(
        `${operation} with a redirect to ${elsewhere.url}/sso, which vaultop does not follow`,
      );
    }
    expect(elsewhere.requests).toEqual([]);
  });

  test('that points nowhere is an answer that is not of AWS', async () => {
    const { url } = await startServer(reply(304, ''));
    expect(await ask(url)).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('answered 304') });
  });
});

describe('a list with something else in it', () => {
  test.each([
    ['{}', 'it has no BackupVaultList'],
    ['{"BackupVaultList":null}', 'it has no BackupVaultList'],
    ['{"BackupVaultList":"words"}', 'BackupVaultList is a text, not a list'],
    ['{"BackupVaultList":7}', 'BackupVaultList is a number, not a list'],
    ['{"BackupVaultList":{"a":1}}', 'BackupVaultList is an object, not a list'],
    ['{"BackupVaultList":[null]}', 'BackupVaultList has only null in it'],
    ['{"BackupVaultList":["words",{}]}', 'it has a text instead of an item of BackupVaultList'],
    ['{"BackupVaultList":[[],{}]}', 'it has a list instead of an item of BackupVaultList'],
    ['{"BackupVaultList":[7]}', 'it has a number instead of an item of BackupVaultList'],
  ])('%s', async (body, why) => {
    const { url } = await startServer(reply(200, body, { 'content-type': 'application/json' }));
    expect((await ask(url)).message).toContain(`AWS Backup's ListBackupVaults cannot be read: ${why}`);
  });

  test('a null among the rows leaves the others', async () => {
    const { url } = await startServer(reply(200, '{"BackupVaultList":[null,{"BackupVaultName":"a"},null]}'));
    const response = await connect(url).call(
      scope,
      { service: 'backup', operation: 'ListBackupVaults', input: {} },
      { signal: never() },
    );
    expect(response.BackupVaultList).toEqual([{ BackupVaultName: 'a' }]);
  });
});

describe('a member of another type', () => {
  test.each<readonly [Service, string, string, string]>([
    ['backup', 'GetBackupPlan', '{"BackupPlan":"x"}', 'BackupPlan is a text, not an object'],
    ['backup', 'GetBackupPlan', '{"BackupPlan":{"Rules":"x"}}', 'BackupPlan.Rules is a text, not a list'],
    ['backup', 'DescribeBackupVault', '{"BackupVaultName":[7]}', 'BackupVaultName is a list, not a text'],
    ['backup', 'ListTags', '{"Tags":true}', 'Tags is a boolean, not an object'],
    ['cloudtrail', 'LookupEvents', '{"Events":"x"}', 'Events is a text, not a list'],
    ['organizations', 'ListAccounts', '{"Accounts":7}', 'Accounts is a number, not a list'],
    ['account', 'ListRegions', '{"Regions":[null]}', 'Regions has only null in it'],
  ])('of %s %s: %s', async (service, operation, body, why) => {
    const { url } = await startServer(reply(200, body, { 'content-type': 'application/json' }));
    const input = { BackupPlanId: 'a', BackupVaultName: 'a', ResourceArn: 'a' };
    const requested = connect(url).call(
      scope,
      { service, operation: operation as OperationOf<Service>, input: input as never },
      { signal: never() },
    );
    expect((await problemOf(requested)).message).toContain(`${operation} cannot be read: ${why};`);
  });
});
