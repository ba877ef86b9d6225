// The live screen: connects terminal, runtime and React, runs until the end, and takes them apart.
import { engineThreadName } from '../../../config/limits.ts';
import { asciiGlyphs, unicodeGlyphs } from '../../../config/themes/glyphs.ts';
import { screenTitle } from '../../app/screen-title.ts';
import { systemClock, within } from '../../lib/clock.ts';
import { lowerHelperPriority } from '../../lib/process/helper-threads.ts';
import { keepHeapLean } from '../../lib/process/lean-heap.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { createTerminalInput } from '../../terminal/input/terminal-input.ts';
import { writeLastScreen } from '../../terminal/output/last-screen.ts';
import { sizeOf } from '../../terminal/output/paced-output.ts';
import { flushCompiledCode } from '../compiled-code.ts';
import { themeOfBackground } from '../config/own-themes.ts';
import { createConfigApplier } from './apply-config.ts';
import { alertsOf, type LiveEngine, logPlace, startEngine, writeDown } from './engine/live-engine.ts';
import { type LiveConfig, watchConfig } from './live-config.ts';
import type { ScreenSetup } from './screen-setup.ts';
import { toEvents } from './terminal/input-events.ts';
import { type JobControl, watchJobControl } from './terminal/job-control.ts';
import { keepLastScreen } from './terminal/keep-last-screen.ts';
import type { LiveTerminal } from './terminal/live-terminal.ts';
import { createOverviewImage, type OverviewImage } from './terminal/overview-image.ts';
import { createTerminalHandover, type TerminalHandover } from './terminal/terminal-handover.ts';

/** After this time everything that a screen needs is loaded. */
const flushCodeMs = 5_000;
/** On a slow link, requests to AWS do not wait longer for the first frame. */
const longestFirstFrameMs = 250;
/** The shell gets the terminal back after this time, whatever was still to be written. */
const longestExitMs = 600;

interface OpenScreen extends LiveEngine {
  readonly handover: TerminalHandover;
  readonly jobs: JobControl;
  readonly screen: MountedScreen;
  readonly overview: OverviewImage;
  readonly config: LiveConfig;
  /** Listeners of the runtime, and timers. */
  readonly stops: readonly (() => void)[];
}

type MountedScreen = ReturnType<typeof import('../../../components/mount.tsx').mountScreen>;

export async function runScreen(setup: ScreenSetup): Promise<number> {
  const open = await openScreen(setup);
  try {
    return await untilItEnds(setup, open);
  } finally {
    await closeScreen(setup, open);
  }
}

async function openScreen(setup: ScreenSetup): Promise<OpenScreen> {
  const { terminal, options } = setup;
  const { stdin, writer, modes } = terminal;
  // The size may have changed while the terminal was released: the signal went to the shell or editor.
  const measure = () => void process.kill(process.pid, 'SIGWINCH');
  const handover = createTerminalHandover({ stdin, writer, modes, measure });
  const jobs = watchJobControl(handover);
  handover.takeOver(options.first);
  const engine = startEngine(setup, {
    suspend: jobs.suspend,
    async withoutScreen(task) {
      // Ink stops reading first, and would lose replies of the terminal.
      await handover.answered();
      await screen.suspended(() => handover.during(task));
    },
    configWritten: () => config.wasWritten(),
  });
  const overview = createOverviewImage(engine.runtime, writer);
  const screen = await mount(setup, engine.runtime, overview);
  const stops = follow(setup, engine.runtime);
  // Created last: if an earlier step throws, the watcher must not keep the process alive.
  const config = watchLiveConfig(setup, engine);
  return { ...engine, handover, jobs, screen, overview, config, stops };
}

async function mount(
  { args, options, terminal, ending }: ScreenSetup,
  runtime: Runtime,
  overview: OverviewImage,
): Promise<MountedScreen> {
  const { stdin, announcementWriter, writer, modes } = terminal;
  const { unicode, colors } = terminal.capabilities;
  const { mountScreen } = await import('../../../components/mount.tsx');
  const theme = options.settings.themes.get(args.theme ?? themeOfTerminal(terminal));
  return mountScreen({
    runtime,
    stdout: writer.stdout,
    stdin: createTerminalInput(stdin, {
      ...toEvents(runtime),
      kittyKeyboard: modes.kittyKeyboard,
      statusReply: () => modes.statusReply(writer.acknowledged()),
    }),
    look: { unicode, color: colors > 0, fewColors: colors <= 16 },
    silent: announcementWriter !== undefined,
    ...(theme ? { theme } : {}),
    faults: { failed: (error) => writeDown(options.log, error), log: logPlace() },
    failed: (error) => ending.end({ code: 1, error }),
    debug: options.debug,
    onFrame(renderMs) {
      overview.drawn();
      options.debug?.rendered(renderMs);
    },
  });
}

const themeOfTerminal = ({ capabilities: { colors } }: Pick<LiveTerminal, 'capabilities'>): string =>
  colors > 0 ? themeOfBackground(process.env) : 'mono';

function follow(setup: ScreenSetup, runtime: Runtime) {
  const {
    options: { first },
    terminal: { announcementWriter, writer },
  } = setup;
  return [
    followTitle(setup, runtime),
    first?.lines ? keepLastScreen(runtime, writer) : undefined,
    announcementWriter?.follow(runtime),
    // Not only at the end: a killed program starts equally fast the next time.
    systemClock.setTimeout(flushCompiledCode, flushCodeMs),
  ].filter((stop) => stop !== undefined);
}

/** The title follows the findings; a screen reader would read each change. */
function followTitle({ args, terminal }: ScreenSetup, runtime: Runtime) {
  const { announcementWriter, writer, capabilities } = terminal;
  if (!args.title || announcementWriter) return undefined;
  const { marks } = capabilities.unicode ? unicodeGlyphs : asciiGlyphs;
  const show = () => writer.title(screenTitle(runtime.view().data, marks));
  show();
  return runtime.subscribe(show);
}

function watchLiveConfig(setup: ScreenSetup, { runtime, notify }: LiveEngine): LiveConfig {
  const { loaded, readAgain } = setup.options;
  const apply = createConfigApplier({
    runtime,
    readAgain,
    themeName: setup.args.theme,
    themeOfTerminal: themeOfTerminal(setup.terminal),
    alertsOf: (args) => alertsOf(args, setup),
  });
  return watchConfig({ loaded, clock: systemClock, notify, apply });
}

async function untilItEnds(setup: ScreenSetup, { runtime, notify }: LiveEngine): Promise<number> {
  const { thread, options, terminal, ending } = setup;
  const { first, notice } = options;
  terminal.modes.start();
  // The thread would compete with drawing for the processor.
  if (first?.lines) await within(systemClock, longestFirstFrameMs, terminal.writer.flush());
  keepHeapLean();
  lowerHelperPriority(engineThreadName);
  void thread.run();
  runtime.start();
  if (notice) notify({ text: notice, tone: 'warn' });
  const { code, error } = await ending.reached;
  if (error !== undefined) throw error;
  return code;
}

/** The engine is stopped first; the terminal is restored while work in progress ends. */
async function closeScreen({ thread, options, terminal, children }: ScreenSetup, open: OpenScreen): Promise<void> {
  const { handover, jobs, screen, overview, config, stops, runtime } = open;
  const { stdin, stdout, writer } = terminal;
  const { first } = options;
  handover.end();
  config.stop();
  for (const stop of stops) stop();
  runtime.stop();
  options.debug?.stop();
  // This also closes its sockets, and ends the programs that it waits for.
  const closed = thread.close();
  children.end();
  jobs.stopWatching();
  const lines = overview.lines();
  if (first && lines.length > 0) {
    const start = runtime.savedStart() ?? first.start;
    writeLastScreen(first.path, { at: systemClock.now(), ...sizeOf(stdout), lines, start });
  }
  const exitDeadline = systemClock.now() + longestExitMs;
  await handover.answered();
  screen.unmount();
  writer.close();
  await writer.flush();
  stdin.setRawMode(false);
  await within(systemClock, exitDeadline - systemClock.now(), closed);
}
