// The last good answers on disk, so that the next start paints rows at once. Never in the way: written in the background.
import { createHash } from 'node:crypto';
import { readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { cache } from '../../../config/limits.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import { type Answer, readAnswer, writeAnswer } from './answer-file.ts';

export interface AnswerStore {
  /** `identity` says who asked, `question` what and where. Never rejects: what cannot be read is set aside. */
  load(identity: string, question: string): Promise<Answer | undefined>;
  /** Written with the next batch; `answer` is called when it is, so that it may be made late. */
  save(identity: string, question: string, answer: () => Answer): void;
  /** Writes what waits. */
  flush(): Promise<void>;
  /** Ends the batches; what waits is written. */
  close(): Promise<void>;
}

export interface AnswerStoreOptions {
  readonly directory: string;
  /** Name and version: answers of another one are not read. */
  readonly program: string;
  readonly clock: Clock;
  readonly log?: Log | undefined;
}

/** Files written in one batch: the longest waiting first, so that a great estate takes turns. */
const filesAtOnce = 100;
/** Batches between two looks at the size of it all. */
const batchesBetweenSweeps = 10;

interface Waiting {
  readonly path: string;
  readonly subject: string;
  answer(): Answer;
}

const nameOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

export function createAnswerStore({ directory, program, clock, log }: AnswerStoreOptions): AnswerStore {
  const waiting = new Map<string, Waiting>();
  let cancel: (() => void) | undefined;
  let writing: Promise<void> = Promise.resolve();
  let batches = 0;
  let closed = false;

  const placeOf = (identity: string, question: string) => ({
    path: join(directory, nameOf(identity), `${nameOf(question)}.gz`),
    subject: `${identity} ${question}`,
  });

  const write = async ({ path, subject, answer }: Waiting) => {
    try {
      await writeAnswer(path, program, subject, answer());
    } catch (error) {
      log?.warn('cache not written', { path, reason: error instanceof Error ? error.message : String(error) });
    }
  };

  const writeBatch = async (most: number) => {
    const batch = [...waiting].slice(0, most);
    for (const [path] of batch) waiting.delete(path);
    for (const [, one] of batch) await write(one);
    if (batches++ % batchesBetweenSweeps === 0) await sweep(directory, clock.now()).catch(() => {});
  };

  const enqueue = (most: number) => {
    writing = writing.then(() => writeBatch(most));
    return writing;
  };

  const schedule = () => {
    if (closed || cancel) return;
    cancel = clock.setTimeout(() => {
      cancel = undefined;
      void enqueue(filesAtOnce).then(() => {
        if (waiting.size > 0) schedule();
      });
    }, cache.everyMs);
  };

  const stopTimer = () => {
    cancel?.();
    cancel = undefined;
  };

  return {
    async load(identity, question) {
      const { path, subject } = placeOf(identity, question);
      try {
        const answer = await readAnswer(path, program, subject);
        return answer && clock.now() - answer.loadedAt < cache.oldestMs ? answer : undefined;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        log?.warn('cache file set aside', { path, reason });
        await rename(path, `${path}.broken`).catch(() => {});
        return undefined;
      }
    },
    save(identity, question, answer) {
      if (closed) return;
      const { path, subject } = placeOf(identity, question);
      waiting.set(path, { path, subject, answer });
      schedule();
    },
    flush() {
      stopTimer();
      return enqueue(Number.POSITIVE_INFINITY);
    },
    close() {
      closed = true;
      stopTimer();
      return waiting.size > 0 ? enqueue(filesAtOnce) : writing;
    },
  };
}

/** Removes all that is kept. True: there was something. */
export async function clearCache(directory: string): Promise<boolean> {
  const exists = await stat(directory).then(
    () => true,
    () => false,
  );
  await rm(directory, { recursive: true, force: true });
  return exists;
}

/** Takes out what is too old, what was left half written, and the oldest of what is too much. */
async function sweep(directory: string, now: number): Promise<void> {
  const names = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    names
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const path = join(parentPath, name);
        const { size, mtimeMs } = await stat(path);
        return { path, sizeBytes: size, at: mtimeMs };
      }),
  );
  let room = cache.mostBytes;
  for (const { path, sizeBytes, at } of files.sort((a, b) => b.at - a.at)) {
    room -= sizeBytes;
    const isLeft = path.endsWith('.new') && now - at > cache.everyMs * 10;
    if (room < 0 || isLeft || now - at > cache.oldestMs) await unlink(path).catch(() => {});
  }
}
