// Answers from a recording in place of the embedded AWS: with what somebody's AWS answered.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clockHeaders, systemClock } from '../../lib/clock.ts';
import { isCbor } from '../protocols/cbor-service.ts';
import { readRequest } from '../wire/read-request.ts';
import { cborText } from './cbor-text.ts';
import { createFinder } from './find-exchange.ts';
import type { ReplayedExchange } from './read-recording.ts';

export interface ReplayOptions {
  readonly exchanges: readonly ReplayedExchange[];
  /** 0 chooses a free port. */
  readonly port: number;
  readonly host: string;
  readonly clock?: { now(): number };
}

export interface Replay {
  readonly url: string;
  close(): Promise<void>;
}

export async function startReplay({ exchanges, port, host, clock = systemClock }: ReplayOptions): Promise<Replay> {
  const find = createFinder(exchanges);
  const startedAt = clock.now();
  const [first] = exchanges;
  /** The time of the recording goes on. */
  const now = () => (first?.at ?? startedAt) + clock.now() - startedAt;

  const serve = async (message: IncomingMessage, response: ServerResponse) => {
    const read = await readRequest(message);
    if ('status' in read) {
      response.writeHead(read.status, read.headers).end(read.body);
      return;
    }
    const { method, path, query } = read;
    const body = isCbor(read) ? cborText(Buffer.from(read.body, 'latin1')) : read.body;
    const found = find({ ...signedFor(read.header('authorization')), method, path, query: query.toString(), body });
    answer(response, found, { [clockHeaders.now]: new Date(now()).toISOString(), [clockHeaders.speed]: '1' });
  };
  const server = createServer((message, response) => {
    serve(message, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html */
function signedFor(authorization = ''): { readonly service: string; readonly region: string } {
  const [, region = '', service = ''] =
    /Credential=[^/,\s]+\/\d+\/([\w-]+)\/([\w-]+)\/aws4_request/.exec(authorization) ?? [];
  return { service: service || 'unsigned', region };
}

function answer(response: ServerResponse, found: ReplayedExchange | undefined, times: Record<string, string>): void {
  if (!found) {
    const message = 'The recording has no answer to this request.';
    response.writeHead(501, { ...times, 'content-type': 'application/json', 'x-amzn-errortype': 'NotRecorded' });
    response.end(JSON.stringify({ __type: 'NotRecorded', message }));
    return;
  }
  const { response: recorded, isShape } = found;
  if (!recorded) {
    response.socket?.resetAndDestroy();
    return;
  }
  const body = isShape ? withFreshExpiry(recorded.body, times[clockHeaders.now] ?? '') : recorded.body;
  const headers = { ...recorded.headers, ...times };
  if (!recorded.isCut) {
    response.writeHead(recorded.status, headers);
    response.end(body);
    return;
  }
  response.writeHead(recorded.status, { ...headers, 'content-length': String(body.length + 1) });
  response.write(body, () => response.socket?.resetAndDestroy());
}

const hourMs = 3_600_000;

/** Credentials of the recording have expired long ago, and none of them is one. */
function withFreshExpiry(body: Buffer, now: string): Buffer {
  const until = new Date(Math.max(Date.parse(now), systemClock.now()) + hourMs).toISOString();
  const text = body.toString('utf8').replace(/(<Expiration>)[^<]*/g, `$1${until}`);
  return Buffer.from(text.replace(/("[eE]xpiration"\s*:\s*)"[^"]*"/g, `$1"${until}"`));
}
