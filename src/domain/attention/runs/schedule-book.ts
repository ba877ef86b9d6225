// Schedules parsed once: thousands of rules share a few, and computing a run costs more than looking it up.
import type { PlanRule } from '../../plans/plan-rule.ts';
import { createSchedule, type Schedule } from '../../plans/schedule.ts';
import { createZoneClock, type ZoneClock } from '../../plans/zone-clock.ts';

export interface ScheduleBook {
  /** The newest runs up to `now`, oldest first; none of a schedule that cannot be read. */
  recent(rule: PlanRule, now: number): readonly number[];
  /** The runs of the next `ms` ms: AWS's own preview where it reaches that far. */
  coming(rule: PlanRule, now: number, ms: number): readonly number[];
  /** The runs from `from` up to, not including, `to`, oldest first: of long stretches the last ones. */
  between(rule: PlanRule, from: number, to: number): readonly number[];
  /** The first run after `after`. */
  firstAfter(rule: PlanRule, after: number): number | undefined;
  /**
   * How much later the run may come, in ms: its local time comes twice where clocks go back, and AWS does not document
   * which of both it takes. undefined: it is the second of both, and no run to expect.
   */
  slack(rule: PlanRule, at: number): number | undefined;
  /** Epoch ms of the next run. */
  next(rule: PlanRule, now: number): number | undefined;
  /** Epoch ms of the next run by the schedule itself: until then the newest runs stay the same. Infinity: there is none. */
  recentUntil(rule: PlanRule, now: number): number;
  /** Ms: the longest time between two runs. undefined with fewer than two of them. */
  longestGap(rule: PlanRule, now: number): number | undefined;
}

/** Enough to see a working week and its weekend. */
const remembered = 8;

const mostKnown = 1_000;

/** As far back as jobs are listed. */
const longestLookMs = 30 * 86_400_000;

interface Entry {
  readonly schedule: Schedule | undefined;
  readonly clock: ZoneClock;
  /** What was asked of the schedule before, by the question: many resources ask the same. */
  readonly known: Map<string, readonly number[]>;
  /** Newest first: account-Regions were not all asked at the same time. */
  windows: readonly Window[];
}

/** The newest runs at any time from `from` up to, not including, `until`. Epoch ms. */
interface Window {
  readonly from: number;
  readonly until: number;
  readonly runs: readonly number[];
  /** Ms, between two of these runs and the next one. */
  readonly longestGap: number | undefined;
}

const mostWindows = 4;
const emptyWindow: Window = { from: 0, until: Number.POSITIVE_INFINITY, runs: [], longestGap: undefined };

export function createScheduleBook(): ScheduleBook {
  const entries = new Map<string, Entry>();
  const ofRule = new WeakMap<PlanRule, Entry>();
  const entryOf = (rule: PlanRule): Entry => {
    const known = ofRule.get(rule);
    if (known) return known;
    const entry = shared(rule);
    ofRule.set(rule, entry);
    return entry;
  };
  const shared = ({ schedule, timeZone, versionAt = 0 }: PlanRule): Entry => {
    // Only a rate counts from when its rule was made.
    const key = `${schedule}|${timeZone}|${/^\s*rate/i.test(schedule) ? versionAt : ''}`;
    const known = entries.get(key);
    if (known) return known;
    const read = createSchedule(schedule, { timeZone, anchor: versionAt });
    const entry: Entry = { schedule: read, clock: createZoneClock(timeZone), known: new Map(), windows: [] };
    entries.set(key, entry);
    return entry;
  };
  const windowAt = (rule: PlanRule, now: number): Window => {
    const entry = entryOf(rule);
    const known = entry.windows.find(({ from, until }) => now >= from && now < until);
    if (known || !entry.schedule) return known ?? emptyWindow;
    const made = windowOf(entry.schedule, now);
    entry.windows = [made, ...entry.windows.slice(0, mostWindows - 1)];
    return made;
  };
  const asked = (rule: PlanRule, question: string, answer: (schedule: Schedule) => readonly number[]) => {
    const { schedule, known } = entryOf(rule);
    const before = known.get(question);
    if (before || !schedule) return before ?? [];
    const runs = answer(schedule);
    if (known.size >= mostKnown) known.clear();
    known.set(question, runs);
    return runs;
  };
  return {
    recent: (rule, now) => windowAt(rule, now).runs,
    recentUntil: (rule, now) => windowAt(rule, now).until,
    between: (rule, from, to) =>
      asked(rule, `${from} ${to}`, (schedule) => schedule.previousRuns(Math.max(from, to - longestLookMs), to)),
    firstAfter: (rule, after) => entryOf(rule).schedule?.nextRuns(after, 1)[0],
    slack(rule, at) {
      const { clock } = entryOf(rule);
      return clock.isRepeat(at) ? undefined : clock.repeatsAfter(at);
    },
    coming(rule, now, ms) {
      const previewed = rule.preview.filter((at) => at >= now && at < now + ms);
      const reachesFar = (rule.preview.at(-1) ?? 0) >= now + ms;
      if (reachesFar) return previewed;
      return entryOf(rule).schedule?.previousRuns(now, now + ms) ?? previewed;
    },
    next(rule, now) {
      const { until } = windowAt(rule, now);
      return rule.preview.find((at) => at >= now) ?? (Number.isFinite(until) ? until : undefined);
    },
    longestGap: (rule, now) => windowAt(rule, now).longestGap,
  };
}

function windowOf(schedule: Schedule, now: number): Window {
  const runs = schedule.lastRuns(now + 1, remembered);
  const until = schedule.nextRuns(now, 1)[0] ?? Number.POSITIVE_INFINITY;
  return { from: runs.at(-1) ?? 0, until, runs, longestGap: longestGap(runs, until) };
}

function longestGap(runs: readonly number[], until: number): number | undefined {
  const all = Number.isFinite(until) ? [...runs, until] : runs;
  const gaps = all.slice(1).map((at, index) => at - (all[index] ?? at));
  return gaps.length === 0 ? undefined : Math.max(...gaps);
}
