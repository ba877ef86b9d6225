// Bodies without end: of every service, well or refused, of whatever signs in. They are refused, and little was sent.
import type { RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import { afterEach, expect, test, vi } from 'vitest';
import type { Aws, Service } from '../../src/aws/aws.ts';
import { createAwsHome } from '../support/aws-home.ts';
import { connect, never, problemOf, scope, startServer } from './wire-server.ts';

const opened: Aws[] = [];
// Their limits hold for the whole process.
afterEach(() => {
  for (const aws of opened.splice(0)) aws.close();
  vi.unstubAllEnvs();
});

function open(...args: Parameters<typeof connect>): Aws {
  const aws = connect(...args);
  opened.push(aws);
  return aws;
}

const responseLimits = { mostBytes: 2_000_000, mostOfAll: 4_000_000 };
/** What sockets hold on both sides. */
const underWay = 12_000_000;

/** `sent`: bytes that were handed to sockets. */
function endless(status: number, type: string, begin = '') {
  const piece = Buffer.alloc(64_000, ' ');
  let sent = 0;
  const answer: RequestListener = (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': type }).write(begin);
    const body = new Readable({
      read() {
        sent += piece.byteLength;
        this.push(piece);
      },
    });
    response.once('close', () => body.destroy());
    body.pipe(response);
  };
  return { answer, sent: () => sent };
}

const calls: readonly (readonly [Service, string, string])[] = [
  ['backup', 'ListBackupJobs', 'application/json'],
  ['backup', 'DescribeBackupVault', 'application/json'],
  ['cloudtrail', 'LookupEvents', 'application/x-amz-json-1.1'],
  ['cloudwatch', 'GetMetricData', 'application/cbor'],
  ['sts', 'GetCallerIdentity', 'text/xml'],
  ['account', 'ListRegions', 'application/json'],
  ['organizations', 'ListAccounts', 'application/x-amz-json-1.1'],
  ['sqs', 'ReceiveMessage', 'application/x-amz-json-1.0'],
];
const queue = 'https://sqs.us-east-1.amazonaws.com/111122223333/q';
const input = {
  BackupVaultName: 'v',
  QueueUrl: queue,
  MetricDataQueries: [],
  StartTime: new Date(),
  EndTime: new Date(),
};

test.each(calls.flatMap((call) => [200, 400, 500].map((status) => [...call, status] as const)))(
  '%s %s, %s, %i',
  async (service, operation, type, status) => {
    const server = endless(status, type, type === 'text/xml' ? '<A>' : '{');
    const { url } = await startServer(server.answer);
    const connection = { id: '', endpointUrl: url, credentials: { accessKeyId: 'A', secretAccessKey: 'x' } };
    const aws = open(url, { responseLimits, connections: [{ ...connection, eventQueues: [queue] }] });
    const problem = await problemOf(
      aws.call(scope, { service, operation: operation as never, input: input as never }, { signal: never() }),
    );
    expect(problem).toMatchObject({ kind: 'not-offered', retryable: true });
    expect(problem.message).toMatch(
      / in us-east-1 sent a response of more than \d+ MB, the most that vaultop reads\.$/,
    );
    expect(server.sent()).toBeLessThan(responseLimits.mostBytes + underWay);
  },
);

test('a length that is told beforehand is refused before anything is read', async () => {
  const { url } = await startServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '900000000000' }).write('{');
  });
  const problem = await problemOf(
    open(url).call(scope, { service: 'backup', operation: 'ListBackupJobs', input: {} }, { signal: never() }),
  );
  expect(problem.message).toMatch(/the most that vaultop reads/);
});

test('many long answers at once: together they take no more than what is granted to all', async () => {
  const server = endless(200, 'application/json', '{');
  const { url } = await startServer(server.answer);
  const aws = open(url, { responseLimits: { mostBytes: 64_000_000, mostOfAll: 4_000_000 } });
  const names = ['ListBackupJobs', 'ListCopyJobs', 'ListRestoreJobs', 'ListBackupVaults'] as const;
  const problems = await Promise.all(
    names.map((name) =>
      problemOf(aws.call(scope, { service: 'backup', operation: name, input: {} }, { signal: never() })),
    ),
  );
  for (const { message } of problems) expect(message).toMatch(/the most that vaultop reads/);
  expect(server.sent()).toBeLessThan(names.length * (4_000_000 + underWay));
});

test('an answer of 20 MB is taken', async () => {
  const rows = Array.from({ length: 40_000 }, (_, index) => ({
    BackupJobId: `${index}`,
    StatusMessage: 'x'.repeat(480),
  }));
  const { url } = await startServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ BackupJobs: rows }));
  });
  const answer = await open(url).call(
    scope,
    { service: 'backup', operation: 'ListBackupJobs', input: {} },
    { signal: never() },
  );
  expect(answer.BackupJobs).toHaveLength(rows.length);
});

test.each([
  ['a container', (url: string) => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url })],
  ['an instance', (url: string) => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: url, AWS_EC2_METADATA_DISABLED: 'false' })],
])('credentials of %s', async (_, variables) => {
  const server = endless(200, 'application/json', '{');
  const { url } = await startServer(server.answer);
  const home = await createAwsHome();
  for (const [name, value] of Object.entries(variables(url))) vi.stubEnv(name, value);
  const aws = open(url, { responseLimits, connections: [{ id: '', endpointUrl: url }], env: process.env });
  const problem = await problemOf(
    aws.call(scope, { service: 'sts', operation: 'GetCallerIdentity', input: {} }, { signal: never() }),
  );
  expect(problem.kind).toMatch(/no-credentials|not-offered/);
  expect(server.sent()).toBeLessThan(6 * (responseLimits.mostBytes + underWay));
  await home.remove();
});
