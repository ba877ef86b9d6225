import {
  checkedChoice,
  checkedNumber,
  checkedSpeed,
  checkedTime,
  type Options,
  parseOptions,
  UsageError,
} from '../options/options.ts';
import { type EstateSize, estateSizes } from '../options/where.ts';

export interface EmulateArguments {
  readonly port: number;
  readonly host: string;
  readonly seed?: string;
  /** Epoch ms. */
  readonly now?: number;
  readonly speed?: number;
  readonly account?: string;
  readonly estate?: EstateSize;
  readonly faults: readonly string[];
  readonly throttle: boolean;
  /** Only these quirks. Empty: all except `withoutQuirks`. */
  readonly quirks: readonly string[];
  readonly withoutQuirks: readonly string[];
  /** Paths of PEM files. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** The file of the changes by callers. */
  readonly state?: string;
  /** The directory of a recording, which answers in place of an estate. */
  readonly replay?: string;
  /** Only prints the table of operations. */
  readonly helpOperations: boolean;
}

export const options = {
  port: { type: 'string', default: '4510' },
  host: { type: 'string', default: '127.0.0.1' },
  seed: { type: 'string' },
  now: { type: 'string' },
  speed: { type: 'string' },
  account: { type: 'string' },
  estate: { type: 'string' },
  fault: { type: 'string', multiple: true },
  'no-throttle': { type: 'boolean' },
  quirk: { type: 'string', multiple: true },
  'no-quirk': { type: 'string', multiple: true },
  state: { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'help-operations': { type: 'boolean' },
  replay: { type: 'string' },
} as const satisfies Options;

export function readEmulateArguments(words: readonly string[]): EmulateArguments {
  const values = parseOptions(words, options);
  const { 'tls-cert': cert, 'tls-key': key } = values;
  if (values.account && !/^\d{12}$/.test(values.account)) throw new UsageError('--account must have 12 digits.');
  if (values.quirk && values['no-quirk']) throw new UsageError('--quirk and --no-quirk cannot be combined.');
  if ((cert === undefined) !== (key === undefined))
    throw new UsageError('--tls-cert and --tls-key must be used together.');
  if (values.replay !== undefined) refuseBesideReplay(words);
  return {
    port: checkedNumber('--port', values.port, { least: 0, most: 65_535 }),
    host: values.host,
    faults: values.fault ?? [],
    throttle: !values['no-throttle'],
    quirks: values.quirk ?? [],
    withoutQuirks: values['no-quirk'] ?? [],
    helpOperations: values['help-operations'] ?? false,
    ...(cert !== undefined && key !== undefined ? { tls: { cert, key } } : {}),
    ...(values.estate ? { estate: checkedChoice('--estate', values.estate, estateSizes) } : {}),
    ...(values.seed ? { seed: values.seed } : {}),
    ...(values.now ? { now: checkedTime('--now', values.now) } : {}),
    ...(values.speed ? { speed: checkedSpeed(values.speed) } : {}),
    ...(values.account ? { account: values.account } : {}),
    ...(values.state ? { state: values.state } : {}),
    ...(values.replay === undefined ? {} : { replay: values.replay }),
  };
}

/** A recording has neither an estate nor a clock of its own. */
function refuseBesideReplay(words: readonly string[]): void {
  const others = Object.keys(options).filter((name) => !['replay', 'port', 'host'].includes(name));
  const other = others.find((name) => words.some((word) => word === `--${name}` || word.startsWith(`--${name}=`)));
  if (other !== undefined)
    throw new UsageError(`--${other} cannot be used with --replay, which answers from a recording.`);
}
