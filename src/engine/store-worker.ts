// A thread of its own for the store's writing: no key waits for a disk. After a crash another one looks through the file. No
// top-level await: inside an executable the thread begins with text, which Node reads as CommonJS.
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../lib/clock.ts';
import { checkAfterCrash } from '../store/check.ts';
import { openStoreAnyway } from '../store/open-store.ts';
import type { StoreCheckData, StoreCommand, StoreNews, StoreWorkerData } from './store-protocol.ts';
import { createStoreService } from './store-service.ts';

function serve({ place, limits, now }: StoreWorkerData): void {
  const send = (news: StoreNews) => parentPort?.postMessage(news);
  let ahead = now - systemClock.now();
  /** AWS's clock, as the latest command tells it. */
  const clock = () => systemClock.now() + ahead;
  const open = () => openStoreAnyway(place, { now: clock, limits });
  const service = createStoreService({ open, limits, send, now: clock, clock: systemClock });
  parentPort?.on('message', (command: StoreCommand) => {
    ahead = command.now - systemClock.now();
    if (command.type === 'query') return service.ask(command.number, command.query);
    if (command.type === 'evaluate') return service.evaluate(command.request, command.number);
    if (command.type !== 'close') return service.write(command);
    service.close();
    send({ type: 'closed' });
    parentPort?.close();
  });
}

const data = workerData as StoreWorkerData | StoreCheckData;
if ('check' in data) parentPort?.postMessage(checkAfterCrash(data.check));
else serve(data);
