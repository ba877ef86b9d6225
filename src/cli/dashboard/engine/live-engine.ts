// Creates the runtime of the live screen with its inputs: the store, the feed, the alerts, and the services of the
// screen.
import type { Notice } from '../../../app/state/state.ts';
import { createAlertFile } from '../../../engine/alert-file.ts';
import type { AlertSettings } from '../../../engine/alerts.ts';
import { systemClock } from '../../../lib/clock.ts';
import type { Log } from '../../../lib/files/log.ts';
import { createScreen } from '../../../runtime/create-screen.ts';
import type { Surroundings } from '../../../runtime/effects.ts';
import { toLastStart } from '../../../runtime/last-start.ts';
import type { Runtime } from '../../../runtime/runtime.ts';
import { sizeOf } from '../../../terminal/output/paced-output.ts';
import { authorOf } from '../../options/author.ts';
import { alertMemoryFile, logFile, stateFile } from '../../options/places.ts';
import { crashReport } from '../../output/report-failure.ts';
import { alertSettingsOf } from '../alert-settings.ts';
import type { DashboardArguments } from '../arguments.ts';
import { createLookFile } from '../look-file.ts';
import type { ScreenSetup } from '../screen-setup.ts';
import { createCopy } from '../terminal/copy.ts';
import { createDocumentPlaces } from '../terminal/document-places.ts';
import { createOpenLink } from '../terminal/open-link.ts';
import { createLogin } from '../terminal/run-login.ts';
import { createExcluder, createMuteKeeper, createViewKeeper } from '../view-keeper.ts';

export interface LiveEngine {
  readonly runtime: Runtime;
  notify(notice: Pick<Notice, 'text' | 'tone'>): void;
}

/** Services that only the screen can provide. */
export interface ScreenServices {
  /** Returns the terminal to the shell. */
  suspend(): void;
  /** Releases the terminal while `task` runs. */
  withoutScreen(task: () => Promise<void>): Promise<void>;
  /** This program has written the config file. */
  configWritten(): Promise<void>;
}

/** Nothing is requested from AWS before `runtime.start()`. */
export function startEngine(setup: ScreenSetup, services: ScreenServices): LiveEngine {
  const { args, thread, options, terminal, ending, children } = setup;
  const { log, origin, debug, firstTime } = options;
  const runtime = createScreen(debug?.engine(thread.engine) ?? thread.engine, {
    store: debug?.store(thread.store) ?? thread.store,
    clock: systemClock,
    settings: options.settings,
    size: sizeOf(terminal.stdout),
    firstTime,
    ...(origin ? { origin } : {}),
    lastStart: toLastStart(options.first?.start),
    attention: args.attention,
    recentEvents: options.recentEvents,
    dryRun: args.dryRun,
    quit: () => ending.end({ code: 0 }),
    failed: (error, recentEvents) => writeDown(log, error, recentEvents),
    ...alertsOf(args, setup),
    ...alertStoreOf(args, log),
    ...lookStoreOf(args, log),
    ...(args.open === undefined ? { otherIdentities: options.loaded.config.store?.identities } : {}),
    ...screenServices(setup, services),
  });
  const notify: LiveEngine['notify'] = (notice) =>
    runtime.dispatch({ type: 'notified', notice: { ...notice, at: systemClock.now() } });
  thread.listen({
    notify: (text) => notify({ text, tone: 'warn' }),
    programGroups: children.setGroups,
    ended: (error) => ending.end({ code: 1, error }),
  });
  return { runtime, notify };
}

function screenServices(
  { thread, terminal, children, options, ending }: ScreenSetup,
  { suspend, withoutScreen, configWritten }: ScreenServices,
): Omit<Surroundings, 'quit'> {
  const { env } = process;
  const openLink = createOpenLink({ env, platform: process.platform });
  const copy = createCopy({ ...terminal, env, children });
  return {
    copy: (text, copied) => void copy(text).then(copied),
    openLink: (url, opened) => void openLink(url).then(opened),
    exportList: async (list) => (await import('../terminal/export-file.ts')).exportFile(list),
    async makeReport(request, accounts) {
      const { createReportMaker, ownProgram } = await import('../terminal/report-file.ts');
      const storePath = () => thread.store.sight()?.path;
      // Another process finds the file at its usual place by itself.
      const config = options.loaded.pathFrom === 'default' ? undefined : options.loaded.path;
      return createReportMaker({ storePath, config, children, program: ownProgram() })(request, accounts);
    },
    repaint: () => terminal.writer.repaint(),
    suspend,
    login: createLogin({ withoutScreen, children, holdInterrupts: ending.holdInterrupts }),
    documents: createDocumentPlaces({ env, withoutScreen, children }),
    views: createViewKeeper(options.loaded.path, configWritten),
    exclude: createExcluder(options.loaded.path, configWritten),
    mutes: createMuteKeeper(options.loaded.path, configWritten),
    ...authorOf(),
  };
}

export const alertsOf = (
  args: DashboardArguments,
  { terminal, children, options: { log } }: ScreenSetup,
): AlertSettings => alertSettingsOf(args, { terminal, children, log, env: process.env });

/** Findings of the demo or of an extract must not count as known the next time. */
function alertStoreOf(args: DashboardArguments, log: Log) {
  const file = args.demo || args.open !== undefined ? undefined : alertMemoryFile(args.memory);
  if (file === undefined) return {};
  return {
    alertStore: createAlertFile(file, (problem, error) => log.warn(problem, { error })),
    alertMemoryName: args.memory,
  };
}

/** A temporary store knows nothing of the time before. */
function lookStoreOf({ demo, store }: DashboardArguments, log: Log) {
  const path = demo || store.isTemporary ? undefined : stateFile('looked.json');
  return path === undefined
    ? {}
    : { lookStore: createLookFile(path, (problem, error) => log.warn(problem, { error })) };
}

export const logPlace = (): string => logFile() ?? 'no file, for there is no home directory';

/** Returns the path of the log. */
export function writeDown(log: Log, error: unknown, recentEvents: readonly string[] = []): string {
  log.error('failed', crashReport(error, recentEvents));
  return logPlace();
}
