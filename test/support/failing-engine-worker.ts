// A thread that takes the engine's messages, reports what it got, and dies on a request for a Region named "none"; on a
// request for one named "ends" it ends. If it is started ahead, it first takes its data.
import { parentPort, workerData } from 'node:worker_threads';
import type { FromEngine, ToEngine } from '../../src/engine/thread/thread-messages.ts';

interface Data {
  readonly isAhead?: boolean;
  readonly resumed?: { readonly regions: readonly string[] };
}

const post = (message: FromEngine) => parentPort?.postMessage(message);
const { isAhead = false, ...data } = workerData as Data;
if (isAhead) parentPort?.once('message', begin);
else begin(data);

function begin({ resumed }: Data): void {
  post({ type: 'ready' });
  parentPort?.on('message', (message: ToEngine) => {
    if (message.type === 'command' && message.command.type === 'addRegion' && message.command.region === 'none') {
      throw new Error('no such Region');
    }
    if (message.type === 'command' && message.command.type === 'addRegion' && message.command.region === 'ends') {
      process.exit(3);
    }
    const text = JSON.stringify({ ...message, resumed: resumed?.regions, ...(isAhead ? { isAhead } : {}) });
    post({ type: 'said', text });
    if (message.type === 'close') {
      post({ type: 'closed' });
      parentPort?.close();
    }
  });
}
