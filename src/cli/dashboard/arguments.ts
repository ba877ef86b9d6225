import { configOptions } from '../config/load-config.ts';
import { fillFlags, type Settings } from '../config/settings.ts';
import { type Options, parseOptions, UsageError } from '../options.ts';
import { readWhere, type Where, whereOptions } from '../where.ts';

export interface DashboardArguments extends Where {
  readonly once: boolean;
  readonly json: boolean;
  readonly cloudWatch: boolean;
  /** Actions are shown as commands and not sent. */
  readonly dryRun: boolean;
}

const options = {
  ...whereOptions,
  ...configOptions,
  once: { type: 'boolean' },
  json: { type: 'boolean' },
  'no-cloudwatch': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
} as const satisfies Options;

export function readDashboardArguments(
  words: readonly string[],
  { chosen }: Pick<Settings, 'chosen'> = {},
): DashboardArguments {
  const values = fillFlags(parseOptions(words, options), chosen, process.env);
  if (values.json && !values.once) throw new UsageError('--json goes with --once.');
  return {
    ...readWhere(values),
    once: values.once ?? false,
    json: values.json ?? false,
    dryRun: values['dry-run'] ?? false,
    cloudWatch: !values['no-cloudwatch'] && chosen?.context.cloudwatch !== false,
  };
}
