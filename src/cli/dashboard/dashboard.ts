// The dashboard: live on a terminal, one snapshot otherwise.
import { ratesOnce } from '../../../config/budgets.ts';
import type { Log } from '../../lib/files/log.ts';
import type { DebugMeter } from '../../runtime/debug/debug-meter.ts';
import { createRecentEvents } from '../../runtime/recent-events.ts';
import { pathText } from '../../settings/issue.ts';
import { detectCapabilities } from '../../terminal/capabilities.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { loadSettings, type ProgramSettings } from '../config/settings.ts';
import { toSettings } from '../config/to-settings.ts';
import { connectionsWithMfa } from '../mfa-codes.ts';
import { UsageError } from '../options/options.ts';
import { placeOf } from '../options/place-of-store.ts';
import { demoPlace, findPlace } from '../options/place-of-where.ts';
import { printError } from '../output/output.ts';
import { programFacts } from '../program-facts.ts';
import { prepareRecording } from '../recording.ts';
import { refuseFifos } from '../refuse-fifos.ts';
import { limitsOf } from '../store/arguments.ts';
import type { LaunchEnvironment } from '../subcommands.ts';
import { openWorld, startDemo } from '../world.ts';
import type { AppliedConfig } from './apply-config.ts';
import { type DashboardArguments, readDashboardArguments } from './arguments.ts';
import { type LiveEngineThread, startEngineThread } from './engine/remote-engine.ts';

export { help } from './help.ts';

export async function run(words: readonly string[], environment: LaunchEnvironment, log: Log): Promise<number> {
  const isLikelyLive = process.stdin.isTTY && process.stdout.isTTY && !words.includes('--once');
  // The code that draws the screen is loaded while the place is determined.
  if (isLikelyLive) void Promise.all([import('./live.ts'), import('../../../components/mount.tsx')]);
  const settings = await loadSettings(words, log);
  const args = readDashboardArguments(words, settings);
  const isTerminal = !args.once && process.stdin.isTTY && process.stdout.isTTY;
  const isDumb = isTerminal && !args.screenReader && detectCapabilities(process.env, process.stdout).dumb;
  if (args.open !== undefined && (!isTerminal || isDumb)) {
    throw new UsageError('--open needs a terminal that can move its cursor.');
  }
  if (isDumb) printError(dumbText());
  if (isTerminal && !isDumb) return showScreen(args, { words, settings, environment, log });
  const world = await openWorld(args, { environment, log, rates: ratesOnce });
  try {
    const { writeSnapshot } = await import('./snapshot.ts');
    const place = { ...world.place, context: settings.chosen?.name };
    const { identities = [] } = settings.config.store ?? {};
    const isEmpty = args.at === undefined && (identities.length === 0 || args.demo || args.store.isTemporary);
    const past = isEmpty ? {} : await openPast(args, settings, { log, now: world.aws.now });
    return await writeSnapshot(args, { ...world, place, ...past });
  } finally {
    await world.close();
  }
}

/** The store of earlier runs, and the time zone of the config file. */
async function openPast(
  args: DashboardArguments,
  settings: ProgramSettings,
  { log, now }: { readonly log: Log; readonly now: () => number },
) {
  const { openStoreInProcess } = await import('../open-program-store.ts');
  const store = await openStoreInProcess(args, { log, now, limits: limitsOf(settings.config) });
  return { store, settings: toSettings(settings), otherIdentities: settings.config.store?.identities ?? [] };
}

interface Run {
  readonly words: readonly string[];
  readonly settings: ProgramSettings;
  readonly environment: LaunchEnvironment;
  readonly log: Log;
}

async function showScreen(args: DashboardArguments, { words, settings, environment, log }: Run): Promise<number> {
  refuseFifos(process.env);
  if (args.record) prepareRecording(args.record.folder);
  const demo = args.demo ? await startDemo(args, environment) : undefined;
  const extract = args.open === undefined ? undefined : await openExtractOf(args.open);
  let thread: LiveEngineThread | undefined;
  const recentEvents = createRecentEvents();
  try {
    // Missing flags and problems of the store's file are reported before the screen opens.
    const place = extract?.place ?? (demo ? demoPlace(args, demo.url, noAws) : await findPlace(args, noAws));
    const store = extract?.store ?? placeOf(args);
    if (args.store.file !== undefined) await store;
    const { firstScreen: first } = environment;
    thread = startEngineThread({
      args,
      place,
      environment,
      log,
      recentEvents,
      demoUrl: demo?.url,
      isHurried: first?.lines === undefined,
      contexts: extract ? {} : (settings.config.contexts ?? {}),
      context: settings.chosen?.name,
      extract: extract?.start,
      store: { place: store, limits: limitsOf(settings.config) },
    });
    if (!demo && !extract && (await connectionsWithMfa(place.connections)).length > 0) await thread.run();
    // The screen is empty: the engine is loaded in parallel with the code that draws.
    else if (first?.lines === undefined) void thread.run();
    const { showLive } = await import('./live.ts');
    const debug = process.env.VAULTOP_DEBUG === '1' ? await openDebugMeter() : undefined;
    log.info('dashboard began', programFacts(process));
    const code = await showLive(args, thread, {
      settings: { ...toSettings(settings), ...(args.firstView ? { firstView: args.firstView } : {}) },
      loaded: settings,
      log,
      recentEvents,
      debug,
      first,
      notice: warningText(settings) ?? extract?.notice,
      firstTime: extract?.firstTime ?? args.at,
      origin: demo ? 'DEMO' : extract && 'EXTRACT',
      readAgain: readerOf(words, settings),
    });
    log.info('dashboard ended', { code });
    return code;
  } finally {
    await Promise.all([thread?.terminate(), demo?.close()]);
    extract?.remove();
  }
}

async function openExtractOf(file: string) {
  const { readExtractFile } = await import('./open-file.ts');
  return readExtractFile(file);
}

async function openDebugMeter(): Promise<DebugMeter> {
  const { createProcessMeter } = await import('./debug/process-meter.ts');
  return createProcessMeter();
}

/** The place is read here, and the connections are made in the engine's thread. */
const noAws = { connect() {} };

/** Flags apply to the whole run, and so does the initial context until it is changed. */
const readerOf =
  (words: readonly string[], settings: ProgramSettings) =>
  (loaded: LoadedConfig): AppliedConfig => {
    const next = { ...settings, ...loaded };
    const contexts = next.config.contexts ?? {};
    return { args: readDashboardArguments(words, next), settings: toSettings(next), contexts };
  };

const dumbText =
  (): string => `vaultop: this terminal (TERM=${process.env.TERM ?? ''}) cannot move its cursor, so here is one snapshot.
--screen-reader shows what changes, line by line; --once writes the snapshot without this message.
`;

/** Errors have ended the run already. */
function warningText({ issues: [first, ...others] }: ProgramSettings): string | undefined {
  if (!first) return undefined;
  const more = others.length > 0 ? ` (and ${others.length} more: vaultop config check)` : '';
  return `Config file, line ${first.line}: ${pathText(first.path)}: ${first.message}${more}`;
}
