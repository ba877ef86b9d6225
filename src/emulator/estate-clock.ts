/** Tells an estate the time, in epoch ms. */
export interface EstateClock {
  now(): number;
  /** How many seconds pass in one. Absent: one. */
  readonly speed?: number;
}

export interface ClockOptions {
  /** Epoch ms at which it starts. */
  now?: number;
  /** How many seconds pass in one. */
  speed?: number;
}

export function createEstateClock({ now, speed = 1 }: ClockOptions, real: EstateClock): EstateClock {
  if (now === undefined && speed === 1) return real;
  const start = real.now();
  const from = now ?? start;
  return { now: () => Math.round(from + (real.now() - start) * speed), speed };
}
