// When to ask next: fast while something runs, slower the longer nothing does, each poll at a moment of its own.

export interface Cadence {
  readonly refreshMs: number;
  /** Where it stretches to while `isBusy` says that nothing is going on. */
  readonly idleMs: number;
  /** While its rows are on screen, where that is sooner than `refreshMs`. */
  readonly visibleMs?: number;
  /** The least while nobody looks at it. */
  readonly backgroundMs?: number;
  /** A failing poll slows down to this and never stops. */
  readonly slowestMs: number;
  readonly firstRetryMs: number;
  /** Asks on multiples of refreshMs, this much later: what is counted in periods has nothing new before one is over. */
  readonly afterPeriodMs?: number;
  /** With `changes`: everything is asked for anew after this long, to see what has gone. Absent: never. */
  readonly wholeMs?: number;
}

/** What the pace depends on. */
export interface Pulse {
  readonly busy: boolean;
  /** Answers in a row in which nothing was going on. */
  readonly quietTurns: number;
  /** How long the newest question took, where everything was asked for. */
  readonly tookMs: number;
  readonly inBackground: boolean;
  readonly isVisible: boolean;
}

/** A question that takes long rests this many times as long, so that a great list does not eat the budget. */
const restFactor = 4;

/** ms from one question to the next. */
export function paceOf(cadence: Cadence, { busy, quietTurns, tookMs, inBackground, isVisible }: Pulse): number {
  const { refreshMs, idleMs, visibleMs, backgroundMs = 0, slowestMs } = cadence;
  const stretched = busy ? refreshMs : Math.min(Math.max(refreshMs, idleMs), refreshMs * 2 ** quietTurns);
  const wanted = isVisible ? Math.min(stretched, visibleMs ?? stretched) : stretched;
  const rest = Math.min(slowestMs, tookMs * restFactor);
  return Math.max(wanted, rest, inBackground ? backgroundMs : 0);
}

/** However fast the clock goes there, nobody is asked more often. */
const leastTurnMs = 2_000;

/**
 * The same turns by a clock that goes so many times as fast as ours, so that rows are no older there. What spares who is asked
 * is by our clock: retries, and the rest after a question that took long.
 */
export function hurried(cadence: Cadence, speed: number): Cadence {
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

/** How many of its periods later a poll with a phase may ask at the soonest. */
const soonest = 0.5;
/** What is asked after a period's end is spread over this part of it. */
const spread = 0.2;

/**
 * ms to wait from `now`. `phase` (0 to 1) puts the polls of many scopes at different moments of the same turn, for good:
 * without it all that started together would ask together ever after.
 */
export function waitFor(now: number, paceMs: number, { afterPeriodMs }: Cadence, phase: number | undefined): number {
  if (phase === undefined) return paceMs;
  const offset = afterPeriodMs === undefined ? phase * paceMs : afterPeriodMs + phase * paceMs * spread;
  const wait = paceMs - ((((now - offset) % paceMs) + paceMs) % paceMs);
  return wait < paceMs * soonest ? wait + paceMs : wait;
}

/** Twice as long each time; a refusal that lasts until somebody does something is not hurried after. */
export function retryMs({ firstRetryMs, slowestMs }: Cadence, attempts: number, lasting: boolean, phase = 0): number {
  if (lasting) return slowestMs;
  const wait = Math.min(slowestMs, firstRetryMs * 2 ** (attempts - 1));
  return Math.min(slowestMs, Math.round(wait * (1 + phase * spread)));
}
