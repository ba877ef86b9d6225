// What time it is at AWS, as its responses tell it. Ages, windows of lists and schedules go by that; timers go by the clock
// of this machine, which may be wrong, or slower than that of an embedded AWS with --speed.
import { type Clock, clockHeaders } from '../lib/clock.ts';

export interface AwsTime {
  /** Epoch ms by AWS's clock; by this machine's as long as nothing else is known. */
  now(): number;
  /** How many seconds pass there in one; 0 where the clock stands still. */
  speed(): number;
  /** Takes in what a response tells. `askedAt`: when its request went out, epoch ms of this machine. */
  note(headers: Headers, askedAt: number): void;
}

type Headers = Readonly<Record<string, string | undefined>>;

/** One moment there and here, and how many seconds pass there in one of ours. */
interface Known {
  readonly there: number;
  readonly here: number;
  readonly speed: number;
}

interface ServerTime {
  readonly at: number;
  readonly speed: number;
  /** ms by which it may be off. */
  readonly slackMs: number;
}

const sameAsHere: Known = { there: 0, here: 0, speed: 1 };
/** `Date` says whole seconds, and clocks differ a little: below that ages need no correction, and would only waver. */
const dateSlackMs = 30_000;
const exactSlackMs = 1_000;

export function createAwsTime(clock: Pick<Clock, 'now'>): AwsTime {
  let known = sameAsHere;
  const thereAt = (here: number) => known.there + (here - known.here) * known.speed;
  return {
    now: () => Math.round(thereAt(clock.now())),
    speed: () => known.speed,
    note(headers, askedAt) {
      const read = readTime(headers);
      if (read === undefined) return;
      const here = clock.now();
      const { at, speed, slackMs } = read;
      // It was written at some moment between the two, which are hours apart where this machine slept meanwhile.
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
  // A proxy's page has a Date too, and nobody knows by which clock.
  if (headers['x-amzn-requestid'] === undefined) return undefined;
  const at = Date.parse(headers.date ?? '');
  return Number.isNaN(at) ? undefined : { at, speed: 1, slackMs: dateSlackMs };
}
