// The time of the next request: short intervals while rows are busy, longer ones the longer none is, with a different
// phase for each poll.

export interface Cadence {
  readonly refreshMs: number;
  /** The longest interval while `isBusy` returns false for all rows. */
  readonly idleMs: number;
  /** While the rows are on screen, if it is shorter than `refreshMs`. */
  readonly visibleMs?: number;
  /** The shortest interval while no screen shows the rows. */
  readonly backgroundMs?: number;
  /** The longest interval of a failing poll, which never stops. */
  readonly slowestMs: number;
  readonly firstRetryMs: number;
  /**
   * Requests are sent at multiples of `refreshMs`, plus this delay: data that is counted in periods does not change
   * before a period is over.
   */
  readonly afterPeriodMs?: number;
  /** With `changes`: the interval of whole requests, which show which rows have gone. Absent: none are sent. */
  readonly wholeMs?: number;
}

export interface Timing {
  readonly cadence: Cadence;
  /**
   * 0 to 1: the poll's phase in its interval, which permanently spreads the polls of many scopes over the interval:
   * without it all polls that start together would always send together. Absent: intervals count from its own start.
   */
  readonly phase?: number | undefined;
}

/** The inputs of the interval. */
export interface Pulse {
  readonly busy: boolean;
  /** Consecutive responses without a busy row. */
  readonly quietTurns: number;
  /** The duration of the newest whole request. */
  readonly tookMs: number;
  readonly inBackground: boolean;
  readonly isVisible: boolean;
}

/** The pause after a slow request is this many times its duration, so that a long list does not use up the budget. */
const restFactor = 4;

/** Ms from one request to the next. */
export function paceOf(cadence: Cadence, { busy, quietTurns, tookMs, inBackground, isVisible }: Pulse): number {
  const { refreshMs, idleMs, visibleMs, backgroundMs = 0, slowestMs } = cadence;
  const stretched = busy ? refreshMs : Math.min(Math.max(refreshMs, idleMs), refreshMs * 2 ** quietTurns);
  const wanted = isVisible ? Math.min(stretched, visibleMs ?? stretched) : stretched;
  const rest = Math.min(slowestMs, tookMs * restFactor);
  return Math.max(wanted, rest, inBackground ? backgroundMs : 0);
}

/** However fast AWS's clock is, no request is sent more often than this. */
const leastTurnMs = 2_000;

/**
 * The same cadence for a clock that is `speed` times as fast, so that rows are not older by that clock. Retries, and
 * the pause after a slow request, protect the server and use this machine's clock.
 */
export function scaledCadence(cadence: Cadence, speed: number): Cadence {
  if (speed <= 1) return cadence;
  const { refreshMs, idleMs, visibleMs, backgroundMs, afterPeriodMs } = cadence;
  const sooner = (ms: number) => Math.max(ms / speed, Math.min(ms, leastTurnMs));
  return {
    ...cadence,
    refreshMs: sooner(refreshMs),
    idleMs: sooner(idleMs),
    ...(visibleMs === undefined ? {} : { visibleMs: sooner(visibleMs) }),
    ...(backgroundMs === undefined ? {} : { backgroundMs: sooner(backgroundMs) }),
    ...(afterPeriodMs === undefined ? {} : { afterPeriodMs: afterPeriodMs / speed }),
  };
}

/** The earliest time at which a poll with a phase may send a request, in periods. */
const soonest = 0.5;
/** Requests after the end of a period are spread over this part of it. */
const spread = 0.2;

/** Ms to wait from `now`. */
export function waitFor(now: number, paceMs: number, { cadence, phase }: Timing): number {
  if (phase === undefined) return paceMs;
  const { afterPeriodMs } = cadence;
  const offset = afterPeriodMs === undefined ? phase * paceMs : afterPeriodMs + phase * paceMs * spread;
  const wait = paceMs - ((((now - offset) % paceMs) + paceMs) % paceMs);
  return wait < paceMs * soonest ? wait + paceMs : wait;
}

/**
 * Doubled at each attempt; a refusal that lasts until somebody changes something is repeated at the longest interval.
 */
export function retryMs({ cadence, phase = 0 }: Timing, attempts: number, lasting: boolean): number {
  const { firstRetryMs, slowestMs } = cadence;
  if (lasting) return slowestMs;
  const wait = Math.min(slowestMs, firstRetryMs * 2 ** (attempts - 1));
  return Math.min(slowestMs, Math.round(wait * (1 + phase * spread)));
}
