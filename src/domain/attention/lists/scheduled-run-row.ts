// The row of one scheduled run: its counts, its worst state, and the usual duration of earlier runs.
import type { ScheduledOutcome } from '../runs/run-outcome.ts';
import type { RunSlot } from '../runs/run-slots.ts';
import { type RunResource, type RunResourceState, type ScheduledRun, spanOf } from './scheduled-run.ts';

export type RuleNames = Pick<ScheduledRun, 'scope' | 'planId' | 'planArn' | 'planName' | 'ruleId' | 'ruleName'>;

export interface KnownRun {
  readonly slot: RunSlot;
  readonly outcome: ScheduledOutcome;
  /** Epoch ms of the next run. */
  readonly until?: number;
  /** The whole plan did not run: this is known even if the resources are not. */
  readonly isMissed?: boolean;
  /** There may be more resources. */
  readonly isAtLeast?: boolean;
}

const runTimes = (at: number, until = Number.POSITIVE_INFINITY): Pick<ScheduledRun, 'at' | 'nextRunAt'> =>
  Number.isFinite(until) ? { at, nextRunAt: until } : { at };

const troubleOrder = ['failed', 'absent', 'late', 'issues', 'away', 'running', 'waiting'] as const;
/** More than this are shown in the list of jobs. */
const mostTroubled = 20;

export function rowOfRun(
  names: RuleNames,
  { slot, outcome, until, isMissed = false, isAtLeast }: KnownRun,
): ScheduledRun {
  const { resources, firstStartAt, lastEndAt } = outcome;
  const last = Math.max(...slot.jobs.map(({ job }) => job.createdAt));
  const count = (...states: readonly RunResourceState[]) =>
    resources.filter(({ state }) => states.includes(state)).length;
  const troubled = troubleOrder.flatMap((state) => resources.filter((one) => one.state === state).toSorted(byName));
  const away = count('away');
  const isExpectedKnown = slot.basis === 'schedule' && !isMissed && slot.clockChange !== 'skipped';
  return {
    ...names,
    ...runTimes(slot.at, slot.basis === 'jobs' ? last + 1 : until),
    basis: slot.basis,
    state: isMissed ? 'absent' : worstOf(resources),
    ...(isExpectedKnown ? { expected: resources.length - away, absent: count('absent') } : {}),
    ...(isAtLeast ? { isAtLeast: true } : {}),
    done: count('done'),
    issues: count('issues'),
    failed: count('failed'),
    running: count('running'),
    waiting: count('waiting', 'late'),
    away,
    ...(firstStartAt === undefined ? {} : { firstStartAt }),
    ...(lastEndAt === undefined ? {} : { lastEndAt }),
    troubled: troubled.slice(0, mostTroubled),
    troubledCount: troubled.length,
    ...(slot.clockChange ? { clockChange: slot.clockChange } : {}),
  };
}

const byName = (one: RunResource, other: RunResource): number =>
  one.name < other.name || (one.name === other.name && one.arn < other.arn) ? -1 : 1;

/** AWS has not listed the jobs since the run. */
export function unknownRun(
  names: RuleNames,
  { slot, until, expected, isAtLeast }: Pick<KnownRun, 'slot' | 'until' | 'isAtLeast'> & { readonly expected: number },
): ScheduledRun {
  return {
    ...names,
    ...runTimes(slot.at, until),
    basis: slot.basis,
    state: 'unknown',
    expected,
    ...(isAtLeast ? { isAtLeast } : {}),
    troubled: [],
    troubledCount: 0,
  };
}

function worstOf(resources: readonly RunResource[]): ScheduledRun['state'] {
  const order = ['failed', 'absent', 'late', 'running', 'waiting', 'issues', 'done'] as const;
  return order.find((state) => resources.some((one) => one.state === state)) ?? 'none';
}

/** Fewer runs do not show a usual duration. */
const leastRuns = 3;

/** Compares each run with the median of the earlier ones. Oldest first. */
export function withUsual(runs: readonly ScheduledRun[]): ScheduledRun[] {
  const spans: number[] = [];
  return runs.map((run) => {
    const usualOf = spans.length;
    const usual = usualOf < leastRuns ? {} : { usualMs: median(spans), usualOf };
    const span = spanOf(run);
    if (span !== undefined) spans.push(span);
    return { ...run, ...usual };
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [below = 0, above = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (below + above) / 2;
}
