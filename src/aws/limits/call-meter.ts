import type { Clock } from '../../lib/clock.ts';

export interface CallMeter {
  /** The number of calls since the start. */
  readonly total: number;
  /** Calls in the last 60 seconds. */
  lastMinute(): number;
}

interface Second {
  readonly second: number;
  count: number;
}

export function createCallMeter(clock: Clock): CallMeter & { count(): void } {
  let total = 0;
  let seconds: Second[] = [];

  const recent = () => {
    const oldest = Math.floor(clock.now() / 1000) - 59;
    seconds = seconds.filter(({ second }) => second >= oldest);
    return seconds;
  };

  return {
    get total() {
      return total;
    },
    lastMinute: () => recent().reduce((sum, { count }) => sum + count, 0),
    count() {
      total += 1;
      const second = Math.floor(clock.now() / 1000);
      const last = seconds.at(-1);
      if (last?.second === second) last.count += 1;
      else recent().push({ second, count: 1 });
    },
  };
}
