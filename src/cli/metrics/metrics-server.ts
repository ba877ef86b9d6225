// Serves metrics over HTTP: GET /metrics, and nothing else.
import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import type { Clock } from '../../lib/clock.ts';
import type { MetricFamily } from './metric-family.ts';
import { formatFor, type MetricFormat, type RenderedMetrics, renderMetrics } from './render-metrics.ts';

export interface MetricsAddress {
  readonly host: string;
  readonly port: number;
}

export interface MetricsServerOptions {
  readonly address: MetricsAddress;
  /** What a reader must send as `Authorization: Bearer`; undefined: nothing, on a loopback address. */
  token(): string | undefined;
  readonly clock: Pick<Clock, 'now'>;
  /** Called once for each rendering. */
  families(): readonly MetricFamily[];
  failed(error: unknown): void;
}

export interface MetricsServer {
  /** With the port that was chosen for 0. */
  readonly address: MetricsAddress;
  close(): Promise<void>;
}

/** A rendering is served again for this time. */
const keptMs = 5_000;
const mostConnections = 16;
const limits = { headersTimeout: 5_000, requestTimeout: 10_000, keepAliveTimeout: 60_000, maxHeaderSize: 8_192 };

/** Rejects with one sentence if the address cannot be used. */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
  const { host, port } = options.address;
  const rendered = createRendering(options);
  const server = createServer(limits, (request, response) => {
    answer(request, response, { ...options, rendered }).catch((error: unknown) => {
      options.failed(error);
      refuse(response, { status: 500, text: 'The metrics cannot be read from the store; the log has the reason.' });
    });
  });
  server.maxConnections = mostConnections;
  server.listen(port, host);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'EADDRINUSE' ? 'the port is in use; name another one.' : error.message;
    throw new Error(`metrics cannot be served on ${host}:${port}: ${reason}`);
  });
  return {
    address: { host, port: (server.address() as AddressInfo).port },
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

type Rendering = (format: MetricFormat) => Promise<RenderedMetrics>;

function createRendering({ clock, families }: MetricsServerOptions): Rendering {
  const known = new Map<MetricFormat, { readonly at: number; readonly rendered: Promise<RenderedMetrics> }>();
  return (format) => {
    const before = known.get(format);
    const ageMs = before ? clock.now() - before.at : Number.POSITIVE_INFINITY;
    if (before && ageMs >= 0 && ageMs < keptMs) return before.rendered;
    // A failure is served again as well: readers must not make the program try more often.
    const rendered = (async () => renderMetrics(families(), format))();
    rendered.catch(() => {});
    known.set(format, { at: clock.now(), rendered });
    return rendered;
  };
}

interface ResponseOptions extends Pick<MetricsServerOptions, 'token'> {
  readonly rendered: Rendering;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { token: tokenNow, rendered }: ResponseOptions,
): Promise<void> {
  const token = tokenNow();
  const { method, url = '', headers } = request;
  // A page in a browser may resolve its own name to this machine: https://en.wikipedia.org/wiki/DNS_rebinding
  if (token === undefined && !isOwnHost(headers.host))
    return refuse(response, { status: 403, text: 'The Host header does not name this server.' });
  if (url.split('?')[0] !== '/metrics') return refuse(response, { status: 404, text: 'Only /metrics is served.' });
  if (method !== 'GET')
    return refuse(response, { status: 405, text: 'Only GET is served.', headers: { Allow: 'GET' } });
  if (token !== undefined && !isBearer(headers.authorization, token)) {
    const headers = { 'WWW-Authenticate': 'Bearer' };
    return refuse(response, { status: 401, text: 'The token is missing or wrong.', headers });
  }
  const { contentType, text } = await rendered(formatFor(headers.accept));
  response.writeHead(200, { 'Content-Type': contentType, 'Cache-Control': 'no-store' }).end(text);
}

interface Refusal {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function refuse(response: ServerResponse, { status, text, headers }: Refusal): void {
  if (response.headersSent) return void response.end();
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers }).end(`${text}\n`);
}

/** An address, or the name of this machine for itself: no page on the web has such an origin. */
function isOwnHost(host: string | undefined): boolean {
  const name = /^\[(.+)\](?::\d+)?$/.exec(host ?? '')?.[1] ?? (host ?? '').replace(/:\d+$/, '');
  return isIP(name) !== 0 || name.toLowerCase() === 'localhost';
}

/** Digests have equal lengths, and are compared in a time that shows nothing. */
function isBearer(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const [, sent] = /^Bearer +(\S+)$/i.exec(header ?? '') ?? [];
  return sent !== undefined && timingSafeEqual(digest(sent), digest(token));
}
