// Several programs share one store: before a request, checks whether another program got a response lately or is
// sending the request at this moment.
import type { Aws } from '../../aws/aws.ts';
import { type Clock, sleep } from '../../lib/clock.ts';
import type { RequestClaim } from '../../polling/archive.ts';
import { stateOfProgram } from '../../store/file/processes.ts';
import { isHeld, type Lease } from '../../store/leases.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import type { RequestLeases } from '../../store/request-leases.ts';
import type { RequestState } from '../../store/write/requests.ts';
import type { ResponseName } from '../program-store.ts';

export interface ClaimOptions extends RequestClaim {
  readonly reader: Pick<StoreReader, 'requestState'>;
  readonly leases: Omit<RequestLeases, 'renew'>;
  readonly clock: Clock;
  /** Epoch ms of AWS's clock. */
  now(): number;
}

/** How often the store is checked for the other program's response. */
const lookAgainMs = 1_000;

/** Epoch ms of the request whose response is to be read from the store; undefined: AWS is to be asked. */
export async function claimResponse(request: ResponseName, options: ClaimOptions): Promise<number | undefined> {
  const { reader, leases, clock, signal, newEnough, now } = options;
  const stateNow = () => reader.requestState(request.resource, request.scope, request.params);
  const isNewEnough = (wholeAt: number | undefined): wholeAt is number =>
    wholeAt !== undefined && wholeAt >= newEnough();
  /** The lease of another program that sends the request, or sent the last one. */
  const leaseIn = (state: RequestState | undefined) =>
    state?.lease?.heldBy === leases.holder ? undefined : state?.lease;
  /** Since when the other program, for which this one waits, sends its request. */
  let awaitedSince = Number.POSITIVE_INFINITY;
  while (!signal.aborted) {
    const state = stateNow();
    const [wholeAt, lease] = [state?.wholeAt, leaseIn(state)];
    if (isNewEnough(wholeAt) && (wholeAt >= awaitedSince || isOfAnother(wholeAt, lease))) return wholeAt;
    const asking = lease && isHeld(lease, now()) ? lease : undefined;
    // A response that would be too old on arrival is not awaited.
    if (asking !== undefined && asking.since < newEnough()) return undefined;
    if (asking === undefined && leases.take(request)) {
      const release = () => leases.release(request);
      signal.addEventListener('abort', release, { once: true });
      // Between the check and the lease the other program may have finished.
      const after = stateNow()?.wholeAt;
      if (after === wholeAt || !isNewEnough(after)) return undefined;
      release();
      return after;
    }
    awaitedSince = Math.min(awaitedSince, asking?.since ?? awaitedSince);
    await sleep(clock, lookAgainMs, signal).catch(() => {});
  }
  return undefined;
}

/**
 * The response came from a program that runs beside this one. The response of an earlier run of this program may be
 * outdated.
 */
const isOfAnother = (wholeAt: number, lease: Lease | undefined): boolean =>
  lease !== undefined && lease.since <= wholeAt && wholeAt <= lease.until && stateOfProgram(lease.heldBy) === 'running';

/** The present time in epoch ms of AWS's clock, which may be known only later. */
export function startOf(aws: Pick<Aws, 'now' | 'speed'>, clock: Pick<Clock, 'now'>): () => number {
  const startedAt = clock.now();
  return () => aws.now() - (clock.now() - startedAt) * aws.speed();
}
