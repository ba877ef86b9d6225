import { type Clock, systemClock } from '../../src/lib/clock.ts';

/** Waits are over so many times sooner than they say; the time of day is the real one. */
export const createHurriedClock = (times: number): Clock => ({
  now: systemClock.now,
  setTimeout: (task, ms) => systemClock.setTimeout(task, ms / times),
});
