import { type Clock, sleep } from '../../src/lib/clock.ts';

export interface FakeClock extends Clock {
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Advances the time, running each due task in order and letting promises settle in between. */
  advance(ms: number): Promise<void>;
  /** The machine sleeps: time passes, and no task runs before it is advanced again. */
  suspend(ms: number): void;
  /** The number of waiting tasks. */
  pending(): number;
}

interface Task {
  at: number;
  run(): void;
}

export function createFakeClock(startMs = Date.UTC(2026, 0, 15, 12), settled: () => Promise<void> = settle): FakeClock {
  let now = startMs;
  /** Sorted with the earliest last, where removing is cheapest; equal ones in order of creation. */
  const waiting: Task[] = [];

  const insert = (task: Task) => {
    let [low, high] = [0, waiting.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((waiting[middle] as Task).at > task.at) low = middle + 1;
      else high = middle;
    }
    waiting.splice(low, 0, task);
  };

  const remove = (task: Task) => {
    const index = waiting.lastIndexOf(task);
    if (index >= 0) waiting.splice(index, 1);
  };

  const takeDue = (until: number): Task | undefined =>
    waiting.length > 0 && (waiting.at(-1) as Task).at <= until ? waiting.pop() : undefined;

  const clock: FakeClock = {
    now: () => now,
    setTimeout(task, ms) {
      const waits = { at: now + Math.max(0, ms), run: task };
      insert(waits);
      return () => remove(waits);
    },
    sleep: (ms, signal) => sleep(clock, ms, signal),
    async advance(ms) {
      const until = now + ms;
      await settled();
      for (let due = takeDue(until); due !== undefined; due = takeDue(until)) {
        // A task with a due time in the past does not turn the clock back.
        now = Math.max(now, due.at);
        due.run();
        await settled();
      }
      now = until;
    },
    suspend(ms) {
      // Timers of Linux do not count the time asleep: each fires later by it.
      now += ms;
      for (const task of waiting) task.at += ms;
    },
    pending: () => waiting.length,
  };
  return clock;
}

/** Runs queued promise callbacks; no real time passes. */
export async function settle(rounds = 20): Promise<void> {
  for (let i = 0; i < rounds; i += 1) await Promise.resolve();
}
