// The store of the live screen, in its thread: it carries out writes, and is checked once a minute. Whatever happens to
// the file, the program continues: in a temporary file if necessary, with a notice.
import type { HistoryLimits } from '../../../config/limits.ts';
import { gatherMs } from '../../../config/polling.ts';
import type { Clock } from '../../lib/clock.ts';
import { minuteMs } from '../../lib/duration.ts';
import { createGathered } from '../../lib/process/gathered.ts';
import { tryToGrow } from '../../store/file/file-size.ts';
import type { OpenStore } from '../../store/file/open-store.ts';
import { programName } from '../../store/file/processes.ts';
import { type StoreErrorKind, StoreRefused, troubleOf } from '../../store/file/trouble.ts';
import { createQueries } from '../../store/query/queries.ts';
import { createStoreReader } from '../../store/read/store-reader.ts';
import { createRequestLeases, type RequestLeases } from '../../store/request-leases.ts';
import { createStoreWriter } from '../../store/write/store-writer.ts';
import type { EvaluationRequest } from '../evaluation/evaluation-request.ts';
import type { Evaluator } from '../evaluation/evaluator.ts';
import { createStoreEvaluator, writerWithCalls } from '../evaluation/store-evaluation.ts';
import { type AnswerWriter, answerWriter, type StoreSight } from '../program-store.ts';
import { toScope } from '../stored-scope.ts';
import { carefulLeases, carefulWriter } from './careful-writer.ts';
import { createNameLeases } from './name-leases.ts';
import { keepBounded } from './prune-in-background.ts';
import { createRowShapes } from './row-shapes.ts';
import type { StoreNews } from './store-protocol.ts';
import { createQueryReader, type StoreQuery } from './store-queries.ts';
import {
  keptAgain,
  newerProgram,
  newStoreText,
  notKept,
  nowhere,
  nowTemporary,
  replaced,
  troubleOfStore,
} from './store-sentences.ts';

export interface StoreServiceOptions {
  /** Called again if the file was deleted or replaced. */
  open(): OpenStore;
  /** Called if the file cannot be written. Throws if no directory has space. */
  openTemporary(): OpenStore;
  readonly limits: HistoryLimits;
  /** Epoch ms of AWS's clock. */
  now(): number;
  readonly clock: Clock;
  send(news: StoreNews): void;
  /** New responses are stored again, but earlier ones are missing: they have to be requested again. */
  resumed(): void;
}

export interface StoreService {
  /**
   * Leases of requests that are about to be sent. If the store cannot be written, each program sends its own requests.
   */
  readonly leases: Omit<RequestLeases, 'renew'>;
  /** Reads through the connection that writes. */
  sight(): StoreSight;
  /** Ignores the rest of a response that began before a failure, and everything while the store cannot be written. */
  readonly writer: AnswerWriter;
  /** Notifies the readers of a write at once. */
  notifyWritten(): void;
  /** How many calls of the writer there were. */
  position(): number;
  /** Replaces the account-Regions that are evaluated. */
  evaluate(request: EvaluationRequest, number: number): void;
  /** Answers the query in a message with the number. */
  ask(number: number, query: StoreQuery): void;
  close(): void;
}

/** `waiting`: the store cannot be written; it is tried again each minute. */
type State = 'writing' | 'waiting' | 'closed';

export function createStoreService(options: StoreServiceOptions): StoreService {
  const { open, openTemporary, limits, now, clock, send, resumed } = options;
  const shapes = createRowShapes(now);
  const sendWritten = () => send({ type: 'written', upTo: evaluator.upTo(), number: requestNumber });
  const gathered = createGathered(clock, gatherMs, sendWritten);
  const say = (...notices: readonly string[]) => send({ type: 'notices', notices });
  const sayOnce = createOnce(say);
  let store = open();
  /** The replaced stores. Work that began with them may still read. */
  const retired: OpenStore[] = [];
  let state: State = 'writing';
  /** The reason for waiting. */
  let trouble: StoreErrorKind | undefined;
  let why = '';
  let written: AnswerWriter;
  /** How often writing started: a response is written only in the period in which it began. */
  let beginnings = 0;
  let evaluator: Evaluator;
  let leases: RequestLeases;
  let request: EvaluationRequest | undefined;
  let requestNumber = 0;
  let position = 0;
  let answer: ReturnType<typeof createQueryReader>;
  let sight: StoreSight | undefined;
  let stopPruning = () => {};
  let cancel = () => {};

  function begin(notices: readonly string[]): void {
    const { database, path, kind, needsCheck } = store;
    const isFirst = sight === undefined;
    startWriting();
    const names = createNameLeases(database, { holder: programName(), now });
    answer = createQueryReader({ database, shapes, send, leases: names });
    sight?.queries.close();
    sight = { reader: createStoreReader({ database, shapes, toScope }), queries: createQueries(database) };
    if (kind === 'kept') stopPruning = keepBounded({ database, path, limits, now, clock, say: sayOnce, failed });
    if (!isFirst) resumed();
    send({ type: 'opened', path, kind, notices: [...notices, ...store.notices], needsCheck });
  }

  /** Ends all responses in progress: parts of them are missing. */
  function startWriting(): void {
    state = 'writing';
    const { database } = store;
    const writer = createStoreWriter({ database, shapes, now });
    leases = carefulLeases(createRequestLeases(database, { holder: programName(), now }), failed);
    beginnings += 1;
    const own = beginnings;
    const isOver = () => state !== 'writing' || own !== beginnings;
    written = carefulWriter(answerWriter(writer, { written: gathered, leases }), failed, isOver);
    evaluator?.stop();
    evaluator = createStoreEvaluator({ database, shapes, writer, now, clock, failed, evaluated: gathered });
    if (request) evaluator.watch(request);
  }

  function failed(error: unknown): void {
    const found = troubleOf(error);
    // The error is a programming error: the thread ends with it.
    if (found === undefined) throw error;
    if (state !== 'writing') return;
    stop();
    trouble = found;
    why = troubleOfStore(found, store.path, (error as Error).message);
    if (mayMove()) moveOrWait();
    else say(notKept(why));
  }

  /** A lock is temporary. A temporary store that is full would only be followed by another full one. */
  const mayMove = (): boolean =>
    trouble === 'damaged' || (store.kind === 'kept' && (trouble === 'full' || trouble === 'unwritable'));

  function stop(): void {
    state = 'waiting';
    evaluator.stop();
    send({ type: 'lost' });
  }

  function moveOrWait(): void {
    if (!move()) sayOnce(nowhere(why));
  }

  /** Moves to a temporary store until the next start. Returns false if there is no space for one. */
  function move(): boolean {
    let next: OpenStore;
    try {
      next = openTemporary();
    } catch (error) {
      if (troubleOf(error) === undefined) throw error;
      return false;
    }
    stopPruning();
    retired.push(store);
    store = next;
    begin([nowTemporary(why, next.path)]);
    return true;
  }

  function look(): void {
    for (const one of retired.splice(0)) close(one);
    if (store.isReplaced()) replaceStore();
    // Nothing in the file can be read, not even the version of its schema.
    else if (state === 'waiting' && trouble === 'damaged') moveOrWait();
    else if (store.mustRestart()) leaveToNewer();
    else if (state === 'waiting') tryAgain();
  }

  function leaveToNewer(): void {
    if (state === 'writing') stop();
    why = newerProgram(store.path);
    moveOrWait();
  }

  function tryAgain(): void {
    if (canGrow()) resume();
    else if (mayMove()) moveOrWait();
  }

  function canGrow(): boolean {
    try {
      tryToGrow(store.database);
      return true;
    } catch (error) {
      if (troubleOf(error) === undefined) throw error;
      return false;
    }
  }

  function resume(): void {
    startWriting();
    resumed();
    say(keptAgain(store.path));
  }

  function replaceStore(): void {
    const { path } = store;
    stopPruning();
    close(store);
    stop();
    why = replaced(path);
    store = open();
    begin([newStoreText(why)]);
  }

  function eachMinute(): void {
    cancel = clock.setTimeout(eachMinute, minuteMs);
    try {
      look();
    } catch (error) {
      if (error instanceof StoreRefused) sayOnce(error.message);
      else if (state === 'writing' || troubleOf(error) === undefined) failed(error);
      else sayOnce(nowhere(why));
    }
  }

  begin([]);
  cancel = clock.setTimeout(eachMinute, minuteMs);
  return {
    leases: {
      holder: programName(),
      take: (request) => state !== 'writing' || leases.take(request),
      release: (request) => state === 'writing' && leases.release(request),
    },
    sight: () => sight as StoreSight,
    writer: writerWithCalls(
      { begin: (requested) => written.begin(requested), upsert: (...rows) => written.upsert(...rows) },
      () => {
        position += 1;
        if (state === 'writing') evaluator.written(position);
      },
    ),
    notifyWritten: sendWritten,
    position: () => position,
    evaluate(next, number) {
      [request, requestNumber] = [next, number];
      if (state === 'writing') evaluator.watch(next);
    },
    ask: (number, query) => answer(number, query),
    close() {
      state = 'closed';
      cancel();
      stopPruning();
      evaluator.stop();
      for (const one of [...retired, store]) close(one);
    },
  };
}

/** A closed store stays closed: none could be opened in its place. */
function close(store: OpenStore): void {
  if (store.database.isOpen) store.close();
}

/** Says an equal sentence only once. */
function createOnce(say: (sentence: string) => void): (sentence: string) => void {
  const said = new Set<string>();
  return (sentence) => {
    if (said.has(sentence)) return;
    said.add(sentence);
    say(sentence);
  };
}
