import { type Clock, systemClock } from '../../src/lib/clock.ts';

/** Waits are `times` shorter than requested; the time of day is real. */
export const createHurriedClock = (times: number): Clock => ({
  now: systemClock.now,
  setTimeout: (task, ms) => systemClock.setTimeout(task, ms / times),
});
