// Sockets: one pool for all clients, with time-outs, the environment's proxy and a private CA.

import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { timeouts as defaultTimeouts, maxSockets } from '../../../config/budgets.ts';
import type { Clock } from '../../lib/clock.ts';
import { fileReason } from '../../lib/files/file-reason.ts';
import { readPlainFileSync } from '../../lib/files/plain-file.ts';
import type { AwsTime } from '../aws-time.ts';
import { AwsProblemError } from '../errors/errors.ts';
import { unusableCaBundle } from '../errors/refusal-texts.ts';
import { type Recorder, recorded } from '../recording/recorder.ts';
import { limitResponses, type ResponseLimits } from '../responses/response-limit.ts';
import { noteClosedConnections } from './kept-connections.ts';

export interface Transport {
  handler(way: Way): Promise<NodeHttpHandler>;
  close(): void;
}

export interface Way {
  /** Without a proxy, as for the embedded AWS. */
  readonly direct: boolean;
  /** Trusted in addition to Node's certificates. */
  readonly caBundle?: CaBundle | undefined;
}

export interface CaBundle {
  readonly path: string;
  /** Where a person configured it. */
  readonly from: string;
}

export interface TransportOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly timeouts?: { readonly connectMs: number; readonly requestMs: number };
  /** Replaces config/budgets.ts; for tests. */
  readonly responseLimits?: ResponseLimits;
  readonly clock: Pick<Clock, 'now'>;
  /** Called at the start of each response. */
  readonly time: Pick<AwsTime, 'note'>;
  /** Keeps each exchange. Absent: none is kept. */
  readonly recorder?: Recorder | undefined;
}

interface Agents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

/** The SDK warns about full sockets, clock skew and sources of credentials: such warnings must not reach the screen. */
export const silentLogger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

const { info: _, ...withoutInfo } = silentLogger;
/** A client whose logger has `info` serializes each response for it, which takes as long as parsing it. */
export const clientLogger = withoutInfo;

export function createTransport({
  env = process.env,
  timeouts = defaultTimeouts,
  responseLimits,
  clock,
  time,
  recorder,
}: TransportOptions): Transport {
  const handlers = new Map<string, Promise<NodeHttpHandler>>();
  const opened: Agents[] = [];
  const stopLimiting = limitResponses(responseLimits);

  async function open(way: Way): Promise<NodeHttpHandler> {
    const { NodeHttpHandler } = await import('./http-handler.ts');
    const agents = createAgents(env, way);
    opened.push(agents);
    const handler = new NodeHttpHandler({
      ...agents,
      connectionTimeout: timeouts.connectMs,
      requestTimeout: timeouts.requestMs,
      throwOnRequestTimeout: true,
      logger: silentLogger,
    });
    const handle = handler.handle.bind(handler);
    handler.handle = async (request, handling) => {
      const askedAt = clock.now();
      const send = () => handle(request, handling);
      const result = await (recorder ? recorded(request, send, { recorder, clock }) : send());
      time.note(result.response.headers, askedAt);
      return result;
    };
    return handler;
  }

  return {
    handler(way) {
      const key = `${way.direct} ${way.caBundle?.path ?? ''}`;
      const known = handlers.get(key);
      if (known !== undefined) return known;
      const made = open(way);
      handlers.set(key, made);
      // A CA bundle that cannot be read now may be readable at the next attempt.
      made.catch(() => handlers.delete(key));
      return made;
    },
    close() {
      stopLimiting();
      for (const { httpAgent, httpsAgent } of opened) {
        httpAgent.destroy();
        httpsAgent.destroy();
      }
    },
  };
}

/**
 * The SDK's own agents ignore HTTPS_PROXY and AWS_CA_BUNDLE; NODE_USE_ENV_PROXY applies to the global agent only.
 * https://nodejs.org/api/http.html#built-in-proxy-support
 */
function createAgents(env: NodeJS.ProcessEnv, { direct, caBundle }: Way): Agents {
  // The limiter limits the sockets for each host: a Region that hangs must not block another on the same host.
  const shared = { keepAlive: true, maxTotalSockets: maxSockets, ...(direct ? {} : { proxyEnv: env }) };
  // One secure context for all connections: parsing 150 certificates takes milliseconds for each.
  const trust = caBundle ? { secureContext: createTrust(caBundle) } : {};
  const agents = { httpAgent: new HttpAgent(shared), httpsAgent: new HttpsAgent({ ...shared, ...trust }) };
  for (const agent of Object.values(agents)) noteClosedConnections(agent);
  return agents;
}

/** Node's certificates and the bundle. Passing Node's own certificates as a list would parse all 150 again. */
function createTrust(bundle: CaBundle): SecureContext {
  try {
    const trust = createSecureContext();
    trust.context.addCACert(certificatesIn(bundle.path));
    return trust;
  } catch (error) {
    const reason = fileReason(error) ?? 'no certificate in it can be read';
    throw new AwsProblemError(unusableCaBundle({ ...bundle, reason }), { cause: error });
  }
}

/**
 * OpenSSL treats a text without certificates as an empty list, and every connection would fail for an unnamed reason.
 */
function certificatesIn(path: string): string {
  const text = readPlainFileSync(path);
  if (!/^-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/m.test(text)) throw new Error('The file has no certificate.');
  return text;
}
