// The engine of the live screen: its thread, and the store that the thread writes and the screen reads.
import type { HistoryLimits } from '../../../../config/limits.ts';
import type { WatchedScopes } from '../../../engine/access/place.ts';
import { initialEngineState } from '../../../engine/initial-state.ts';
import type { ReadableStore } from '../../../engine/program-store.ts';
import type { PlainPlace } from '../../../engine/protocol.ts';
import { createRemoteStore } from '../../../engine/store/remote-store.ts';
import { createEngineThread, type EngineThread } from '../../../engine/thread/engine-thread.ts';
import { systemClock } from '../../../lib/clock.ts';
import type { Log } from '../../../lib/files/log.ts';
import type { RecentEvents } from '../../../runtime/recent-events.ts';
import type { StorePlace } from '../../../store/file/location.ts';
import { compiledCodeFolder } from '../../compiled-code.ts';
import { promptOnTerminal } from '../../mfa-codes.ts';
import { printError } from '../../output/output.ts';
import { crashReport } from '../../output/report-failure.ts';
import type { LaunchEnvironment } from '../../subcommands.ts';
import type { DashboardArguments } from '../arguments.ts';
import type { EngineExtract, EngineStart } from './engine-start.ts';

export interface LiveEngineOptions {
  readonly args: DashboardArguments;
  readonly place: WatchedScopes;
  readonly demoUrl: string | undefined;
  readonly contexts: EngineStart['contexts'];
  readonly context: string | undefined;
  readonly isHurried: boolean;
  readonly store: { readonly place: Promise<StorePlace>; readonly limits: HistoryLimits };
  readonly environment: Pick<LaunchEnvironment, 'engineWorker' | 'engineAhead' | 'queryWorker' | 'checkWorker'>;
  readonly log: Log;
  /** Shown in place of an account. */
  readonly extract?: EngineExtract | undefined;
  /** The events of the screen, for crash reports. */
  readonly recentEvents: RecentEvents;
}

export interface LiveEngineThread extends EngineThread {
  readonly store: ReadableStore;
  /** Registers the listener for problems, once there is a screen. */
  listen(listener: EngineListener): void;
}

export interface EngineListener {
  notify(text: string): void;
  programGroups(groups: readonly number[]): void;
  /** The engine has ended finally. */
  ended(error: unknown): void;
}

export function startEngineThread(options: LiveEngineOptions): LiveEngineThread {
  const { args, environment, log, contexts, recentEvents } = options;
  let listener: EngineListener | undefined;
  /** Sentences from before there is a screen. */
  const waiting: string[] = [];
  const notify = (text: string) => {
    if (listener) listener.notify(text);
    else waiting.push(text);
  };
  const names = options.demoUrl === undefined ? Object.keys(contexts) : [];
  const thread = createEngineThread({
    source: environment.engineWorker,
    // A thread that started ahead loads what calls AWS.
    ahead: options.extract ? undefined : environment.engineAhead,
    clock: systemClock,
    workerData: async (resumed) => startOf(options, await options.store.place, resumed),
    initial: initialEngineState({ ...args, ...options, contexts: names, queues: args.eventQueues }),
    storeNews: (news) => store.receive(news),
    written: (count) => store.written(count),
    async promptForMfaCode(request) {
      if (listener || !process.stdin.isTTY || !process.stderr.isTTY)
        throw new Error('There is no terminal to enter an MFA code.');
      return promptOnTerminal(request);
    },
    say: printError,
    programGroups: (groups) => listener?.programGroups(groups),
    died(error, isOver) {
      log.error('engine failed', { isOver, ...crashReport(error, recentEvents.list()) });
      store.writerDied(error);
      if (isOver) listener?.ended(error);
      else notify('The engine failed and was restarted; the log has the reason.');
    },
  });
  const store = createRemoteStore({
    queries: environment.queryWorker,
    checker: environment.checkWorker,
    clock: systemClock,
    now: thread.engine.now,
    post: thread.storeCommand,
    notify,
    failed(error) {
      log.error('store failed', crashReport(error, recentEvents.list()));
      notify('The store cannot be read; the log has the reason.');
    },
  });
  return {
    ...thread,
    store: store.store,
    listen(next) {
      listener = next;
      for (const text of waiting.splice(0)) next.notify(text);
    },
    async close() {
      // The thread writes its compile cache when it ends.
      process.umask(0o077);
      await store.store.close();
      // The last connection to close moves the log into the file: that has to be the writer.
      await thread.close();
    },
  };
}

function startOf(
  { args, demoUrl, contexts, context, isHurried, store, log, extract }: LiveEngineOptions,
  place: StorePlace,
  resumed: PlainPlace | undefined,
) {
  const { cadences, cloudWatch, eventQueues: queues, runFlags, dryRun } = args;
  const start: EngineStart = {
    where: args,
    demoUrl,
    contexts,
    context,
    runFlags,
    dryRun,
    isHurried,
    resumed,
    logLevel: log.level,
    watch: { cadences, cloudWatch, queues },
    codeFolder: compiledCodeFolder(),
    store: { place, limits: store.limits },
    ...(extract ? { extract: { ...extract, attention: args.attention } } : {}),
  };
  return structuredClone(start);
}
