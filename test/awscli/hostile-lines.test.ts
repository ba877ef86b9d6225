// The line that is shown for a call, run by a shell and Debian's AWS CLI, sends the request that the program sends:
// whatever the texts in it are.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import * as Sdk from '@aws-sdk/client-backup';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Aws, createAws } from '../../src/aws/aws.ts';
import { readOperations } from '../../src/emulator/wire/operations.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { commandsOf } from '../../src/resources/action-commands.ts';
import { hostileTexts } from '../support/hostile-texts.ts';
import { caseCount } from '../support/matrix.ts';
import { answerOf } from '../support/schema-responses.ts';
import { type CliProcess, startCliProcess } from './cli-process.ts';
import { createInputs } from './hostile-inputs.ts';
import { readServiceModel } from './service-model.ts';

const scope = { accountId: '123456789012', region: 'us-east-1', connection: '' };
const { signal } = new AbortController();

interface Recorded {
  readonly method: string | undefined;
  readonly path: readonly string[];
  readonly query: readonly (readonly string[])[];
  readonly body: unknown;
}

const recorded: Recorded[] = [];
let server: Server;
let url: string;
let aws: Aws;
let cli: CliProcess;

async function read(request: IncomingMessage): Promise<Recorded> {
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const body = await text(request);
  return {
    method: request.method,
    path: path.replace(/\/$/, '').split('/').map(decodeURIComponent),
    query: [...new URLSearchParams(query)].sort(),
    body: JSON.parse(body || '{}'),
  };
}

/** With all members: the program rejects a response without the members that its model requires. */
let answer = '{}';
const outputs = new Map(readOperations(Sdk).map(({ name, output }) => [name, output]));

beforeAll(async () => {
  server = createServer(async (request, response) => {
    recorded.push(await read(request));
    response.setHeader('content-type', 'application/json').end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  cli = startCliProcess();
  aws = createAws({ connections: [{ id: '', endpointUrl: url, credentials, write: true }], clock: systemClock });
});
afterAll(() => {
  cli.close();
  aws.close();
  server.close();
});

async function requestsOf(send: () => Promise<unknown>): Promise<Recorded[]> {
  recorded.length = 0;
  await send();
  return [...recorded];
}

async function sendBoth(operation: string, input: object) {
  const request = { service: 'backup' as const, operation, input: input as Readonly<Record<string, unknown>> };
  const [line = ''] = commandsOf([request], scope, ({ region }) => ({ region, endpointUrl: url }));
  const output = outputs.get(operation);
  answer = output?.isStructSchema() ? JSON.stringify(answerOf(output)) : '{}';
  const byProgram = await requestsOf(() =>
    aws.call(scope, { service: 'backup', operation: operation as never, input: input as never }, { signal }),
  );
  const byLine = await requestsOf(() => cli.run(line));
  return { byProgram: { line, requests: byProgram }, byLine: { line, requests: byLine } };
}

test('generated lines of every operation send what the program sends', async () => {
  const model = readServiceModel();
  const operations = Object.keys(model.operations).filter((name) => `${name}Command` in Sdk);
  const inputOf = createInputs(model, 11);
  for (let count = 0; count < caseCount(150, 5_000); count += 1) {
    const operation = operations[count % operations.length] ?? '';
    const { byLine, byProgram } = await sendBoth(operation, inputOf(operation));
    expect(byLine).toEqual(byProgram);
  }
}, 3_600_000);

test.each([1, 2, 3])(
  'a list of %i generated texts sends what the program sends',
  async (length) => {
    const text = hostileTexts(length);
    for (let count = 0; count < caseCount(50, 1_000); count += 1) {
      const input = { ResourceArn: 'arn:aws:backup:a', TagKeyList: Array.from({ length }, text) };
      const { byLine, byProgram } = await sendBoth('UntagResource', input);
      expect(byLine).toEqual(byProgram);
    }
  },
  3_600_000,
);
