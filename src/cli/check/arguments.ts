import type { Severity } from '../../domain/attention/item.ts';
import { severities } from '../../domain/attention/item.ts';
import { configOptions } from '../config/load-config.ts';
import { fillFlags, type Settings } from '../config/settings.ts';
import { checkedChoice, checkedNumber, type Options, parseOptions } from '../options.ts';
import { readWhere, type Where, whereOptions } from '../where.ts';

export const formats = ['text', 'json', 'nagios'] as const;
export type Format = (typeof formats)[number];

export interface CheckArguments extends Where {
  readonly format: Format;
  /** The least severity that is told and counts for the exit code. */
  readonly from: Severity;
  readonly timeoutMs: number;
}

const options = {
  ...whereOptions,
  ...configOptions,
  format: { type: 'string' },
  from: { type: 'string' },
  timeout: { type: 'string' },
} as const satisfies Options;

export function readCheckArguments(
  words: readonly string[],
  { chosen }: Pick<Settings, 'chosen'> = {},
): CheckArguments {
  const values = fillFlags(parseOptions(words, options), chosen, process.env);
  const { format = 'text', from = 'notice', timeout = '120' } = values;
  return {
    ...readWhere(values),
    format: checkedChoice('--format', format, formats),
    from: checkedChoice('--from', from, severities),
    timeoutMs: checkedNumber('--timeout', timeout, 1, 3_600) * 1_000,
  };
}
