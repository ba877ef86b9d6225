// AWS's time, from its responses. Ages, windows of lists and schedules use it; timers use the clock of this machine,
// which may be wrong, or slower than the clock of an embedded AWS with --speed.
import { type Clock, clockHeaders } from '../lib/clock.ts';

export interface AwsTime {
  /** Epoch ms by AWS's clock; by this machine's clock until a response has arrived. */
  now(): number;
  /** How many seconds pass on AWS's clock in one second; 0 if the clock stands still. */
  speed(): number;
  /** Reads the time in a response. `askedAt`: the time of the request, epoch ms of this machine. */
  note(headers: Headers, askedAt: number): void;
}

type Headers = Readonly<Record<string, string | undefined>>;

/** The same moment on both clocks, and the speed of AWS's clock. */
interface Known {
  readonly there: number;
  readonly here: number;
  readonly speed: number;
}

interface ServerTime {
  readonly at: number;
  readonly speed: number;
  /** The maximum error in ms. */
  readonly slackMs: number;
}

/** A clock that is set back by less is only corrected. */
const setBackMs = 5_000;

const sameAsHere: Known = { there: 0, here: 0, speed: 1 };
/**
 * `Date` has whole seconds, and clocks differ slightly: a smaller difference needs no correction, and would only vary.
 */
const dateSlackMs = 30_000;
const exactSlackMs = 1_000;

export function createAwsTime(clock: Pick<Clock, 'now'>): AwsTime {
  let known = sameAsHere;
  let latest = Number.NEGATIVE_INFINITY;
  const thereAt = (here: number) => known.there + (here - known.here) * known.speed;
  /** A clock of this machine that is set back must not make old data look new: AWS's time goes on from where it was. */
  const hereNow = (): number => {
    const here = clock.now();
    if (here < latest - setBackMs) known = { there: thereAt(latest), here, speed: known.speed };
    latest = here;
    return here;
  };
  return {
    now: () => Math.round(thereAt(hereNow())),
    speed: () => known.speed,
    note(headers, askedAt) {
      const read = readTime(headers);
      if (read === undefined) return;
      const here = hereNow();
      const { at, speed, slackMs } = read;
      // The header was written between both times, which are hours apart if this machine slept in between.
      const isKnown = speed === known.speed && thereAt(askedAt) <= at + slackMs && thereAt(here) >= at - slackMs;
      if (isKnown) return;
      const isOurs = speed === 1 && Math.abs(at - here) <= slackMs;
      known = isOurs ? sameAsHere : { there: at, here, speed };
    },
  };
}

function readTime(headers: Headers): ServerTime | undefined {
  const [exact, speed] = [Date.parse(headers[clockHeaders.now] ?? ''), Number(headers[clockHeaders.speed])];
  if (!Number.isNaN(exact) && speed >= 0) return { at: exact, speed, slackMs: exactSlackMs };
  // The page of a proxy has a Date too, by an unknown clock.
  if (headers['x-amzn-requestid'] === undefined) return undefined;
  const at = Date.parse(headers.date ?? '');
  return Number.isNaN(at) ? undefined : { at, speed: 1, slackMs: dateSlackMs };
}
