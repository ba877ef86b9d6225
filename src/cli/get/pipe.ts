// stdout as a pipe that may be slow, and that the reader may close early: `vaultop get jobs -o csv | head`.
import type { Writable } from 'node:stream';
import { errorMessage } from '../../lib/error-message.ts';

export interface Pipe {
  /** Resolves when more can be written. Rejects if writing fails, as on a full disk. */
  readonly write: (text: string) => Promise<void>;
  /** Resolves when everything is written; rejects like `write`. */
  readonly flush: () => Promise<void>;
  /** Aborted when the reader has closed the pipe, which is not a failure. */
  readonly closed: AbortSignal;
}

/** Runs `writeTo` with a pipe into `stream`, until everything is written. Rejects if writing fails, as on a full disk. */
export async function throughPipe<Result>(stream: Writable, writeTo: (pipe: Pipe) => Promise<Result>): Promise<Result> {
  const { pipe, release } = createPipe(stream);
  try {
    const result = await writeTo(pipe);
    await pipe.flush();
    return result;
  } finally {
    release();
  }
}

/** `release`: no longer listens to the errors of the stream. */
export function createPipe(stream: Writable): { readonly pipe: Pipe; readonly release: () => void } {
  const closed = new AbortController();
  let broken: Error | undefined;
  const failed = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') broken = error;
    closed.abort();
  };
  stream.on('error', failed);
  const assertWhole = () => {
    if (broken) throw new Error(`the output cannot be written: ${errorMessage(broken)}`);
  };
  const write = async (text: string): Promise<void> => {
    if (!closed.signal.aborted && !stream.write(text)) await room(stream, closed.signal);
    assertWhole();
  };
  const flush = async (): Promise<void> => {
    if (!closed.signal.aborted) await lastWritten(stream, closed.signal);
    assertWhole();
  };
  return { pipe: { write, flush, closed: closed.signal }, release: () => void stream.off('error', failed) };
}

/** Keeps what is written. */
export function createGatheringPipe(): Pipe & { text(): string } {
  const parts: string[] = [];
  return {
    write: async (text) => void parts.push(text),
    flush: async () => {},
    closed: new AbortController().signal,
    text: () => parts.join(''),
  };
}

/** The error event of the stream comes after the callback of the write. */
function lastWritten(stream: Writable, closed: AbortSignal): Promise<void> {
  return new Promise((done) => {
    stream.write('', (error) => {
      if (!error || closed.aborted) done();
      else closed.addEventListener('abort', () => done(), { once: true });
    });
  });
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
