// A thread of its own for the store's writing: no key waits for a disk. No top-level await: inside an executable the thread
// begins with text, which Node reads as CommonJS.
import { parentPort, workerData } from 'node:worker_threads';
import { openStore } from '../store/open-store.ts';
import { createStoreWriter } from '../store/store-writer.ts';
import { troubleOf } from '../store/trouble.ts';
import { answerWriter } from './program-store.ts';
import { rowShapes } from './row-shapes.ts';
import { createCommandReader, type StoreCommand, type StoreNews, type StoreWorkerData } from './store-protocol.ts';

function serve({ place, now }: StoreWorkerData): void {
  const send = (news: StoreNews) => parentPort?.postMessage(news);
  let latest = now;
  const clock = () => latest;
  const store = openStore(place, { now: clock });
  const writer = createStoreWriter({ database: store.database, shapes: [...rowShapes.values()], now: clock });
  const tellOnce = createOnce((sentence) => send({ type: 'notices', notices: [sentence] }));
  const write = createCommandReader(answerWriter(writer), (error) => {
    // A mistake of the program is one: the thread ends with it.
    if (troubleOf(error) === undefined) throw error;
    tellOnce(`The store ${store.path} cannot be written (${(error as Error).message}): what comes now is not kept.`);
  });
  const { path, kind, notices } = store;
  send({ type: 'opened', path, kind, notices });
  parentPort?.on('message', (command: StoreCommand) => {
    latest = command.now;
    if (command.type !== 'close') {
      write(command);
      return;
    }
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

serve(workerData as StoreWorkerData);
