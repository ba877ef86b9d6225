// A machine with a wrong clock: AWS refuses signatures that are more than 5 minutes off, and returns its own time. The
// SDK then signs with that time, in each client separately.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
import { systemClock } from '../../lib/clock.ts';

export interface ClockSkew {
  /**
   * Ms by which AWS's clock is ahead of this machine's; negative if it is behind. 0 until AWS has refused a request
   * because of it.
   */
  offsetMs(): number;
  /** Whether the refusal was because of the clock: then the same request succeeds when it is signed with AWS's time. */
  note(error: unknown): boolean;
}

/** `found` is called with the first value, and again when the value changes. */
export function createClockSkew(found: (aheadMs: number) => void = () => {}): ClockSkew {
  let offsetMs = 0;
  return {
    offsetMs: () => offsetMs,
    note(error) {
      const aheadMs = skewOf(error, systemClock.now());
      if (aheadMs === undefined) return false;
      const isNews = Math.abs(aheadMs - offsetMs) > newsMs;
      offsetMs = aheadMs;
      if (isNews) found(aheadMs);
      return true;
    },
  };
}

/** The network takes time, and a refusal has whole seconds only. */
const newsMs = 60_000;
/** The SDK ignores smaller differences. */
const leastMs = 240_000;

const names = /^(InvalidSignature|SignatureDoesNotMatch|RequestExpired|RequestTimeTooSkewed)(Exception)?$/;

/**
 * Ms by which AWS's clock is ahead; undefined: the error is not about the clock. `now` is this machine's time, epoch
 * ms.
 */
export function skewOf(error: unknown, now: number): number | undefined {
  const { name, message, $response } = (error ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || !names.test(name)) return undefined;
  const { headers } = ($response ?? {}) as { headers?: Record<string, string | undefined> };
  const date = Date.parse(headers?.date ?? headers?.Date ?? '');
  const aheadMs = Number.isNaN(date) ? skewInWords(String(message)) : date - now;
  return aheadMs !== undefined && Math.abs(aheadMs) >= leastMs ? aheadMs : undefined;
}

/** 'Signature expired: 20260115T114000Z is now earlier than 20260115T115500Z (20260115T120000Z - 5 min.)' */
function skewInWords(message: string): number | undefined {
  const [, signed = '', there = ''] = /Signature [^:]*: (\d{8}T\d{6}Z) is .*\((\d{8}T\d{6}Z) [+-]/.exec(message) ?? [];
  const aheadMs = timeOf(there) - timeOf(signed);
  return Number.isNaN(aheadMs) ? undefined : aheadMs;
}

const timeOf = (stamp: string): number =>
  Date.parse(stamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** "This machine's clock is 20 minutes behind AWS's." */
export function skewText(aheadMs: number): string {
  return `This machine's clock is ${spanText(Math.abs(aheadMs))} ${aheadMs > 0 ? 'behind' : 'ahead of'} AWS's.`;
}

function spanText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  return minutes < 2_880 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / 1_440)} days`;
}
