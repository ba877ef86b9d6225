// stdout as a pipe that may be slow, and that may end before we do: `vaultop get jobs -o csv | head`.
import type { Writable } from 'node:stream';

export interface Pipe {
  /** Done when there is room for more. Rejects when it cannot be written, as on a full disk. */
  readonly write: (text: string) => Promise<void>;
  /** Aborted when nobody reads any more: no failure of ours. */
  readonly closed: AbortSignal;
}

export function createPipe(stream: Writable): Pipe {
  const closed = new AbortController();
  let broken: Error | undefined;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') broken = error;
    closed.abort();
  });
  const write = async (text: string): Promise<void> => {
    if (!closed.signal.aborted && !stream.write(text)) await room(stream, closed.signal);
    if (broken) throw new Error(`the output cannot be written: ${broken.message}`);
  };
  return { write, closed: closed.signal };
}

function room(stream: Writable, closed: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = () => resolve();
  stream.once('drain', done);
  closed.addEventListener('abort', done, { once: true });
  return promise.finally(() => {
    stream.off('drain', done);
    closed.removeEventListener('abort', done);
  });
}
