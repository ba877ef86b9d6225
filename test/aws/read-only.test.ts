// The proof: with writes off, no mutating command of any client that the program carries opens a socket.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAws } from '../../src/aws/aws.ts';
import type { Service } from '../../src/aws/operations.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { fixedKeys, never, problemOf, scope } from './wire-server.ts';

const { devDependencies } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../package.json'), 'utf8')) as {
  devDependencies: Record<string, string>;
};
const services = Object.keys(devDependencies).flatMap((name) => /^@aws-sdk\/client-(.+)$/.exec(name)?.[1] ?? []);

let sockets = 0;
const server = createServer((socket) => {
  sockets += 1;
  socket.destroy();
});

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

/** Judged by name alone, and not by the gate's own rule. */
const isMutating = (operation: string): boolean => !/^(Get|List|Describe|Export|Lookup|AssumeRole)/.test(operation);

test.each(services)('%s: every mutating operation is refused before a socket opens', async (service) => {
  const sdk = (await import(`@aws-sdk/client-${service}`)) as object;
  const operations = Object.keys(sdk)
    .flatMap((name) => /^([A-Z]\w+)Command$/.exec(name)?.[1] ?? [])
    .filter(isMutating);
  const endpointUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const aws = createAws({
    connections: [{ id: '', endpointUrl, credentials: fixedKeys }],
    clock: systemClock,
    env: {},
  });
  const kinds = operations.map(async (operation) => {
    const call = aws.call(
      scope,
      { service: service as Service, operation: operation as never, input: {} as never },
      { signal: never() },
    );
    return `${operation}: ${(await problemOf(call)).kind}`;
  });
  expect(operations.length).toBeGreaterThan(0);
  expect(await Promise.all(kinds)).toEqual(operations.map((operation) => `${operation}: refused-by-gate`));
  expect(sockets).toBe(0);
  aws.close();
});
