// The engine's thread: AWS clients, polls, the feed, actions, and the store that they write. The modules are loaded
// after the compile cache is available. No top-level await: inside an executable the thread starts from text, which
// Node reads as CommonJS.
import '../../../lib/quiet-thread.ts';
import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromEngine, ToEngine } from '../../../engine/thread/thread-messages.ts';
import type { AheadStart, EngineStart } from './engine-start.ts';

const port = parentPort;
if (!port) throw new Error('The engine runs in a thread.');
const begin = workerData as EngineStart | AheadStart;

/** Messages from before the engine is open. */
const early: ToEngine[] = [];
let take = (message: ToEngine): void => void early.push(message);
const data = Promise.withResolvers<EngineStart>();
if ('isAhead' in begin) port.once('message', (start: EngineStart) => receive(start));
else receive(begin);

function receive(start: EngineStart): void {
  port?.on('message', (message: ToEngine) => take(message));
  data.resolve(start);
}

const side = {
  post: (message: FromEngine) => port.postMessage(message),
  ended: () => port.close(),
  opened(obey: (message: ToEngine) => void) {
    take = obey;
    for (const message of early.splice(0)) obey(message);
  },
};

if (begin.codeFolder !== undefined) enableCompileCache(begin.codeFolder);
void import('./open-engine.ts').then(async ({ loadFirst, openEngine }) => {
  if ('isAhead' in begin) await loadFirst();
  await openEngine(await data.promise, side);
});
