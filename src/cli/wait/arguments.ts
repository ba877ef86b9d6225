// `wait ID`: the job, how long to wait, and the flags that select the place.
import type { Job } from '../../domain/jobs/job.ts';
import { configOptions } from '../config/load-config.ts';
import { fillFlags, type ProgramSettings } from '../config/settings.ts';
import { flagsLast } from '../options/flags-last.ts';
import { checkedChoice, type Options, parseWords, UsageError } from '../options/options.ts';
import { readOutput } from '../options/output-flags.ts';
import { storeOptions } from '../options/store-options.ts';
import { readWhere, type Where, whereOptions } from '../options/where.ts';
import { jobKinds } from './find-job.ts';
import { readTimeout } from './timeout.ts';

export const waitFormats = ['text', 'json'] as const;

export interface WaitArguments {
  readonly id: string;
  /** Absent: found out by the id. */
  readonly kind?: Job['kind'];
  readonly timeoutMs: number;
  readonly format: (typeof waitFormats)[number];
  readonly where: Where;
}

export const options = {
  ...whereOptions,
  ...configOptions,
  ...storeOptions,
  kind: { type: 'string' },
  timeout: { type: 'string' },
  output: { type: 'string', short: 'o' },
  /** The earlier name of `output`. */
  format: { type: 'string' },
  json: { type: 'boolean' },
} as const satisfies Options;

export function readWaitArguments(
  words: readonly string[],
  { chosen, bans }: Partial<Pick<ProgramSettings, 'chosen' | 'bans'>> = {},
): WaitArguments {
  const { values, positionals } = parseWords(flagsLast(words, options), options);
  const [id, ...more] = positionals;
  if (!id) throw new UsageError('wait needs the id of a backup, copy or restore job.');
  if (more.length > 0) throw new UsageError(`wait takes one job at a time, not also "${more[0]}".`);
  const { kind, timeout } = values;
  return {
    id,
    timeoutMs: readTimeout(timeout),
    format: readOutput(values, waitFormats, 'text'),
    where: readWhere(fillFlags(values, { chosen, bans }, process.env)),
    ...(kind === undefined ? {} : { kind: checkedChoice('--kind', kind, jobKinds) }),
  };
}
