// The store of the live screen, in its thread: it carries out writes, and is checked once a minute. Whatever happens to
// the file, the program continues: in a temporary file if necessary, with a notice.
import type { HistoryLimits } from '../../../config/limits.ts';
import { gatherMs } from '../../../config/polling.ts';
import type { Clock } from '../../lib/clock.ts';
import { createGathered } from '../../lib/process/gathered.ts';
import type { OpenStore } from '../../store/file/open-store.ts';
import { programName } from '../../store/file/processes.ts';
import { createQueries } from '../../store/query/queries.ts';
import type { RequestLeases } from '../../store/request-leases.ts';
import type { EvaluationRequest } from '../evaluation/evaluation-request.ts';
import type { ResponseWriter, StoreSight } from '../program-store.ts';
import { createAcknowledgements } from './acknowledgements.ts';
import { createNameLeases, type LocalNameLeases } from './name-leases.ts';
import { keepBounded } from './prune-in-background.ts';
import { createRowShapes } from './row-shapes.ts';
import { createStoreKeeper, type StoreKeeper } from './store-keeper.ts';
import type { StoreNews } from './store-protocol.ts';
import { createQueryReader, type StoreQuery } from './store-queries.ts';
import { createSight } from './store-sight.ts';
import { createStoreWriting } from './store-writing.ts';
import { watchOthers } from './watch-others.ts';

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
  /** Leases of the queues of the live feed, in the present store. */
  readonly queueLeases: LocalNameLeases;
  /** Reads through the connection that writes. */
  sight(): StoreSight;
  /** Ignores the rest of a response that began before a failure, and everything while the store cannot be written. */
  readonly writer: ResponseWriter;
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

export function createStoreService(options: StoreServiceOptions): StoreService {
  const { open, openTemporary, limits, now, clock, send, resumed } = options;
  const shapes = createRowShapes(now);
  const sendWritten = () => send({ type: 'written', upTo: writing.upTo(), number: requestNumber });
  const gathered = createGathered(clock, gatherMs, sendWritten);
  const say = (...notices: readonly string[]) => send({ type: 'notices', notices });
  const sayOnce = createOnce(say);
  let requestNumber = 0;
  let response: ReturnType<typeof createQueryReader>;
  let sight: StoreSight | undefined;
  let names: LocalNameLeases;
  let stopPruning = () => {};
  let stopWatching = () => {};

  function opened(store: OpenStore, notices: readonly string[]): void {
    const { database, path, kind, needsCheck } = store;
    const { failed } = keeper;
    const isFirst = sight === undefined;
    writing.begin(store);
    names = createNameLeases(database, { holder: programName(), now });
    const acknowledgements = createAcknowledgements(database, sendWritten);
    response = createQueryReader({ database, shapes, send, leases: names, acknowledgements });
    sight?.queries.close();
    sight = createSight({ database, shapes, queries: createQueries(database) });
    stopWatching();
    stopWatching = watchOthers({ database, clock, changed: gathered, failed });
    if (kind === 'kept') stopPruning = keepBounded({ database, path, limits, now, clock, say: sayOnce, failed });
    if (!isFirst) resumed();
    send({ type: 'opened', path, kind, notices: [...notices, ...store.notices], needsCheck });
  }

  const keeper: StoreKeeper = createStoreKeeper({
    open,
    openTemporary,
    clock,
    say,
    sayOnce,
    opened,
    left() {
      stopPruning();
      stopWatching();
    },
    resumed(store) {
      writing.begin(store);
      resumed();
    },
    failed() {
      writing.stop();
      send({ type: 'lost' });
    },
    closing: () => writing.stop(),
  });
  const { isWriting, failed } = keeper;
  const writing = createStoreWriting({ shapes, clock, now, isWriting, failed, written: gathered });

  keeper.start();
  return {
    leases: writing.leases,
    queueLeases: {
      take: (...lease) => names.take(...lease),
      release: (name) => names.release(name),
      isFree: (name) => names.isFree(name),
    },
    sight: () => sight as StoreSight,
    writer: writing.writer,
    notifyWritten: sendWritten,
    position: writing.position,
    evaluate(next, number) {
      requestNumber = number;
      writing.evaluate(next);
    },
    ask: (number, query) => response(number, query),
    close: keeper.close,
  };
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
