import { type HistoryLimits, history } from '../../../config/limits.ts';
import { configuredAws } from '../../aws/sign-in/shared-config.ts';
import { findZone } from '../../domain/time-zones.ts';
import { systemClock } from '../../lib/clock.ts';
import { type FileSystems, locateStore, type StorePlace } from '../../store/file/location.ts';
import { StoreRefused } from '../../store/file/trouble.ts';
import { configOptions } from '../config/load-config.ts';
import { fillFlags, type ProgramSettings } from '../config/settings.ts';
import { flagsLast } from '../options/flags-last.ts';
import { type Options, parseOptions, suggestion, UsageError } from '../options/options.ts';
import { readOutput } from '../options/output-flags.ts';
import { stateFile } from '../options/places.ts';
import { readStoreFlags, type StoreFlags, storeOptions } from '../options/store-options.ts';
import { whereOptions } from '../options/where.ts';
import { type ExtractArguments, extractOptions, readExtractFlags, refuseExtractFlags } from './extract-arguments.ts';

export const actions = ['path', 'info', 'check', 'prune', 'clear', 'export'] as const;
/** Of `info` and `check`. */
export const storeFormats = ['text', 'json'] as const;
export type StoreAction = (typeof actions)[number];

export interface StoreArguments {
  readonly action: StoreAction;
  readonly flags: StoreFlags;
  readonly json: boolean;
  /** Ids; empty: all. */
  readonly accounts: readonly string[];
  /** The endpoint in place of AWS. */
  readonly endpoint: string | undefined;
  readonly profile: string | undefined;
  readonly limits: HistoryLimits;
  /** Only of `export`. */
  readonly extract?: ExtractArguments;
}

export const options = {
  ...whereOptions,
  ...configOptions,
  ...storeOptions,
  ...extractOptions,
  json: { type: 'boolean' },
} as const satisfies Options;

export function readStoreArguments(
  words: readonly string[],
  { chosen, bans, config = {} }: Partial<Pick<ProgramSettings, 'chosen' | 'bans' | 'config'>> = {},
): StoreArguments {
  const [name = '', ...rest] = flagsLast(words, options);
  const action = actions.find((one) => one === name);
  if (!action) throw new UsageError(`store takes one of ${actions.join(', ')}.${suggestion(name, actions)}`);
  const typed = parseOptions(rest, options);
  const values = fillFlags(typed, { chosen, bans }, process.env);
  const accounts = checkedAccounts(typed.account);
  const isExport = action === 'export';
  const json = !isExport && readOutput(typed, storeFormats, 'text') === 'json';
  const flags = readStoreFlags(typed);
  if (typed.demo) throw new UsageError('--demo keeps its rows in a temporary store, which this command cannot read.');
  if (typed.record !== undefined) throw new UsageError('--record works only with commands that ask AWS.');
  if (flags.isTemporary) throw new UsageError('--no-store and --no-cache work only with the dashboard, get and check.');
  if (accounts.length > 0 && action !== 'clear') throw new UsageError('--account works only with store clear.');
  const isReport = action === 'info' || action === 'check';
  if (typed.json && !isReport) throw new UsageError('--json works only with info and check.');
  refuseExtractFlags(action, isReport ? { ...typed, output: undefined } : typed);
  return {
    action,
    flags,
    json,
    accounts,
    endpoint: values['endpoint-url'],
    profile: values.profile?.[0],
    limits: limitsOf(config),
    ...(isExport ? { extract: readExtractFlags(typed, { zone: zoneOf(config), now: systemClock.now() }) } : {}),
  };
}

/** Ids of accounts. */
export const checkedAccounts = (texts: readonly string[] = []): string[] =>
  texts.flatMap((text) => text.split(',')).map(checkedAccount);

function checkedAccount(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new UsageError(`--account takes 12 digits, not "${text}".`);
}

/** Times without a zone are in that of the screen. */
function zoneOf({ timezone = 'utc' }: ProgramSettings['config']): string {
  const found = findZone(timezone);
  return 'zone' in found ? found.zone : 'UTC';
}

export const limitsOf = ({ history: said = {} }: ProgramSettings['config']): HistoryLimits => ({
  keepMs: said.keep ?? history.keepMs,
  maxBytes: said.maxSize ?? history.maxBytes,
});

/** The location of the store by these flags. Throws a UsageError if the store cannot be there. */
export async function placeOfStore(
  { flags, endpoint, profile }: Pick<StoreArguments, 'flags' | 'endpoint' | 'profile'>,
  fileSystems?: FileSystems,
): Promise<StorePlace> {
  const requested = endpoint ?? (await configuredAws(profile));
  try {
    return locateStore({
      ...flags,
      stateFolder: stateFile('.'),
      endpoint: requested === 'AWS' ? undefined : requested,
      ...(fileSystems ? { fileSystems } : {}),
    });
  } catch (error) {
    if (error instanceof StoreRefused) throw new UsageError(error.message);
    throw error;
  }
}
