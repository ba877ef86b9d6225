import type { SavedView } from '../../app/state/saved-view.ts';
import type { Severity } from '../../domain/attention/findings/severity.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import { attentionSettings } from '../config/attention-settings.ts';
import { configOptions } from '../config/load-config.ts';
import { themesOf } from '../config/own-themes.ts';
import { fillFlags, type ProgramSettings } from '../config/settings.ts';
import { savedViews } from '../config/to-settings.ts';
import { joinSort } from '../options/list-flags.ts';
import { checkedChoice, checkedMemory, type Options, parseOptions, UsageError } from '../options/options.ts';
import { readOutput } from '../options/output-flags.ts';
import { readPast } from '../options/past.ts';
import { readStoreFlags, type StoreFlags, storeOptions } from '../options/store-options.ts';
import { readWhere, type Where, whereOptions } from '../options/where.ts';
import { type RunFlags, runFlagsOf, watchOf } from './contexts.ts';
import { type Bell, bells } from './notify.ts';
import { readView, viewOptions } from './view-flags.ts';

export interface DashboardArguments extends Where, ReturnType<typeof watchOf> {
  /** The past time to show, as typed. Absent: the present. */
  readonly at?: string;
  readonly once: boolean;
  readonly json: boolean;
  readonly runFlags: RunFlags;
  /** Requests of actions are shown as commands and not sent. */
  readonly dryRun: boolean;
  readonly bell: Bell;
  readonly notifyCommand?: string;
  /** The lowest severity of notifications. */
  readonly notifyFrom?: Severity;
  /** The UTC time of the daily digest. */
  readonly digest?: string;
  /** The name of the memory of notifications. */
  readonly memory: string;
  readonly attention: AttentionSettings;
  /** The location of the store. */
  readonly store: StoreFlags;
  /** The file of an extract, which is shown in place of an account. */
  readonly open?: string;
  /** The first list; absent: as in the config file. */
  readonly firstView?: SavedView;
  /** Absent: by the terminal's background and colours. */
  readonly theme?: string;
  readonly mouse: boolean;
  /** The terminal's title says where the screen looks, and how many findings there are. */
  readonly title: boolean;
  /** Changes are printed as lines for a screen reader; nothing is drawn. */
  readonly screenReader: boolean;
}

export const snapshotFormats = ['text', 'json'] as const;

export const options = {
  ...whereOptions,
  ...configOptions,
  ...storeOptions,
  at: { type: 'string' },
  once: { type: 'boolean' },
  output: { type: 'string', short: 'o' },
  json: { type: 'boolean' },
  cloudwatch: { type: 'boolean' },
  'no-cloudwatch': { type: 'boolean' },
  bell: { type: 'string' },
  'notify-command': { type: 'string' },
  memory: { type: 'string' },
  'dry-run': { type: 'boolean' },
  theme: { type: 'string' },
  mouse: { type: 'boolean' },
  'screen-reader': { type: 'boolean' },
  open: { type: 'string' },
  ...viewOptions,
} as const satisfies Options;

export function readDashboardArguments(
  words: readonly string[],
  { chosen, bans, config = {} }: Partial<Pick<ProgramSettings, 'chosen' | 'bans' | 'config'>> = {},
): DashboardArguments {
  const typed = parseOptions(joinSort(words), options);
  if (typed.open !== undefined) return withExtract(typed.open, words, config);
  const values = fillFlags(typed, { chosen, bans }, process.env);
  const firstView = readView(values, savedViews(config));
  const { bell = config.notify?.bell ?? 'off', 'notify-command': notifyCommand = config.notify?.command } = values;
  const { theme = config.theme } = values;
  if (values.json && !values.once) throw new UsageError('--json requires --once.');
  if (values.output !== undefined && !values.once) throw new UsageError('--output requires --once.');
  return {
    ...readWhere(values),
    ...(values.at === undefined ? {} : { at: readPast(values.at, config.timezone).text }),
    once: values.once ?? false,
    json: readOutput(values, snapshotFormats, 'text') === 'json',
    dryRun: values['dry-run'] ?? false,
    bell: checkedChoice('--bell', bell, bells),
    ...(notifyCommand === undefined ? {} : { notifyCommand }),
    ...(config.notify?.from ? { notifyFrom: config.notify.from } : {}),
    ...(config.notify?.digest ? { digest: config.notify.digest } : {}),
    memory: checkedMemory(values.memory ?? 'dashboard'),
    // The dashboard stays open: its requests come one after another. A check requests them if it is told to.
    attention: { ...attentionSettings(config), accessPoints: true },
    ...(theme === undefined ? {} : { theme: checkedChoice('--theme', theme, [...themesOf(config.themes).keys()]) }),
    screenReader: values['screen-reader'] ?? process.env.INK_SCREEN_READER === 'true',
    mouse: values.mouse ?? config.mouse ?? false,
    title: config.title ?? true,
    ...watchOf(values, chosen?.context),
    runFlags: runFlagsOf(values),
    store: readStoreFlags(values),
    ...(firstView ? { firstView } : {}),
  };
}

/** Flags that go with `--open`: they say how it looks and what opens first. All others are about AWS and the store. */
const withOpen = [
  ...Object.keys(viewOptions),
  'open',
  'config',
  'theme',
  'mouse',
  'screen-reader',
  'log-level',
  'no-cache',
];

/** An extract has no account, no context, and nobody is notified of what is in it. */
function withExtract(file: string, words: readonly string[], config: ProgramSettings['config']): DashboardArguments {
  const { open: _, ...typed } = parseOptions(joinSort(words), options);
  const other = Object.keys(typed).find((name) => !withOpen.includes(name));
  if (other !== undefined)
    throw new UsageError(`--${other} cannot be used with --open, which reads an extract and does not call AWS.`);
  if (file === '') throw new UsageError('--open takes the path of an extract; vaultop store export writes one.');
  const { notify: _unused, context: _context, ...looks } = config;
  const rest = leaveOut(joinSort(words));
  return { ...readDashboardArguments(rest, { config: looks }), open: file };
}

/** The words without `--open FILE`. */
function leaveOut(words: readonly string[]): string[] {
  const at = words.findIndex((word) => word === '--open' || word.startsWith('--open='));
  return words.toSpliced(at, words[at] === '--open' ? 2 : 1);
}
