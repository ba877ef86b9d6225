// Starts the engine in a thread of its own, and once more if it dies. The screen keeps its contents meanwhile.
import type { Worker } from 'node:worker_threads';
import { engineThreadName, engineThreadLimits as resourceLimits } from '../../../config/limits.ts';
import type { Clock } from '../../lib/clock.ts';
import { minuteMs } from '../../lib/duration.ts';
import { startWorker, type WorkerAhead, type WorkerSource } from '../../lib/process/worker-source.ts';
import { unknownType } from '../../lib/unknown-type.ts';
import type { EngineState, PlainPlace } from '../protocol.ts';
import type { StoreCommand, StoreNews } from '../store/store-protocol.ts';
import { createRemoteEngine, type RemoteEngine } from './remote-engine.ts';
import type { FromEngine, ToEngine } from './thread-messages.ts';

export interface EngineThreadOptions {
  readonly source: WorkerSource;
  /** A thread that has loaded its program and waits for its data: the first engine runs in it. */
  readonly ahead?: WorkerAhead | undefined;
  /** The initial data of the thread, as plain data. */
  workerData(resumed: PlainPlace | undefined): Promise<unknown>;
  readonly clock: Clock;
  /** The state of the place until the engine sends more. */
  readonly initial: EngineState;
  readonly storeNews: (news: StoreNews) => void;
  /** The number of writes that the store was asked for before the next notes. */
  written(count: number): void;
  /** Asks the person for an MFA code; rejects if there is no terminal. */
  promptForMfaCode(prompt: string): Promise<string>;
  /** Prints a sentence to the terminal, before the screen opens. */
  say(text: string): void;
  programGroups(groups: readonly number[]): void;
  /** The thread died. `isOver`: for the second time within a minute, and no other is started. */
  died(error: unknown, isOver: boolean): void;
}

export interface EngineThread {
  readonly engine: RemoteEngine;
  /** Starts the engine. Resolves once all codes that are needed before the screen opens have been entered. */
  run(): Promise<void>;
  storeCommand(command: StoreCommand): void;
  /** Resolves when the thread has closed the store and has sent a signal to its programs. */
  close(): Promise<void>;
  /** Ends the thread, whatever it is doing. */
  terminate(): Promise<void>;
}

export function createEngineThread(options: EngineThreadOptions): EngineThread {
  const { clock } = options;
  const ready = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  let line: Line | undefined;
  let diedAt = Number.NEGATIVE_INFINITY;
  let isClosing = false;
  /** The thread died and is not started again. */
  let isOver = false;
  let isRunning = false;
  let { ahead } = options;
  /** Messages from before the start: they do not start the thread. */
  const early: ToEngine[] = [];
  const post = (message: ToEngine) => {
    if (isRunning) started()?.post(message);
    else early.push(message);
  };
  const engine = createRemoteEngine({ port: { post }, clock, initial: options.initial });

  const receive = createReceiver(options, { engine, post, ready: ready.resolve, closed: closed.resolve });

  const died = (error: unknown) => {
    line = undefined;
    if (isClosing) {
      closed.resolve();
      return;
    }
    isOver = clock.now() - diedAt < minuteMs;
    diedAt = clock.now();
    if (!isOver) engine.restarted();
    options.died(error, isOver);
    if (isOver) ready.resolve();
  };

  const started = (): Line | undefined => {
    if (isOver) return undefined;
    line ??= startLine({ ...options, ahead }, engine.place(), { receive, died });
    ahead = undefined;
    return line;
  };

  return {
    engine,
    run() {
      isRunning = true;
      started();
      for (const message of early.splice(0)) post(message);
      return ready.promise;
    },
    storeCommand: (command) => post({ type: 'store', command }),
    async close() {
      isClosing = true;
      if (!line) return;
      line.post({ type: 'close' });
      await closed.promise;
    },
    async terminate() {
      isClosing = true;
      await line?.terminate();
    },
  };
}

interface Receivers {
  readonly engine: RemoteEngine;
  post(message: ToEngine): void;
  ready(): void;
  closed(): void;
}

/** Passes each message of the thread on to whom it is for. */
function createReceiver(
  options: EngineThreadOptions,
  { engine, post, ready, closed }: Receivers,
): (message: FromEngine) => void {
  const response = async ({ request, prompt }: Extract<FromEngine, { type: 'mfaCodeWanted' }>) => {
    const code = await options.promptForMfaCode(prompt).catch(() => undefined);
    post({ type: 'mfaCode', request, code });
  };

  return (message) => {
    switch (message.type) {
      case 'notes':
        options.written(message.written);
        engine.receive(message);
        return;
      case 'store':
        options.storeNews(message.news);
        return;
      case 'mfaCodeWanted':
        void response(message);
        return;
      case 'said':
        options.say(message.text);
        return;
      case 'ready':
        ready();
        return;
      case 'programs':
        options.programGroups(message.groups);
        return;
      case 'closed':
        closed();
        return;
      default:
        unknownType('A message of the engine', message);
    }
  };
}

interface Line {
  post(message: ToEngine): void;
  terminate(): Promise<unknown>;
}

interface LineEvents {
  receive(message: FromEngine): void;
  died(error: unknown): void;
}

function startLine(
  { source, ahead, workerData }: EngineThreadOptions,
  resumed: PlainPlace | undefined,
  { receive, died }: LineEvents,
): Line {
  const worker: Promise<Worker | undefined> = workerData(resumed).then(
    (data) => {
      const one =
        ahead?.take(data) ?? startWorker(source, { name: engineThreadName, workerData: data, resourceLimits });
      let hasDied = false;
      const dieOnce = (error: unknown) => {
        if (!hasDied) died(error);
        hasDied = true;
      };
      one.on('message', receive);
      one.on('error', dieOnce);
      one.on('exit', (code) => dieOnce(new Error(`The engine's thread has ended with code ${code}.`)));
      return one;
    },
    (error: unknown) => {
      died(error);
      return undefined;
    },
  );
  return {
    post: (message) => void worker.then((one) => one?.postMessage(message)),
    terminate: async () => (await worker)?.terminate(),
  };
}
