// What the next request of a poll asks for, and which response of another program makes it unnecessary.
import { type Cadence, scaledCadence } from './pace.ts';
import { type Demand, type PollState, paceFor } from './poll-state.ts';

/** Whether the next request asks for changes only, at `now` by AWS's clock. */
export function asksForChanges<Problem>(
  { loadedAt, wholeAt }: PollState<Problem>,
  now: number,
  options: { readonly cadence: Cadence; readonly hasChanges: boolean; readonly isWorthwhile: () => boolean },
): boolean {
  const { wholeMs } = options.cadence;
  if (!options.hasChanges || loadedAt === undefined || wholeAt === undefined) return false;
  return options.isWorthwhile() && (wholeMs === undefined || now - wholeAt < wholeMs);
}

export interface AgeLimit {
  /** Epoch ms by AWS's clock. */
  readonly now: number;
  /** The seconds of AWS's clock that pass in one. */
  readonly speed: number;
  readonly cadence: Cadence;
  readonly demand: Demand;
}

/** Epoch ms by AWS's clock: the earliest request time of another program's response that is recent enough. */
export function oldestUsable<Problem>(state: PollState<Problem>, { now, speed, cadence, demand }: AgeLimit): number {
  const { loadedAt, isRestored } = state;
  const oldest = now - paceFor(state, demand, { cadence: scaledCadence(cadence, speed) }) * speed;
  return loadedAt === undefined || isRestored ? oldest : Math.max(oldest, loadedAt + 1);
}
