import { type Clock, sleep } from '../../src/lib/clock.ts';

export interface FakeClock extends Clock {
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Moves time on, running each due task in order and letting promises settle between them. */
  advance(ms: number): Promise<void>;
  /** Tasks that still wait. */
  pending(): number;
}

export function createFakeClock(startMs = Date.UTC(2026, 0, 15, 12), settled: () => Promise<void> = settle): FakeClock {
  let now = startMs;
  let sequence = 0;
  const tasks = new Map<number, { at: number; task: () => void }>();

  /** The earliest; of equals the one that was there first. */
  const nextDue = (until: number) => {
    let found: { id: number; at: number; task: () => void } | undefined;
    for (const [id, { at, task }] of tasks) if (at <= until && (!found || at < found.at)) found = { id, at, task };
    return found;
  };

  const clock: FakeClock = {
    now: () => now,
    setTimeout(task, ms) {
      const id = sequence++;
      tasks.set(id, { at: now + Math.max(0, ms), task });
      return () => tasks.delete(id);
    },
    sleep: (ms, signal) => sleep(clock, ms, signal),
    async advance(ms) {
      const until = now + ms;
      await settled();
      for (let due = nextDue(until); due !== undefined; due = nextDue(until)) {
        tasks.delete(due.id);
        // A task that was late when it was set does not turn time back.
        now = Math.max(now, due.at);
        due.task();
        await settled();
      }
      now = until;
    },
    pending: () => tasks.size,
  };
  return clock;
}

/** Lets queued promise callbacks run; no real time passes. */
export async function settle(rounds = 20): Promise<void> {
  for (let i = 0; i < rounds; i += 1) await Promise.resolve();
}
