// The whole dashboard on the embedded AWS, without a terminal: takes keys, returns screens.
import { App } from '../../components/app.tsx';
import { themes } from '../../config/themes.ts';
import { listRows } from '../../src/app/state/context.ts';
import { currentScreen } from '../../src/app/state/state.ts';
import { type Aws, type Connection, createAws } from '../../src/aws/aws.ts';
import { createWriteWindow, type WriteWindow } from '../../src/aws/write-window.ts';
import type { JobNotification } from '../../src/domain/jobs/job-notification.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/server.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { EngineStore, ProgramStore } from '../../src/engine/program-store.ts';
import type { Engine } from '../../src/engine/protocol.ts';
import { type Clock, systemClock } from '../../src/lib/clock.ts';
import type { MuteKeeper } from '../../src/runtime/attention/decide.ts';
import type { LookStore } from '../../src/runtime/changes/last-look.ts';
import { createScreen } from '../../src/runtime/create-screen.ts';
import type { DebugMeter } from '../../src/runtime/debug/debug-meter.ts';
import type { DocumentPlaces } from '../../src/runtime/documents.ts';
import type { ListExporter } from '../../src/runtime/export-list.ts';
import type { Runtime, View } from '../../src/runtime/runtime.ts';
import type { RuntimeOptions } from '../../src/runtime/runtime-options.ts';
import { callsOf } from '../emulator/wire-calls.ts';
import { clonedEngine } from './cloned-engine.ts';
import { createHurriedClock } from './hurried-clock.ts';
import { inSuccession, openMemoryStore } from './memory-store.ts';
import { patienceMs } from './patience.ts';
import { keys, renderAt } from './render-at.ts';

export { keys };

export interface Dashboard {
  /** Resolves with the screen once it matches. */
  see(what: RegExp | ((screen: string) => boolean)): Promise<string>;
  press(...pressed: string[]): Promise<void>;
  screen(): string;
  readonly emulator: Emulator;
  readonly copied: string[];
  /** Followed jobs that were told by bell, desktop notification and command. */
  readonly notified: JobNotification[];
  /** Lines of the log of actions. */
  readonly logged: Record<string, unknown>[];
  readonly runtime: Runtime;
  /** With `patient`: the time of all calls that wait for a response is over. */
  endCalls(): void;
  close(): Promise<void>;
}

export interface DashboardOptions extends EmulatorOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly regions?: readonly string[];
  /** No call ends for lack of time before `endCalls`. */
  readonly patient?: boolean;
  /** Neither the program's rates nor AWS's apply: for tests with many calls that are not about rates. */
  readonly unhurried?: boolean;
  /** The waits between polls are so many times shorter. Absent: 1. */
  readonly hurry?: number;
  /** 'timed': only while `:write` allows it. */
  readonly write?: boolean | 'timed';
  /** This machine's clock; absent: it stands at `now`. */
  readonly localNow?: () => number;
  /** The lists that span the organization are requested, with these credentials alone. */
  readonly organization?: boolean;
  readonly dryRun?: boolean;
  readonly exportList?: ListExporter;
  readonly documents?: DocumentPlaces;
  /** Where the time of the last look is kept. Absent: nowhere. */
  readonly looks?: LookStore;
  /** Where findings are muted. Absent: nowhere. */
  readonly mutes?: MuteKeeper;
  /** The clock of the dashboard, once it is other than `now`. */
  readonly time?: () => number;
  /** The store of an earlier run. Absent: a new one in memory. */
  readonly store?: ProgramStore;
  /** The store of the engine, if it differs from that of the screen. */
  readonly engineStore?: EngineStore;
  /** Wraps the engine for the screen. Absent: its messages are cloned, each at once. */
  readonly line?: (engine: Engine) => Engine;
  /** Every event of AWS Backup in us-east-1 is sent to a queue, and the dashboard reads it. */
  readonly feed?: boolean;
  /** Collects errors of the program, like the live screen. Absent: they are thrown. */
  readonly ownFaults?: unknown[];
  /** Collects the recent events of each error. */
  readonly faultEvents?: (readonly string[])[];
  /** As with VAULTOP_DEBUG=1. */
  readonly debug?: DebugMeter;
}

/** A Thursday noon: the jobs of the night are over, the hourly ones run. */
export const noon = Date.UTC(2026, 0, 15, 12, 7);

export async function openDashboard(options: DashboardOptions = {}): Promise<Dashboard> {
  const { now = noon } = options;
  const {
    columns = 120,
    rows = 40,
    regions = ['us-east-1', 'eu-west-1', 'ap-southeast-2'],
    patient = false,
    unhurried = false,
    hurry = 1,
    write = false,
    organization = false,
    dryRun,
    documents,
    mutes,
    looks,
    time = () => now,
    exportList,
    store = inSuccession(openMemoryStore(time, systemClock)),
    engineStore = store,
    feed = false,
    line = clonedEngine,
    ownFaults,
    debug,
    ...rest
  } = { ...options, now };
  const emulator = await startEmulator({ throttle: !unhurried, ...rest });
  const logged: Record<string, unknown>[] = [];
  const clock = { ...createHurriedClock(hurry), now: options.localNow ?? time };
  const writing = createWriteWindow(clock);
  // AWS answers a second request with the token of the first as it answered the first.
  let forms = 0;
  const newToken = () => {
    forms += 1;
    return forms === 1 ? 'token' : `token${forms}`;
  };
  const queues = feed ? [await openQueue(emulator)] : [];
  const connection = { ...connectionTo(emulator, write), eventQueues: queues };
  const deadlines = createDeadlines();
  const aws = awsOn(connection, { unhurried, clock: patient ? deadlines.clock : undefined, writing });
  const copied: string[] = [];
  const notified: JobNotification[] = [];
  const takeFault = (error: unknown, recentEvents: readonly string[] = []) => {
    ownFaults?.push(error);
    options.faultEvents?.push(recentEvents);
    return 'the.log';
  };
  const ports: RuntimeOptions = {
    aws,
    clock,
    writing,
    connections: [connection],
    regions,
    organization,
    cloudWatch: true,
    size: { columns, rows },
    copy(text, tell) {
      copied.push(text);
      tell('terminal');
    },
    repaint: () => {},
    quit: () => {},
    notifyJobs: (jobs) => notified.push(...jobs),
    actionLog: { append: (entry) => logged.push(entry) },
    newToken,
    ...(dryRun ? { dryRun } : {}),
    ...(documents ? { documents } : {}),
    ...(mutes ? { mutes, author: 'ana' } : {}),
    ...(looks ? { lookStore: looks } : {}),
    ...(exportList ? { exportList } : {}),
    store,
    ...(ownFaults ? { failed: takeFault } : {}),
    ...(feed ? { feed: { queues, journal: { load: async () => [], append: async () => {} } } } : {}),
  };
  const engine = line(createEngine({ ...ports, store: engineStore }));
  const runtime = createScreen(debug?.engine(engine) ?? engine, { ...ports, store: debug?.store(store) ?? store });
  const shield = ownFaults ? { faults: { failed: takeFault, log: 'the.log' } } : {};
  const look = { unicode: true, color: false };
  const app = <App runtime={runtime} theme={themes.dark} look={look} debug={debug} {...shield} />;
  const screen = await renderAt(app, columns, rows);
  runtime.start();
  return {
    see: (what) => waitFor(runtime, () => screen.text(), what),
    async press(...pressed) {
      for (const key of pressed) {
        await screen.press(key);
        // Until the list shows the result of the filter, no key acts on a row.
        await waitFor(
          runtime,
          () => '',
          () => !isOfOtherFilter(runtime.view()),
        );
      }
    },
    screen: () => screen.text(),
    emulator,
    copied,
    notified,
    logged,
    runtime,
    endCalls: deadlines.pass,
    async close() {
      runtime.stop();
      screen.unmount();
      aws.close();
      await emulator.close();
    },
  };
}

async function openQueue(emulator: Emulator): Promise<string> {
  const { sqs, events } = callsOf(emulator);
  const { output } = await sqs('CreateQueue', { QueueName: 'feed' });
  await events('PutRule', { Name: 'feed', EventPattern: JSON.stringify({ source: ['aws.backup'] }) });
  const Targets = [{ Id: 'queue', Arn: 'arn:aws:sqs:us-east-1:123456789012:feed' }];
  await events('PutTargets', { Rule: 'feed', Targets });
  return output.QueueUrl;
}

const connectionTo = ({ url }: Emulator, write: boolean | 'timed'): Connection => ({
  id: '',
  endpointUrl: url,
  write: write === true,
  ...(write === 'timed' ? { timedWrite: true } : {}),
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** The maximum duration of a call, which no other timer has. */
const longestCallMs = 599_999;

/** Of calls that are sent later than that. */
const laterCallMs = 5_000;

/** A clock on which calls last until they are told that their time is over. */
function createDeadlines() {
  const pending = new Set<() => void>();
  let isOver = false;
  const clock: Clock = {
    ...systemClock,
    setTimeout(task, ms) {
      if (ms !== longestCallMs) return systemClock.setTimeout(task, ms);
      if (isOver) return systemClock.setTimeout(task, laterCallMs);
      pending.add(task);
      return () => void pending.delete(task);
    },
  };
  const pass = () => {
    isOver = true;
    for (const task of pending) task();
    pending.clear();
  };
  return { clock, pass };
}

interface AwsParts {
  readonly unhurried: boolean;
  /** The clock of calls that end for no lack of time. */
  readonly clock: Clock | undefined;
  readonly writing: WriteWindow;
}

function awsOn(connection: Connection, { unhurried, clock, writing }: AwsParts): Aws {
  const timeouts = { connectMs: longestCallMs, requestMs: longestCallMs, callMs: longestCallMs };
  return createAws({
    connections: [connection],
    clock: clock ?? systemClock,
    writing,
    ...(unhurried ? { rates: 'unlimited' } : {}),
    ...(clock ? { timeouts } : {}),
  });
}

/** Checks the screen after each change; the time-out only ends a test that has failed already. */
function waitFor(runtime: Runtime, screen: () => string, what: RegExp | ((text: string) => boolean)): Promise<string> {
  const fits = typeof what === 'function' ? what : (text: string) => what.test(text);
  return new Promise((found, missed) => {
    const stop = () => {
      clearTimeout(timer);
      unsubscribe();
    };
    const timer = setTimeout(() => {
      stop();
      missed(new Error(`The screen never fitted ${what}:\n${screen()}`));
    }, patienceMs);
    const look = () => {
      if (!fits(screen())) return;
      stop();
      found(screen());
    };
    const unsubscribe = runtime.subscribe(() => setImmediate(look));
    look();
  });
}

export const cursorLine = (screen: string): string => screen.split('\n').find((line) => line.startsWith('›')) ?? '';

function isOfOtherFilter(view: View): boolean {
  const screen = currentScreen(view.state);
  return screen.kind === 'list' && listRows(screen, view).isOfOtherFilter === true;
}
