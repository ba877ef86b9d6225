// What was typed after `vaultop`, checked. Anything wrong is one sentence and exit code 2.
import { parseArgs } from 'node:util';

export class UsageError extends Error {}

export interface DashboardArguments {
  readonly command: 'dashboard';
  readonly demo: boolean;
  readonly once: boolean;
  readonly json: boolean;
  readonly regions: readonly string[];
  readonly allRegions: boolean;
  readonly profile?: string;
  readonly endpointUrl?: string;
  readonly cloudWatch: boolean;
  readonly faults: readonly string[];
}

export interface EmulateArguments {
  readonly command: 'emulate';
  readonly port: number;
  readonly host: string;
  readonly seed?: string;
  /** Epoch ms. */
  readonly now?: number;
  readonly speed?: number;
  readonly account?: string;
  readonly estate?: 'small' | 'medium' | 'large';
  readonly faults: readonly string[];
  readonly throttle: boolean;
  /** Only these; empty: all but `withoutQuirks`. */
  readonly quirks: readonly string[];
  readonly withoutQuirks: readonly string[];
  /** Paths of PEM files. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

export type Arguments =
  | DashboardArguments
  | EmulateArguments
  | { readonly command: 'help'; readonly topic: 'vaultop' | 'emulate' }
  | { readonly command: 'operations' }
  | { readonly command: 'version' };

export function readArguments(words: readonly string[]): Arguments {
  const [first, ...rest] = words;
  if (first === 'emulate') return readEmulate(rest);
  if (first !== undefined && !first.startsWith('-')) {
    throw new UsageError(`there is no command "${first}". There are: emulate, and the dashboard without any.`);
  }
  return readDashboard(words);
}

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

const common = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
  fault: { type: 'string', multiple: true },
} as const satisfies Options;

function readDashboard(words: readonly string[]): Arguments {
  const values = parse(words, {
    ...common,
    demo: { type: 'boolean' },
    once: { type: 'boolean' },
    json: { type: 'boolean' },
    region: { type: 'string', multiple: true },
    'all-regions': { type: 'boolean' },
    profile: { type: 'string' },
    'endpoint-url': { type: 'string' },
    'no-cloudwatch': { type: 'boolean' },
  } as const);
  if (values.help) return { command: 'help', topic: 'vaultop' };
  if (values.version) return { command: 'version' };
  if (values.json && !values.once) throw new UsageError('--json goes with --once.');
  if (values.fault && !values.demo) throw new UsageError('--fault goes with --demo or with emulate.');
  if (values.demo && values.profile) throw new UsageError('--demo asks no account, so --profile has nothing to do.');
  const regions = (values.region ?? []).flatMap((text) => text.split(',')).map(checkedRegion);
  return {
    command: 'dashboard',
    demo: values.demo ?? false,
    once: values.once ?? false,
    json: values.json ?? false,
    regions: [...new Set(regions)],
    allRegions: values['all-regions'] ?? false,
    cloudWatch: !values['no-cloudwatch'],
    faults: values.fault ?? [],
    ...(values.profile ? { profile: values.profile } : {}),
    ...(values['endpoint-url'] ? { endpointUrl: checkedUrl(values['endpoint-url']) } : {}),
  };
}

function readEmulate(words: readonly string[]): Arguments {
  const values = parse(words, {
    ...common,
    port: { type: 'string', default: '4510' },
    host: { type: 'string', default: '127.0.0.1' },
    seed: { type: 'string' },
    now: { type: 'string' },
    speed: { type: 'string' },
    account: { type: 'string' },
    estate: { type: 'string' },
    'no-throttle': { type: 'boolean' },
    quirk: { type: 'string', multiple: true },
    'no-quirk': { type: 'string', multiple: true },
    'tls-cert': { type: 'string' },
    'tls-key': { type: 'string' },
    'help-operations': { type: 'boolean' },
  } as const);
  if (values.help) return { command: 'help', topic: 'emulate' };
  if (values['help-operations']) return { command: 'operations' };
  if (values.version) return { command: 'version' };
  if (values.account && !/^\d{12}$/.test(values.account)) throw new UsageError('--account takes 12 digits.');
  if (values.quirk && values['no-quirk']) throw new UsageError('--quirk and --no-quirk do not go together.');
  const { 'tls-cert': cert, 'tls-key': key } = values;
  if ((cert === undefined) !== (key === undefined)) throw new UsageError('--tls-cert and --tls-key go together.');
  return {
    command: 'emulate',
    port: checkedNumber('--port', values.port, 0, 65_535),
    host: values.host,
    faults: values.fault ?? [],
    throttle: !values['no-throttle'],
    quirks: values.quirk ?? [],
    withoutQuirks: values['no-quirk'] ?? [],
    ...(cert !== undefined && key !== undefined ? { tls: { cert, key } } : {}),
    ...(values.estate ? { estate: checkedEstate(values.estate) } : {}),
    ...(values.seed ? { seed: values.seed } : {}),
    ...(values.now ? { now: checkedTime(values.now) } : {}),
    ...(values.speed ? { speed: checkedNumber('--speed', values.speed, 0.001, 100_000) } : {}),
    ...(values.account ? { account: values.account } : {}),
  };
}

function parse<T extends Options>(words: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...words], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function checkedRegion(text: string): string {
  if (/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text)) return text;
  throw new UsageError(`"${text}" is no name of a Region; one looks like eu-west-1.`);
}

function checkedUrl(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text)) return text;
  throw new UsageError(`--endpoint-url takes an address such as http://127.0.0.1:4510, not "${text}".`);
}

function checkedNumber(flag: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (text.trim() !== '' && number >= least && number <= most) return number;
  throw new UsageError(`${flag} takes a number from ${least} to ${most}, not "${text}".`);
}

function checkedEstate(text: string): 'small' | 'medium' | 'large' {
  if (text === 'small' || text === 'medium' || text === 'large') return text;
  throw new UsageError(`--estate takes small, medium or large, not "${text}".`);
}

function checkedTime(text: string): number {
  const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (!Number.isNaN(time)) return time;
  throw new UsageError(`--now takes a time such as 2026-01-15T12:00:00Z, not "${text}".`);
}
