// Tells when a file says something else. Looked at on the clock: what a kernel tells of changes ends at NFS, at links and at
// editors that put another file in its place.
import { stat } from 'node:fs/promises';
import type { Clock } from '../lib/clock.ts';

export interface WatchedFile {
  /** It has looked at the file once: what is written from now on is a change. */
  readonly ready: Promise<unknown>;
  /** As it stands now it is no news. */
  isKnown(): Promise<void>;
  stop(): void;
}

export interface WatchedFileOptions {
  readonly path: string;
  readonly clock: Clock;
  /** Looks twice in this time before a change is told: who writes has finished then. */
  readonly everyMs?: number;
  /** The next look waits for it. Not told while the file is away: some editors take it away to write it. */
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

/** undefined: it is not there. */
const signatureOf = (path: string): Promise<string | undefined> =>
  stat(path).then(
    ({ ino, size, mtimeMs, ctimeMs }) => [ino, size, mtimeMs, ctimeMs].join(),
    () => undefined,
  );
