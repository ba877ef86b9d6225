// Reports changes of a file. The file is checked at intervals: notifications of the kernel do not work with NFS, with
// links, and with editors that replace the file.
import { stat } from 'node:fs/promises';
import type { Clock } from '../lib/clock.ts';

export interface WatchedFile {
  /** The file has been checked once: later writes count as changes. */
  readonly ready: Promise<unknown>;
  /** The present contents do not count as a change. */
  isKnown(): Promise<void>;
  stop(): void;
}

export interface WatchedFileOptions {
  readonly path: string;
  readonly clock: Clock;
  /** A change is reported only after two equal checks at this interval, so that the writer has finished. */
  readonly everyMs?: number;
  /** The next check waits for it. Not called while the file is missing, because some editors remove it to write it. */
  changed(): Promise<void>;
}

const usualMs = 1_000;

export function watchFile({ path, clock, everyMs = usualMs, changed }: WatchedFileOptions): WatchedFile {
  let known = signatureOf(path);
  let before: string | undefined;
  let cancel = () => {};
  let isStopped = false;

  const look = async () => {
    const now = await signatureOf(path);
    const isSettled = now === before;
    before = now;
    if (now === undefined || !isSettled || now === (await known) || isStopped) return;
    known = Promise.resolve(now);
    await changed();
  };

  const wait = () => {
    if (isStopped) return;
    cancel = clock.setTimeout(() => void look().finally(wait), everyMs);
  };
  wait();

  return {
    ready: known,
    async isKnown() {
      known = signatureOf(path);
      await known;
    },
    stop() {
      isStopped = true;
      cancel();
    },
  };
}

/** undefined: the file does not exist. */
const signatureOf = (path: string): Promise<string | undefined> =>
  stat(path).then(
    ({ ino, size, mtimeMs, ctimeMs }) => [ino, size, mtimeMs, ctimeMs].join(),
    () => undefined,
  );
