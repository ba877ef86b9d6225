// The flags of the metrics that a program serves.
import { statSync } from 'node:fs';
import { isIP } from 'node:net';
import { errorMessage } from '../../lib/error-message.ts';
import { readPlainFileSync } from '../../lib/files/plain-file.ts';
import { type Options, UsageError } from '../options/options.ts';
import type { MetricsAddress } from './metrics-server.ts';

export const metricsOptions = {
  metrics: { type: 'string' },
  'metrics-token-file': { type: 'string' },
  'metrics-resources': { type: 'boolean' },
} as const satisfies Options;

export interface MetricsFlags {
  readonly address: MetricsAddress;
  /** What a reader must send. */
  readonly token?: string;
  /** Adds the age of each resource. */
  readonly ofResources: boolean;
}

export interface MetricsValues {
  readonly metrics?: string | undefined;
  readonly 'metrics-token-file'?: string | undefined;
  readonly 'metrics-resources'?: boolean | undefined;
}

const leastTokenLength = 16;

/** undefined: no metrics are served. */
export function readMetricsFlags(values: MetricsValues): MetricsFlags | undefined {
  const { metrics, 'metrics-token-file': file, 'metrics-resources': ofResources = false } = values;
  if (metrics === undefined) {
    const lone = file === undefined ? (ofResources ? '--metrics-resources' : undefined) : '--metrics-token-file';
    if (lone !== undefined) throw new UsageError(`${lone} requires --metrics ADDRESS:PORT.`);
    return undefined;
  }
  const address = readAddress(metrics);
  if (file === undefined && !isLoopback(address.host)) {
    throw new UsageError(
      `--metrics ${metrics} is reachable from other machines, so it requires --metrics-token-file FILE.`,
    );
  }
  return { address, ofResources, ...(file === undefined ? {} : { token: readToken(file) }) };
}

function readAddress(text: string): MetricsAddress {
  const [, v6, v4, digits = ''] = /^(?:\[(.+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = v6 ?? v4 ?? '';
  const port = Number(digits);
  if ((isIP(host) !== 0 || host === 'localhost') && port <= 65_535) return { host, port };
  throw new UsageError(`--metrics takes an address with a port, such as 127.0.0.1:9464 or [::1]:9464, not "${text}".`);
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host);

function readToken(file: string): string {
  let text: string;
  try {
    text = readPlainFileSync(file);
    if ((statSync(file).mode & 0o077) !== 0) throw new Error('other users can read it: chmod 600');
  } catch (error) {
    throw new UsageError(`--metrics-token-file ${file} cannot be used: ${errorMessage(error)}`);
  }
  const token = text.trim();
  if (/^[\x21-\x7e]+$/.test(token) && token.length >= leastTokenLength) return token;
  throw new UsageError(`--metrics-token-file ${file} must hold a token of at least ${leastTokenLength} characters.`);
}
