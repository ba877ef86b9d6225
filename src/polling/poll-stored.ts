// What a poll takes without a request of its own: the rows of an earlier run, and the response of another program.
import type { PollCore, ThereClock } from './poll-core.ts';
import { asksForChanges, oldestUsable } from './poll-decisions.ts';
import { lookForBusy, type PollFacts } from './poll-facts.ts';
import type { PollOptions } from './poll-options.ts';

/** What the parts of one poll share. */
export interface PollParts<Row, Problem> {
  readonly options: PollOptions<Row, Problem>;
  readonly there: ThereClock;
  readonly facts: PollFacts;
  core(): PollCore<Problem>;
}

/** What an earlier run stored is shown at once; a partial response is shown and requested again. */
export async function recall<Row, Problem>(parts: PollParts<Row, Problem>, signal: AbortSignal): Promise<void> {
  const { options, facts } = parts;
  const { state, happened, publish } = parts.core();
  const known = await options.archive?.load().catch(() => undefined);
  facts.isArchiveRead = true;
  if (!known || signal.aborted || state().loadedAt !== undefined) return;
  await lookForBusy(facts, options, { isWhole: false, isBusyInPages: false });
  if (signal.aborted) return;
  happened({ type: 'restored', loadedAt: known.loadedAt, isWhole: known.whole });
  publish();
}

/** Whether the next request, sent at `now` by AWS's clock, asks for changes only. */
export const wantsChanges = <Row, Problem>({ options, facts, core }: PollParts<Row, Problem>, now: number): boolean =>
  asksForChanges(core().state(), now, {
    cadence: options.cadence,
    hasChanges: options.changes !== undefined,
    isWorthwhile: () => options.newOnly?.(facts.rowCount) ?? true,
  });

/** Returns true if another program has a response, so that no request is needed. Its rows are in the archive. */
export async function takeOver<Row, Problem>(
  parts: PollParts<Row, Problem>,
  signal: AbortSignal,
  finish: () => void,
): Promise<boolean> {
  const { options, there, facts } = parts;
  const { state, happened, demand, reconsider, publish } = parts.core();
  const now = there.now();
  const { isUrgent } = facts;
  // It may be set again while this function waits, for the next request.
  facts.isUrgent = false;
  const claim = { newEnough: () => newEnough(parts, now, isUrgent), signal };
  const loadedAt = await options.archive?.claim?.(claim).catch(() => undefined);
  if (loadedAt === undefined || signal.aborted) return false;
  await lookForBusy(facts, options, { isWhole: false, isBusyInPages: false });
  const lacking = await options.archive?.lacks?.();
  if (signal.aborted) return false;
  facts.lacks = lacking;
  finish();
  const isWhole = state().wholeAt === undefined || !options.changes;
  const askedAt = options.clock.now() - (there.now() - loadedAt) / there.speed();
  happened({ type: 'answered', now: askedAt, askedAt, loadedAt, isWhole, demand: demand() });
  reconsider();
  publish();
  return true;
}

/** Epoch ms by AWS's clock: the earliest request time of another program's response that is recent enough. */
function newEnough<Row, Problem>(parts: PollParts<Row, Problem>, now: number, isUrgent: boolean): number {
  const { options, there } = parts;
  const { state, demand } = parts.core();
  const { loadedAt, isRestored } = state();
  const isAgain = loadedAt !== undefined && !isRestored;
  const mustSeeAll = options.changes !== undefined && isAgain && !wantsChanges(parts, now);
  if (isUrgent || mustSeeAll) return Number.POSITIVE_INFINITY;
  return oldestUsable(state(), { now, speed: there.speed(), cadence: options.cadence, demand: demand() });
}
