/** The clock of an estate, in epoch ms. */
export interface EstateClock {
  now(): number;
  /** Estate seconds per real second. Default: 1. */
  readonly speed?: number;
}

export interface ClockOptions {
  /** Epoch ms at which the clock starts. */
  now?: number;
  /** Estate seconds per real second. */
  speed?: number;
}

export function createEstateClock({ now, speed = 1 }: ClockOptions, real: EstateClock): EstateClock {
  if (now === undefined && speed === 1) return real;
  const start = real.now();
  const from = now ?? start;
  return { now: () => Math.round(from + (real.now() - start) * speed), speed };
}
