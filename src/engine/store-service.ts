// The store of the live screen, in its thread: written as it is told, and looked after once a minute. Whatever happens to the
// file, the program goes on, and says what is not kept.
import type { HistoryLimits } from '../../config/limits.ts';
import { gatherMs } from '../../config/polling.ts';
import type { Clock } from '../lib/clock.ts';
import { minuteMs } from '../lib/duration.ts';
import { tryToGrow } from '../store/file-size.ts';
import type { OpenStore } from '../store/open-store.ts';
import { createQueries } from '../store/query/queries.ts';
import { createStoreReader } from '../store/store-reader.ts';
import { createStoreWriter } from '../store/store-writer.ts';
import { StoreRefused, type Trouble, troubleOf } from '../store/trouble.ts';
import type { EvaluationRequest } from './evaluation/evaluation-request.ts';
import type { Evaluator } from './evaluation/evaluator.ts';
import { createStoreEvaluator } from './evaluation/store-evaluation.ts';
import { answerWriter, type StoreSight } from './program-store.ts';
import { keepBounded } from './prune-in-background.ts';
import { createRowShapes } from './row-shapes.ts';
import { createCommandReader, type StoreNews, type WriteCommand } from './store-protocol.ts';
import { createQueryReader, type StoreQuery } from './store-queries.ts';
import { toScope } from './stored-scope.ts';

export interface StoreServiceOptions {
  /** Called again where the file was deleted or replaced. */
  open(): OpenStore;
  readonly limits: HistoryLimits;
  /** Epoch ms of AWS's clock. */
  now(): number;
  readonly clock: Clock;
  send(news: StoreNews): void;
}

export interface StoreService {
  /** Reads by the connection that writes. */
  sight(): StoreSight;
  write(command: WriteCommand): void;
  /** How many commands have come. */
  position(): number;
  /** From now on these account-Regions are evaluated. */
  evaluate(request: EvaluationRequest, number: number): void;
  /** The answer is sent with the number. */
  ask(number: number, query: StoreQuery): void;
  close(): void;
}

/** `waiting`: it cannot be written, which is tried again each minute. `ended`: not before the next start. */
type State = 'writing' | 'waiting' | 'ended';

export function createStoreService({ open, limits, now, clock, send }: StoreServiceOptions): StoreService {
  const shapes = createRowShapes(now);
  const gathered = createGathered(clock, () =>
    send({ type: 'written', upTo: evaluator.upTo(), number: requestNumber }),
  );
  const say = (...notices: readonly string[]) => send({ type: 'notices', notices });
  const sayOnce = createOnce(say);
  let store = open();
  let state: State = 'writing';
  let obey: (command: WriteCommand) => void;
  let evaluator: Evaluator;
  let request: EvaluationRequest | undefined;
  let requestNumber = 0;
  /** How many commands have come. */
  let position = 0;
  let answer: ReturnType<typeof createQueryReader>;
  let sight: StoreSight;
  let stopPruning = () => {};
  let cancel = () => {};

  function begin(notices: readonly string[]): void {
    const { database, path, kind, needsCheck } = store;
    startWriting();
    answer = createQueryReader(database, shapes, send);
    sight?.queries.close();
    sight = { reader: createStoreReader({ database, shapes, toScope }), queries: createQueries(database) };
    if (kind === 'kept') stopPruning = keepBounded({ database, path, limits, now, clock, say: sayOnce, failed });
    send({ type: 'opened', path, kind, notices: [...notices, ...store.notices], needsCheck });
  }

  /** Of answers that were under way nothing more is written: something of them is missing. */
  function startWriting(): void {
    state = 'writing';
    const { database } = store;
    const writer = createStoreWriter({ database, shapes, now });
    obey = createCommandReader(answerWriter(writer, gathered), failed);
    evaluator?.stop();
    evaluator = createStoreEvaluator({ database, shapes, writer, now, clock, failed, evaluated: gathered });
    if (request) evaluator.watch(request);
  }

  function failed(error: unknown): void {
    const trouble = troubleOf(error);
    // A mistake of the program is one: the thread ends with it.
    if (trouble === undefined) throw error;
    if (state !== 'writing') return;
    state = trouble === 'damaged' ? 'ended' : 'waiting';
    evaluator.stop();
    send({ type: 'lost' });
    say(troubleText(trouble, store.path, (error as Error).message));
  }

  function look(): void {
    if (store.isReplaced()) beginAnew();
    else if (state !== 'ended' && store.mustRestart()) end();
    else if (state === 'waiting') tryAgain();
  }

  function end(): void {
    state = 'ended';
    stopPruning();
    evaluator.stop();
    send({ type: 'lost' });
    say(`A newer vaultop has changed the store ${store.path}: restart this one; what comes until then is not kept.`);
  }

  function tryAgain(): void {
    tryToGrow(store.database);
    startWriting();
    say(`The store ${store.path} can be written again: what comes now is kept.`);
  }

  function beginAnew(): void {
    const { path } = store;
    stopPruning();
    evaluator.stop();
    close(store);
    state = 'waiting';
    send({ type: 'lost' });
    store = open();
    begin([
      `The store ${path} was deleted or replaced while it was in use: what it held is gone, and a new one begins.`,
    ]);
  }

  function eachMinute(): void {
    cancel = clock.setTimeout(eachMinute, minuteMs);
    try {
      look();
    } catch (error) {
      if (error instanceof StoreRefused) sayOnce(error.message);
      else failed(error);
    }
  }

  begin([]);
  cancel = clock.setTimeout(eachMinute, minuteMs);
  return {
    sight: () => sight,
    position: () => position,
    write(command) {
      position += 1;
      if (state === 'writing') {
        obey(command);
        evaluator.written(position);
      }
      // Whoever waits for it goes on, whatever became of it.
      if (command.type === 'whole' || command.type === 'changes') send({ type: 'answered', answer: command.answer });
    },
    evaluate(next, number) {
      [request, requestNumber] = [next, number];
      if (state === 'writing') evaluator.watch(next);
    },
    ask: (number, query) => answer(number, query),
    close() {
      cancel();
      stopPruning();
      evaluator.stop();
      close(store);
    },
  };
}

/** One that is closed already stays so: no new one could be opened in its place. */
function close(store: OpenStore): void {
  if (store.database.isOpen) store.close();
}

function troubleText(trouble: Trouble, path: string, message: string): string {
  const later = 'what comes now is not kept; it is tried again each minute.';
  const texts: Readonly<Record<Trouble, string>> = {
    full: `There is no room for the store ${path} (${message}): ${later}`,
    unwritable: `The store ${path} cannot be written (${message}): ${later}`,
    busy: `Another program keeps the store ${path} locked (${message}): ${later}`,
    damaged: `The store ${path} is damaged (${message}): what comes now is not kept; vaultop store check tells more.`,
  };
  return texts[trouble];
}

/** The same sentence is said once. */
function createOnce(say: (sentence: string) => void): (sentence: string) => void {
  const said = new Set<string>();
  return (sentence) => {
    if (said.has(sentence)) return;
    said.add(sentence);
    say(sentence);
  };
}

/** Many calls within a moment are one. */
function createGathered(clock: Pick<Clock, 'setTimeout'>, call: () => void): () => void {
  let isComing = false;
  return () => {
    if (isComing) return;
    isComing = true;
    clock.setTimeout(() => {
      isComing = false;
      call();
    }, gatherMs);
  };
}
