// A raw HTTP server on loopback that sends the given responses, so that a real SDK client throws the errors.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { type Aws, type AwsOptions, createAws } from '../../src/aws/aws.ts';
import { AwsProblemError } from '../../src/aws/errors/errors.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { systemClock } from '../../src/lib/clock.ts';

export const scope: Scope = { accountId: '111122223333', region: 'us-east-1', connection: '' };
export const fixedKeys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret' };

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

export interface WireServer {
  readonly url: string;
  readonly requests: IncomingMessage[];
}

export async function startServer(answer: RequestListener): Promise<WireServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

export const reply =
  (status: number, body: string, headers: Record<string, string> = {}) =>
  (_: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(status, headers).end(body);
  };

export function connect(url: string, options: Partial<AwsOptions> = {}): Aws {
  const aws = createAws({
    connections: [{ id: '', endpointUrl: url, credentials: fixedKeys }],
    clock: systemClock,
    env: {},
    ...options,
  });
  cleanups.push(() => aws.close());
  return aws;
}

export const never = (): AbortSignal => new AbortController().signal;

/** The problem that a call ends with; anything else is a bug of the test or of the code. */
export async function problemOf(call: Promise<unknown>) {
  try {
    await call;
  } catch (error) {
    if (error instanceof AwsProblemError) return error.problem;
    throw error;
  }
  throw new Error('the call succeeded');
}
