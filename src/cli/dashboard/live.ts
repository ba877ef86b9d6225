// The live screen: terminal, runtime and React put together, and taken apart again whatever happens.
import type { Settings } from '../../app/settings.ts';
import type { Notice } from '../../app/state.ts';
import { overviewQuestions } from '../../app/watching.ts';
import type { EarlyList } from '../../engine/access/early-requests.ts';
import { createAlertFile } from '../../engine/alert-file.ts';
import type { AlertSettings } from '../../engine/alerts.ts';
import { createActionLog } from '../../journal/action-log.ts';
import { systemClock, within } from '../../lib/clock.ts';
import { errorMessage } from '../../lib/error-message.ts';
import { letHelpersGiveWay } from '../../lib/helper-threads.ts';
import { keepHeapLean } from '../../lib/lean-heap.ts';
import type { Log } from '../../lib/log.ts';
import { createRuntime } from '../../runtime/create-runtime.ts';
import type { View } from '../../runtime/runtime.ts';
import { detectCapabilities, type TerminalCapabilities } from '../../terminal/capabilities.ts';
import { createInputModes } from '../../terminal/input-modes.ts';
import { writeLastScreen } from '../../terminal/last-screen.ts';
import { sizeOf } from '../../terminal/paced-output.ts';
import { createScreenWriter, type ScreenWriter } from '../../terminal/screen-writer.ts';
import { createTerminalInput } from '../../terminal/terminal-input.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { themeOfBackground } from '../config/own-themes.ts';
import { type FirstScreen, flushCompiledCode } from '../launch.ts';
import { openFeed } from '../open-feed.ts';
import { type StoreThreadSurroundings, startStoreThread } from '../open-program-store.ts';
import { complain } from '../output.ts';
import { alertMemoryFile, stateFile } from '../places.ts';
import type { World } from '../world.ts';
import { createSpeaker, silentTerminal } from './aloud.ts';
import type { DashboardArguments } from './arguments.ts';
import { type Children, createChildren } from './children.ts';
import { createCopy } from './copy.ts';
import { createDocumentPlaces } from './document-places.ts';
import { type End, type Ending, watchForEnd } from './ending.ts';
import { toEvents } from './input-events.ts';
import { watchJobControl } from './job-control.ts';
import { keepLastScreen } from './keep-last-screen.ts';
import { watchConfig } from './live-config.ts';
import { createNotifier } from './notify.ts';
import { createViewKeeper } from './view-keeper.ts';

/** What a first screen begins with: the vaults, and then what runs. */
const firstLists: readonly EarlyList[] = [{ resource: 'vaults' }, { resource: 'backup-jobs' }];
/** By then what a screen needs has loaded. */
const flushCodeMs = 5_000;
/** A link so slow that the frame is still on its way does not keep AWS from being asked. */
const longestFirstFrameMs = 250;

export interface LiveOptions {
  readonly settings: Settings;
  /** The config file as it was, which need not be there. */
  readonly loaded: LoadedConfig;
  /** What flags and file say together, now that the file says something else; throws a UsageError where they do not go together. */
  readAgain(loaded: LoadedConfig): { readonly args: DashboardArguments; readonly settings: Settings };
  readonly log: Log;
  /** Where rows are kept, and what writes and reads them. */
  readonly store: Pick<StoreThreadSurroundings, 'writer' | 'queries' | 'place' | 'limits'>;
  /** To be said at the start. */
  readonly notice?: string | undefined;
  /** What the launcher painted already. */
  readonly first?: FirstScreen | undefined;
}

/** Whatever throws while the screen is put together, drawn or taken apart: the terminal is put back. */
export async function showLive(args: DashboardArguments, world: World, options: LiveOptions): Promise<number> {
  const { stdin, stdout } = process;
  const found = detectCapabilities(process.env, stdout);
  const capabilities = args.screenReader ? { ...found, answersQueries: false } : found;
  const speaker = args.screenReader ? createSpeaker((text) => stdout.write(text), found.unicode) : undefined;
  const shown = speaker ? silentTerminal(stdout) : stdout;
  const writer = createScreenWriter({ stdout: shown, capabilities, pacing: { clock: systemClock } });
  const children = createChildren();
  const endNow = ({ code, error }: End) => {
    children.kill();
    stdin.setRawMode(false);
    if (error !== undefined) {
      options.log.error('failed', { error });
      complain(errorMessage(error));
    }
    process.exit(code);
  };
  const overdue = (end: End) => {
    writer.close();
    void writer.flush().then(() => endNow(end));
  };
  const ending = watchForEnd({ overdue, endNow });
  try {
    return await runScreen(args, world, options, { capabilities, speaker, writer, ending, children });
  } finally {
    writer.close();
    await writer.flush();
    stdin.setRawMode(false);
    // Nobody reads keys any more; a half-built screen must not keep the process waiting for them.
    stdin.unref();
    ending.stopWatching();
  }
}

interface Terminal {
  readonly capabilities: TerminalCapabilities;
  /** Speaks instead of what is drawn. */
  readonly speaker: ReturnType<typeof createSpeaker> | undefined;
  readonly writer: ScreenWriter;
  readonly ending: Ending;
  readonly children: Children;
}

async function runScreen(
  args: DashboardArguments,
  world: World,
  { settings, loaded, readAgain, log, store: kept, first, notice }: LiveOptions,
  { capabilities, speaker, writer, ending, children }: Terminal,
): Promise<number> {
  const { stdin, stdout } = process;
  const { unicode, colors } = capabilities;
  const hasTheme = args.theme !== undefined || process.env.COLORFGBG !== undefined;
  const write = (bytes: string) => (speaker ? stdout.write(bytes) : writer.writeRaw(bytes));
  const modes = createInputModes({
    ...{ capabilities, mouse: args.mouse && !speaker, background: !hasTheme && colors > 0, clock: systemClock },
    write: writer.writeRaw,
  });
  const answered = () => Promise.all([writer.answered(), modes.pause()]);
  let isLeaving = false;
  const leave = async () => {
    await answered();
    writer.suspend();
    stdin.setRawMode(false);
  };
  const comeBack = () => {
    // An editor that ended because we leave gives the terminal back to nobody.
    if (isLeaving) return;
    stdin.setRawMode(true);
    writer.resume();
    modes.resume();
    // A window that changed meanwhile has told the shell, or the editor, and not us.
    process.kill(process.pid, 'SIGWINCH');
  };
  const jobs = watchJobControl({ leave, comeBack });
  const withoutScreen = async (task: () => Promise<void>) => {
    // Ink stops reading first, and replies with it.
    await answered();
    await screen.suspended(async () => {
      await leave();
      try {
        await task();
      } finally {
        comeBack();
      }
    });
  };
  // Before anything is drawn: what is typed ahead must not be echoed into the screen.
  stdin.setRawMode(true);
  first?.takeOver();
  if (first?.lines) writer.adopt(first.lines);
  else writer.open();
  const store = startStoreThread({ ...kept, log, now: world.aws.now, tell: (text) => tell({ text, tone: 'warn' }) });
  const feed = openFeed(args.eventQueues);
  const alertsOf = ({ bell, notifyCommand: command, notifyFrom, digest }: DashboardArguments): AlertSettings => {
    if (bell === 'off' && command === undefined && !speaker) return {};
    const notify = createNotifier({
      ...{ bell, capabilities, env: process.env, log, write, children },
      ...(command === undefined ? {} : { command }),
    });
    const alert: AlertSettings['alert'] = (news) => {
      speaker?.alerts(news.alerts);
      return notify(news);
    };
    return { alert, alertFrom: notifyFrom, digest };
  };
  const logPlace = stateFile('vaultop.log') ?? 'no file, for there is no home directory';
  const memory = args.demo ? undefined : alertMemoryFile(args.memory);
  const writeDown = (error: unknown) => {
    log.error('failed', { error });
    return logPlace;
  };
  let themeName = args.theme;
  const themeOfTerminal = colors > 0 ? themeOfBackground(process.env) : 'mono';
  const copy = createCopy({ env: process.env, capabilities, children, write });
  const runtime = createRuntime({
    store,
    ...(feed ? { feed } : {}),
    ...{ ...world.place, aws: world.aws, clock: systemClock },
    ...(world.origin ? { origin: world.origin } : {}),
    giveMfaCode: world.mfa.give,
    ...{ cloudWatch: args.cloudWatch, cadences: args.cadences },
    settings,
    // Where nothing stands on the screen yet, the first row is what is waited for.
    ...(first?.lines ? {} : { early: firstLists }),
    size: sizeOf(stdout),
    copy: (text, copied) => void copy(text).then(copied),
    repaint: () => writer.repaint(),
    suspend: jobs.suspend,
    quit: () => ending.end({ code: 0 }),
    attention: args.attention,
    failed: (error) => writeDown(error),
    isWatched: true,
    nextTurn: world.nextTurn,
    ...alertsOf(args),
    alertStore:
      memory === undefined ? undefined : createAlertFile(memory, (problem, error) => log.warn(problem, { error })),
    actionLog: createActionLog(stateFile('actions.jsonl')),
    dryRun: args.dryRun,
    documents: createDocumentPlaces({ env: process.env, withoutScreen, children }),
    views: createViewKeeper(loaded.path, () => config.wasWritten()),
  });
  const tell = (told: Pick<Notice, 'text' | 'tone'>) =>
    runtime.dispatch({ type: 'told', notice: { ...told, at: systemClock.now() } });
  let overview: { readonly version: number; readonly lines: readonly string[] } = { version: -1, lines: [] };
  const { mountScreen } = await import('../../../components/mount.tsx');
  const look = { unicode, color: colors > 0, fewColors: colors <= 16 };
  const theme = settings.themes.get(args.theme ?? themeOfTerminal);
  const screen = mountScreen({
    runtime,
    stdout: writer.stdout,
    stdin: createTerminalInput(stdin, {
      ...toEvents(runtime),
      kittyKeyboard: modes.kittyKeyboard,
      statusReply: () => modes.statusReply(writer.acknowledged()),
    }),
    look,
    silent: speaker !== undefined,
    ...(theme ? { theme } : {}),
    faults: { failed: writeDown, log: logPlace },
    failed: (error) => ending.end({ code: 1, error }),
    onFrame() {
      const view = runtime.view();
      if (view.data.version === overview.version || !isWorthKeeping(view)) return;
      overview = { version: view.data.version, lines: writer.lines() };
    },
  });
  const stopKeeping = first?.lines ? keepLastScreen(runtime, writer) : undefined;
  const stopSpeaking = speaker?.follow(runtime);
  // Not only at the end: who is killed shall start as fast the next time.
  const cancelFlush = systemClock.setTimeout(flushCompiledCode, flushCodeMs);
  // Only now: what throws before is not to be kept alive by it.
  const config = watchConfig({
    ...{ loaded, clock: systemClock, tell },
    apply(read) {
      const next = readAgain(read);
      const { attention, theme: name } = next.args;
      runtime.configure({ settings: next.settings, attention, ...alertsOf(next.args) });
      // The colours of the one in use may be others now.
      const isInUse = runtime.view().state.theme === undefined || name !== themeName;
      if (isInUse && (name ?? themeName) !== undefined) {
        runtime.dispatch({ type: 'themeChosen', name: name ?? themeOfTerminal });
      }
      themeName = name;
    },
  });
  try {
    modes.start();
    // Asking loads the SDK, which would stand between the frame and the terminal.
    if (first?.lines) await within(systemClock, longestFirstFrameMs, writer.flush());
    keepHeapLean({ growsInRush: true });
    letHelpersGiveWay();
    runtime.start();
    if (notice) tell({ text: notice, tone: 'warn' });
    world.onClockSkew((text) => tell({ text, tone: 'warn' }));
    const { code, error } = await ending.reached;
    if (error !== undefined) throw error;
    return code;
  } finally {
    isLeaving = true;
    cancelFlush();
    config.stop();
    stopKeeping?.();
    stopSpeaking?.();
    runtime.stop();
    // With it end its sockets, and the programs that it waits for.
    const closed = world.close();
    children.end();
    jobs.stopWatching();
    const written = store.close();
    if (first && overview.lines.length > 0) {
      const size = sizeOf(stdout);
      writeLastScreen(first.path, { at: systemClock.now(), ...size, lines: overview.lines });
    }
    const goodbyeUntil = systemClock.now() + longestGoodbyeMs;
    await answered();
    screen.unmount();
    writer.close();
    await writer.flush();
    stdin.setRawMode(false);
    await within(systemClock, goodbyeUntil - systemClock.now(), Promise.all([written, closed]));
  }
}

/** The overview, once most have said something: that is where the next start begins. */
function isWorthKeeping({ state, data }: View): boolean {
  if (state.screens.length > 1 || state.overlay || data.scopes.length === 0) return false;
  const questions = overviewQuestions(data);
  const answered = questions.filter((question) => (data.snapshot(question)?.rows.size ?? 0) > 0);
  return answered.length >= questions.length / 2;
}

/** The shell comes back by then, whatever was still to be written. */
const longestGoodbyeMs = 600;
