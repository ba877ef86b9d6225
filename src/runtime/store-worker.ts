// A thread of its own for the store's writing: no key waits for a disk. No top-level await: inside an executable the thread
// begins with text, which Node reads as CommonJS.
import { parentPort, workerData } from 'node:worker_threads';
import { gatherMs } from '../../config/polling.ts';
import { systemClock } from '../lib/clock.ts';
import { openStore } from '../store/open-store.ts';
import { createStoreWriter } from '../store/store-writer.ts';
import { troubleOf } from '../store/trouble.ts';
import { answerWriter } from './program-store.ts';
import { keepBounded } from './prune-in-background.ts';
import { createRowShapes } from './row-shapes.ts';
import { createCommandReader, type StoreCommand, type StoreNews, type StoreWorkerData } from './store-protocol.ts';

function serve({ place, limits, now }: StoreWorkerData): void {
  const send = (news: StoreNews) => parentPort?.postMessage(news);
  let latest = now;
  const clock = () => latest;
  const store = openStore(place, { now: clock, limits });
  const { database, path, kind, notices } = store;
  const writer = createStoreWriter({ database, shapes: createRowShapes(clock), now: clock });
  const sayOnce = createOnce((sentence) => send({ type: 'notices', notices: [sentence] }));
  const gathered = createGathered(() => send({ type: 'written' }));
  const failed = (error: unknown) => {
    // A mistake of the program is one: the thread ends with it.
    if (troubleOf(error) === undefined) throw error;
    sayOnce(`The store ${path} cannot be written (${(error as Error).message}): what comes now is not kept.`);
  };
  const write = createCommandReader(answerWriter(writer, gathered), failed);
  const stopPruning =
    kind === 'kept'
      ? keepBounded({ database, path, limits, now: clock, clock: systemClock, say: sayOnce, failed })
      : () => {};
  send({ type: 'opened', path, kind, notices });
  parentPort?.on('message', (command: StoreCommand) => {
    latest = command.now;
    if (command.type !== 'close') {
      write(command);
      return;
    }
    stopPruning();
    store.close();
    send({ type: 'closed' });
    parentPort?.close();
  });
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
function createGathered(call: () => void): () => void {
  let isComing = false;
  return () => {
    if (isComing) return;
    isComing = true;
    systemClock.setTimeout(() => {
      isComing = false;
      call();
    }, gatherMs);
  };
}

serve(workerData as StoreWorkerData);
