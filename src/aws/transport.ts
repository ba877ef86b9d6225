// Sockets: one pool for all clients, with time-outs, the environment's proxy and a private CA.
import { readFileSync } from 'node:fs';
import type * as http from 'node:http';
import type * as https from 'node:https';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { timeouts as defaultTimeouts, maxSockets } from '../../config/budgets.ts';
import { AwsProblemError } from './errors.ts';
import { unusableCaBundle } from './problem-texts.ts';

export interface Transport {
  /** `direct` goes past any proxy, as the embedded AWS needs. */
  handler(direct: boolean): Promise<NodeHttpHandler>;
  close(): void;
}

export interface TransportOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly timeouts?: { readonly connectMs: number; readonly requestMs: number };
}

interface Agents {
  readonly httpAgent: http.Agent;
  readonly httpsAgent: https.Agent;
}

/** The SDK warns about full sockets, clock skew and sources of credentials: never on the screen. */
export const silentLogger = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

const { info: _, ...withoutInfo } = silentLogger;
/** A client that finds `info` writes each answer down for it, which takes as long as reading it did. */
export const clientLogger = withoutInfo;

export function createTransport({ env = process.env, timeouts = defaultTimeouts }: TransportOptions): Transport {
  const handlers = new Map<boolean, Promise<NodeHttpHandler>>();
  const opened: Agents[] = [];

  async function open(direct: boolean): Promise<NodeHttpHandler> {
    const { NodeHttpHandler } = await import('@smithy/node-http-handler');
    const agents = await createAgents(env, direct);
    opened.push(agents);
    return new NodeHttpHandler({
      ...agents,
      connectionTimeout: timeouts.connectMs,
      requestTimeout: timeouts.requestMs,
      throwOnRequestTimeout: true,
      logger: silentLogger,
    });
  }

  return {
    handler(direct) {
      const known = handlers.get(direct);
      if (known !== undefined) return known;
      const made = open(direct);
      handlers.set(direct, made);
      // A CA bundle that cannot be read now may be there on the next try.
      made.catch(() => handlers.delete(direct));
      return made;
    },
    close() {
      for (const { httpAgent, httpsAgent } of opened) {
        httpAgent.destroy();
        httpsAgent.destroy();
      }
    },
  };
}

/**
 * The SDK makes agents of its own, which know neither HTTPS_PROXY nor AWS_CA_BUNDLE; NODE_USE_ENV_PROXY reaches the
 * global agent only. https://nodejs.org/api/http.html#built-in-proxy-support
 */
async function createAgents(env: NodeJS.ProcessEnv, direct: boolean): Promise<Agents> {
  const [{ Agent: HttpAgent }, { Agent: HttpsAgent }] = await Promise.all([import('node:http'), import('node:https')]);
  // Sockets per host are bounded by the limiter: a Region that hangs must not hold those of another on the same host.
  const shared = { keepAlive: true, maxTotalSockets: maxSockets, ...(direct ? {} : { proxyEnv: env }) };
  const bundle = env.AWS_CA_BUNDLE;
  // One secure context for all connections: reading 150 certificates anew costs milliseconds at each.
  const trust = bundle ? { secureContext: await createTrust(bundle) } : {};
  return { httpAgent: new HttpAgent(shared), httpsAgent: new HttpsAgent({ ...shared, ...trust }) };
}

async function createTrust(bundle: string) {
  const { createSecureContext, getCACertificates } = await import('node:tls');
  try {
    return createSecureContext({ ca: [...getCACertificates('default'), readFileSync(bundle, 'utf8')] });
  } catch (error) {
    throw new AwsProblemError(unusableCaBundle(bundle), { cause: error });
  }
}
