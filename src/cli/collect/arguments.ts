import type { AttentionSettings } from '../../domain/attention/settings.ts';
import type { Watch } from '../../engine/access/place.ts';
import { attentionSettings } from '../config/attention-settings.ts';
import { configOptions } from '../config/load-config.ts';
import { fillFlags, type ProgramSettings } from '../config/settings.ts';
import { type MetricsFlags, metricsOptions, readMetricsFlags } from '../metrics/metrics-flags.ts';
import { checkedChoice, type Options, parseOptions, UsageError } from '../options/options.ts';
import { readStoreFlags, type StoreFlags, storeOptions } from '../options/store-options.ts';
import { readWhere, type Where, whereOptions } from '../options/where.ts';

export const unitKinds = ['systemd', 'launchd'] as const;
export type UnitKind = (typeof unitKinds)[number];

export interface CollectArguments extends Where, Omit<Watch, 'feed'> {
  readonly store: StoreFlags;
  readonly attention: AttentionSettings;
  /** Absent: no metrics are served. */
  readonly metrics?: MetricsFlags;
  /** Only prints the unit that starts this command. */
  readonly printUnit?: UnitKind;
}

export const options = {
  ...whereOptions,
  ...configOptions,
  ...storeOptions,
  cloudwatch: { type: 'boolean' },
  'no-cloudwatch': { type: 'boolean' },
  'print-unit': { type: 'string' },
  ...metricsOptions,
} as const satisfies Options;

export function readCollectArguments(
  words: readonly string[],
  { chosen, bans, config = {} }: Partial<Pick<ProgramSettings, 'chosen' | 'bans' | 'config'>> = {},
): CollectArguments {
  const typed = parseOptions(withUnitKind(words), options);
  if (typed.write) throw new UsageError('collect changes nothing in AWS: omit --write.');
  const values = fillFlags({ ...typed, 'no-write': true }, { chosen, bans }, process.env);
  const { 'print-unit': unit } = typed;
  const store = readStoreFlags(typed);
  const metrics = readMetricsFlags(typed);
  if (store.isTemporary) throw new UsageError('collect writes the store, so it cannot be used with --no-store.');
  // Nobody looks at charts: metrics cost money, and are requested only if a person says so.
  const cloudWatch = !values['no-cloudwatch'] && (values.cloudwatch ?? chosen?.context.cloudwatch ?? false);
  return {
    ...readWhere(values),
    cadences: chosen?.context.cadence ?? {},
    cloudWatch,
    store,
    // As on the dashboard: two programs that judge differently would write findings in turn.
    attention: { ...attentionSettings(config), accessPoints: true },
    ...(metrics ? { metrics } : {}),
    ...(unit === undefined ? {} : { printUnit: checkedChoice('--print-unit', unit, unitKinds) }),
  };
}

/** The value of --print-unit may be left out: the kind of this system. */
function withUnitKind(words: readonly string[]): readonly string[] {
  const at = words.indexOf('--print-unit');
  const next = words[at + 1];
  if (at < 0 || (next !== undefined && !next.startsWith('-'))) return words;
  const kind: UnitKind = process.platform === 'darwin' ? 'launchd' : 'systemd';
  return [...words.slice(0, at), `--print-unit=${kind}`, ...words.slice(at + 1)];
}
