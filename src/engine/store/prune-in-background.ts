// Keeps the store within its limits while the program runs: once an hour, in steps, with pauses in between.
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { HistoryLimits } from '../../../config/limits.ts';
import type { Clock } from '../../lib/clock.ts';
import { hourMs, minuteMs } from '../../lib/duration.ts';
import { startPruning } from '../../store/file/prune.ts';
import type { Database } from '../../store/sqlite.ts';
import { listedForMs } from './listed-for.ts';

export interface PruneInBackgroundOptions {
  readonly database: Database;
  readonly path: string;
  readonly limits: HistoryLimits;
  /** Epoch ms of AWS's clock. */
  now(): number;
  readonly clock: Pick<Clock, 'setTimeout'>;
  /** Shows a sentence to the user. */
  say(sentence: string): void;
  failed(error: unknown): void;
}

/** After the start, when the first responses have arrived. */
const firstMs = 5 * minuteMs;
/** A step takes some ms, and responses must be written in between. */
const restMs = 200;

/** Returns the function that stops the pruning. */
export function keepBounded({ database, path, limits, now, clock, say, failed }: PruneInBackgroundOptions): () => void {
  let isStopped = false;
  let cancel = () => {};

  /** The next step follows whatever a step finds. */
  function inMs(ms: number, step: () => void): void {
    if (isStopped) return;
    cancel = clock.setTimeout(() => {
      try {
        step();
      } catch (error) {
        failed(error);
        inMs(hourMs, begin);
      }
    }, ms);
  }

  function begin(): void {
    const { bavail, bsize } = statfsSync(dirname(path));
    const pruning = startPruning(database, { ...limits, listedForMs, now: now(), freeBytes: bavail * bsize });
    const step = () => {
      if (pruning.step()) {
        inMs(restMs, step);
        return;
      }
      const problem = pruning.problem();
      if (problem !== undefined) say(problem);
      inMs(hourMs, begin);
    };
    step();
  }

  inMs(firstMs, begin);
  return () => {
    isStopped = true;
    cancel();
  };
}
