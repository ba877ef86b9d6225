import { expect, test } from 'vitest';
import type { AwsProblem } from '../../src/aws/errors/errors.ts';
import { connect, never, problemOf, reply, scope, startServer } from './wire-server.ts';

const html = '<html><body><h1>Bad Gateway</h1></body></html>';
const json = (type: string, message = 'said') => JSON.stringify({ __type: type, message });

const responses: readonly (readonly [string, ReturnType<typeof reply>, Partial<AwsProblem>])[] = [
  ['an HTML page with 502', reply(502, html), { kind: 'unreachable', retryable: true }],
  ['an HTML page with 200', reply(200, html), { kind: 'not-offered', retryable: false }],
  ['an HTML page with 403', reply(403, html), { kind: 'unreachable', code: '403' }],
  ['truncated JSON', reply(200, '{"BackupJobs":[{"Ba'), { kind: 'not-offered', retryable: true }],
  ['no route', reply(404, 'no route'), { kind: 'not-offered', retryable: false }],
  ['an empty 404', reply(404, ''), { kind: 'not-offered' }],
  ['501', reply(501, '{}'), { kind: 'not-offered' }],
  ['an empty 503', reply(503, ''), { kind: 'unknown', retryable: true }],
  [
    'AccessDeniedException',
    reply(403, json('AccessDeniedException')),
    { kind: 'denied', code: 'AccessDeniedException' },
  ],
  ['ExpiredTokenException', reply(403, json('ExpiredTokenException')), { kind: 'expired-credentials' }],
  ['UnrecognizedClientException', reply(403, json('UnrecognizedClientException')), { kind: 'no-credentials' }],
  ['ThrottlingException', reply(400, json('ThrottlingException')), { kind: 'throttled', retryable: true }],
  [
    'a name in the header',
    reply(400, '{"Message":"gone"}', { 'x-amzn-errortype': 'ResourceNotFoundException:http://internal/' }),
    { kind: 'not-found', message: 'gone' },
  ],
  [
    'InvalidParameterValueException',
    reply(400, json('InvalidParameterValueException', 'Unsupported resource type')),
    { kind: 'invalid', message: 'Unsupported resource type' },
  ],
];

test.each(responses)('%s', async (_, answer, expected) => {
  const { url } = await startServer(answer);
  const problem = await problemOf(
    connect(url).call(scope, { service: 'backup', operation: 'ListBackupJobs', input: {} }, { signal: never() }),
  );
  expect(problem).toMatchObject(expected);
  expect(`${problem.message} ${problem.nextStep}`).not.toMatch(/JSON|token '|Deserialization|\n/);
});

test("CloudWatch's query-compatible throttle", async () => {
  const { url } = await startServer(reply(400, json('x#Oddity'), { 'x-amzn-query-error': 'Throttling;Sender' }));
  const problem = await problemOf(
    connect(url).call(scope, { service: 'cloudwatch', operation: 'ListMetrics', input: {} }, { signal: never() }),
  );
  expect(problem.kind).toBe('throttled');
});

test("STS's XML, and a page in its place", async () => {
  const error = '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code></Error></ErrorResponse>';
  const first = connect((await startServer(reply(403, error))).url);
  expect(
    (
      await problemOf(
        first.call(scope, { service: 'sts', operation: 'GetCallerIdentity', input: {} }, { signal: never() }),
      )
    ).kind,
  ).toBe('no-credentials');
  const page = connect((await startServer(reply(502, html))).url);
  expect(
    (
      await problemOf(
        page.call(scope, { service: 'sts', operation: 'GetCallerIdentity', input: {} }, { signal: never() }),
      )
    ).kind,
  ).toBe('unreachable');
  const second = connect((await startServer(reply(404, 'no route'))).url);
  expect(
    (
      await problemOf(
        second.call(scope, { service: 'sts', operation: 'GetCallerIdentity', input: {} }, { signal: never() }),
      )
    ).kind,
  ).toBe('not-offered');
});

test('nobody listens', async () => {
  const problem = await problemOf(
    connect('http://127.0.0.1:1').call(
      scope,
      { service: 'backup', operation: 'ListBackupJobs', input: {} },
      { signal: never() },
    ),
  );
  expect(problem).toMatchObject({ kind: 'unreachable', code: 'ECONNREFUSED' });
  expect(problem.message).toContain('127.0.0.1');
});

test('a connection that breaks before and within the answer', async () => {
  const before = await startServer((request) => request.socket.destroy());
  expect(
    (
      await problemOf(
        connect(before.url).call(
          scope,
          { service: 'backup', operation: 'ListBackupJobs', input: {} },
          { signal: never() },
        ),
      )
    ).kind,
  ).toBe('unreachable');
  const within = await startServer((request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('{"Back', () => request.socket.destroy());
  });
  expect(
    (
      await problemOf(
        connect(within.url).call(
          scope,
          { service: 'backup', operation: 'ListBackupJobs', input: {} },
          { signal: never() },
        ),
      )
    ).kind,
  ).toBe('unreachable');
});

test('no answer, and half an answer, end in time', async () => {
  const short = { connectMs: 1_000, requestMs: 40, callMs: 80 };
  const silent = await startServer(() => {});
  const call = connect(silent.url, { timeouts: short }).call(
    scope,
    { service: 'backup', operation: 'ListBackupJobs', input: {} },
    { signal: never() },
  );
  expect(await problemOf(call)).toMatchObject({ kind: 'timeout', retryable: true });
  const half = await startServer((_, response) => void response.writeHead(200).write('{"BackupJobs":['));
  const halfCall = connect(half.url, { timeouts: short }).call(
    scope,
    { service: 'backup', operation: 'ListBackupJobs', input: {} },
    { signal: never() },
  );
  expect((await problemOf(halfCall)).kind).toBe('timeout');
});
