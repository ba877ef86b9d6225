import type { AttentionSettings } from '../../domain/attention/settings.ts';
import type { Cadences } from '../../engine/polls/cadence-of.ts';
import { attentionSettings } from '../config/attention-settings.ts';
import { configOptions } from '../config/load-config.ts';
import { fillFlags, type ProgramSettings } from '../config/settings.ts';
import { flagsLast } from '../options/flags-last.ts';
import { type Options, parseOptions, suggestion, UsageError } from '../options/options.ts';
import { readStoreFlags, type StoreFlags, storeOptions } from '../options/store-options.ts';
import { whereOptions } from '../options/where.ts';

export interface ExportArguments {
  /** Absent: stdout. */
  readonly output?: string;
  readonly ofResources: boolean;
  /** Ids; empty: all. */
  readonly accounts: readonly string[];
  /** Empty: all. */
  readonly regions: readonly string[];
  readonly store: StoreFlags;
  readonly endpoint: string | undefined;
  readonly profile: string | undefined;
  readonly attention: AttentionSettings;
  readonly cadences: Cadences;
  /** A live feed makes requests for jobs rarer. */
  readonly isFed: boolean;
}

export const options = {
  ...whereOptions,
  ...configOptions,
  ...storeOptions,
  output: { type: 'string', short: 'o' },
  'metrics-resources': { type: 'boolean' },
} as const satisfies Options;

const formats = ['prometheus'] as const;

export function readExportArguments(
  words: readonly string[],
  { chosen, bans, config = {} }: Partial<Pick<ProgramSettings, 'chosen' | 'bans' | 'config'>> = {},
): ExportArguments {
  const [format = '', ...rest] = flagsLast(words, options);
  if (!formats.some((one) => one === format)) {
    throw new UsageError(`export takes ${formats.join(', ')}.${suggestion(format, formats)}`);
  }
  const typed = parseOptions(rest, options);
  const values = fillFlags(typed, { chosen, bans }, process.env);
  if (typed.demo) throw new UsageError('--demo keeps its rows in a temporary store, which export cannot read.');
  if (typed.output === '') throw new UsageError('--output takes the path of a file.');
  const store = readStoreFlags(typed);
  if (store.isTemporary) throw new UsageError('export reads the store, so it cannot be used with --no-store.');
  const accounts = listed(typed.account);
  const wrong = accounts.find((id) => !/^\d{12}$/.test(id));
  if (wrong !== undefined) throw new UsageError(`--account takes 12 digits, not "${wrong}".`);
  return {
    ...(typed.output === undefined ? {} : { output: typed.output }),
    ofResources: typed['metrics-resources'] ?? false,
    accounts,
    regions: listed(typed.region),
    store,
    endpoint: values['endpoint-url'],
    profile: values.profile?.[0],
    attention: { ...attentionSettings(config), accessPoints: true },
    cadences: chosen?.context.cadence ?? {},
    isFed: listed(values['events-queue']).length > 0,
  };
}

const listed = (words: readonly string[] = []): string[] => words.flatMap((text) => text.split(',')).filter(Boolean);
