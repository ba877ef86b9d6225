import { extname, resolve } from 'node:path';
import type { Objective } from '../../domain/attention/settings.ts';
import { lastMonth, type MonthRange, monthRange } from '../../domain/report/month-range.ts';
import { findZone } from '../../domain/time-zones.ts';
import { attentionSettings } from '../config/attention-settings.ts';
import { configOptions } from '../config/load-config.ts';
import { fillFlags, type ProgramSettings } from '../config/settings.ts';
import { type Options, parseOptions, UsageError } from '../options/options.ts';
import { readOutput } from '../options/output-flags.ts';
import { readStoreFlags, type StoreFlags, storeOptions } from '../options/store-options.ts';
import { whereOptions } from '../options/where.ts';
import { checkedAccounts } from '../store/arguments.ts';

export const reportFormats = ['csv', 'json', 'html', 'md'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export interface ReportArguments {
  readonly range: MonthRange;
  readonly format: ReportFormat;
  /** The path of a file; absent: stdout. */
  readonly output?: string;
  /** Over an existing file. */
  readonly force: boolean;
  /** Ids; empty: all that the store has. */
  readonly accounts: readonly string[];
  /** Empty: all that the store has. */
  readonly regions: readonly string[];
  readonly objectives: readonly Objective[];
  readonly store: StoreFlags;
  readonly endpoint: string | undefined;
  readonly profile: string | undefined;
}

export const options = {
  ...whereOptions,
  ...configOptions,
  ...storeOptions,
  month: { type: 'string' },
  timezone: { type: 'string' },
  format: { type: 'string' },
  json: { type: 'boolean' },
  output: { type: 'string', short: 'o' },
  force: { type: 'boolean' },
} as const satisfies Options;

/** `now`: epoch ms. */
export function readReportArguments(
  words: readonly string[],
  { chosen, bans, config = {} }: Partial<Pick<ProgramSettings, 'chosen' | 'bans' | 'config'>>,
  now: number,
): ReportArguments {
  const typed = parseOptions(words, options);
  const { force = false } = typed;
  const { format, output } = formOf(typed);
  if (typed.demo)
    throw new UsageError('--demo keeps its rows in a temporary store: use :report in the dashboard of --demo.');
  const store = readStoreFlags(typed);
  if (store.isTemporary) throw new UsageError('report reads the store, so it cannot be used with --no-store.');
  if (force && output === undefined) throw new UsageError('--force requires --output.');
  if (output === '') throw new UsageError('--output takes the path of a file.');
  const values = fillFlags(typed, { chosen, bans }, process.env);
  return {
    range: rangeOf(typed, now),
    format,
    ...(output === undefined ? {} : { output: resolve(output) }),
    force,
    accounts: checkedAccounts(typed.account),
    regions: (typed.region ?? []).flatMap((text) => text.split(',')),
    objectives: attentionSettings(config).objectives,
    store,
    endpoint: values['endpoint-url'],
    profile: values.profile?.[0],
  };
}

interface RangeFlags {
  readonly month?: string;
  readonly timezone?: string;
}

function rangeOf({ month, timezone = 'UTC' }: RangeFlags, now: number): MonthRange {
  const zone = findZone(timezone);
  if ('problem' in zone) throw new UsageError(`--timezone: ${zone.problem}`);
  const found = monthRange(month ?? lastMonth(now, zone.zone), zone.zone);
  if ('problem' in found) throw new UsageError(`--month: ${found.problem}`);
  if (found.range.from >= now) throw new UsageError(`--month: ${found.range.month} has not begun.`);
  return found.range;
}

const extensions: Readonly<Record<string, ReportFormat>> = { htm: 'html', markdown: 'md' };

interface FormFlags {
  readonly output?: string | undefined;
  readonly format?: string | undefined;
  readonly json?: boolean | undefined;
}

/** `-o` takes the path of a file, whose name says the format; `-o json` is the format, as in other commands. */
function formOf({ output, ...flags }: FormFlags): { readonly format: ReportFormat; readonly output?: string } {
  const isFormat = reportFormats.some((one) => one === output);
  const path = isFormat ? undefined : output;
  const extension = extname(path ?? '')
    .slice(1)
    .toLowerCase();
  const usual = reportFormats.find((one) => one === extension) ?? extensions[extension] ?? 'md';
  const format = readOutput(isFormat ? { ...flags, output } : flags, reportFormats, usual);
  return path === undefined ? { format } : { format, output: path };
}
