import { parseArn } from '../../domain/arn.ts';
import { parseDuration } from '../../lib/duration.ts';
import { configOptions } from '../config/load-config.ts';
import { fillFlags, type ProgramSettings } from '../config/settings.ts';
import { type Options, parseOptions, UsageError } from '../options/options.ts';
import { readOutput } from '../options/output-flags.ts';
import { readStoreFlags, type StoreFlags, storeOptions } from '../options/store-options.ts';
import { readWhere, whereOptions } from '../options/where.ts';

export const statusFormats = ['text', 'json'] as const;

export interface StatusArguments {
  readonly output: (typeof statusFormats)[number];
  /** A text with names in braces, in place of the usual line. */
  readonly format?: string;
  readonly context?: string;
  /** Ids; empty: all that the store has. */
  readonly accounts: readonly string[];
  /** Empty: all that the store has. */
  readonly regions: readonly string[];
  readonly profile?: string;
  readonly endpoint?: string;
  readonly store: StoreFlags;
  /** What is older counts as unknown. */
  readonly maxAgeMs: number;
}

export const options = {
  ...whereOptions,
  ...configOptions,
  ...storeOptions,
  output: { type: 'string', short: 'o' },
  json: { type: 'boolean' },
  format: { type: 'string' },
  'max-age': { type: 'string' },
} as const satisfies Options;

/** Longer than any list that findings follow from waits for its next request. */
export const usualMaxAge = '1h';

export const placeholders = ['critical', 'warning', 'notice', 'muted', 'age', 'context', 'state'] as const;

export function readStatusArguments(
  words: readonly string[],
  { chosen, bans }: Partial<Pick<ProgramSettings, 'chosen' | 'bans'>> = {},
): StatusArguments {
  const typed = parseOptions(words, options);
  const { account, ...others } = fillFlags(typed, { chosen, bans }, process.env);
  const { demo, profiles, roleArns, regions, allRegions, endpointUrl } = readWhere(others);
  if (demo) throw new UsageError('--demo keeps its rows in a temporary store, which this command cannot read.');
  const store = readStoreFlags(typed);
  if (store.isTemporary) throw new UsageError('status reads the store, so it cannot be used with --no-store.');
  const { format, 'max-age': maxAge = usualMaxAge } = typed;
  const output = readOutput({ output: typed.output, json: typed.json }, statusFormats, 'text');
  if (format !== undefined && output === 'json') throw new UsageError('--format cannot be used with -o json.');
  const maxAgeMs = parseDuration(maxAge);
  if (maxAgeMs === undefined) throw new UsageError(`--max-age takes a span of time such as 5m, not "${maxAge}".`);
  const said = (typed.account ?? []).flatMap((text) => text.split(',')).map(checkedAccount);
  const ofRoles = roleArns.flatMap((arn) => parseArn(arn)?.accountId ?? []).filter((id) => id !== '*');
  const [profile = process.env.AWS_PROFILE || undefined] = profiles;
  return {
    output,
    ...(format === undefined ? {} : { format: checkedFormat(format) }),
    ...(chosen ? { context: chosen.name } : {}),
    accounts: said.length > 0 ? said : account ? [] : ofRoles,
    regions: allRegions ? [] : regions,
    ...(profile === undefined || roleArns.length > 0 ? {} : { profile }),
    ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
    store,
    maxAgeMs,
  };
}

function checkedFormat(format: string): string {
  const wrong = [...format.matchAll(/\{(\w*)\}/g)].find(([, name]) => !placeholders.includes(name as never));
  if (!wrong) return format;
  throw new UsageError(
    `--format knows no ${wrong[0]}. There are: ${placeholders.map((name) => `{${name}}`).join(', ')}.`,
  );
}

function checkedAccount(text: string): string {
  if (/^\d{12}$/.test(text)) return text;
  throw new UsageError(`--account takes 12 digits, not "${text}".`);
}
