// The flags of `vaultop store export`.

import { readTime } from '../../domain/time-text.ts';
import { formatDateTime } from '../../lib/text/format.ts';
import type { TimeRange } from '../../lib/time-range.ts';
import { type Options, UsageError } from '../options/options.ts';

export interface ExtractArguments extends TimeRange {
  /** The path of the file; absent: stdout. */
  readonly output?: string;
  /** All names are replaced. */
  readonly isAnonymous: boolean;
}

export const extractOptions = {
  from: { type: 'string' },
  to: { type: 'string' },
  output: { type: 'string', short: 'o' },
  anonymize: { type: 'boolean' },
} as const satisfies Options;

interface ExtractValues {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly output?: string | undefined;
  readonly anonymize?: boolean | undefined;
}

/** Throws a UsageError for a flag of `export` with another action. */
export function refuseExtractFlags(action: string, values: ExtractValues): void {
  const names = Object.keys(extractOptions) as (keyof ExtractValues)[];
  const given = names.find((name) => values[name] !== undefined);
  if (given !== undefined && action !== 'export') throw new UsageError(`--${given} works only with store export.`);
}

/** `zone`: of times that name none. `now`: epoch ms. */
export function readExtractFlags(
  { from, to, output, anonymize = false }: ExtractValues,
  { zone, now }: { readonly zone: string; readonly now: number },
): ExtractArguments {
  if (from === undefined) throw new UsageError('store export takes --from TIME, such as --from 04:00 --to 08:00.');
  if (output === '') throw new UsageError('--output takes the path of a file.');
  const time = (flag: string, text: string): number => {
    const read = readTime(text, now, zone);
    if ('problem' in read) throw new UsageError(`${flag} takes a time, not "${text}". ${read.problem}`);
    if (read.at <= now) return read.at;
    throw new UsageError(
      `${flag} ${text} is in the future (${formatDateTime(read.at)}). Did you mean yesterday ${text}?`,
    );
  };
  const range = { from: time('--from', from), to: time('--to', to ?? 'now') };
  if (range.from >= range.to) {
    const { from: begin, to: end } = range;
    throw new UsageError(`--from ${formatDateTime(begin)} is not before --to ${formatDateTime(end)}.`);
  }
  return { ...range, isAnonymous: anonymize, ...(output === undefined ? {} : { output }) };
}
