// Parses each schedule once: thousands of rules share a few schedules, and computing a run is slower than looking it
// up.
import type { PlanRule } from '../../plans/plan-rule.ts';
import { createSchedule, type Schedule } from '../../plans/schedule.ts';
import { createZoneClock, type ZoneClock } from '../../plans/zone-clock.ts';

export interface ScheduleBook {
  /** The newest runs up to `now`, oldest first; empty if the schedule cannot be parsed. */
  recent(rule: PlanRule, now: number): readonly number[];
  /** The runs of the next `ms` ms. AWS's own preview is used as far as it reaches. */
  coming(rule: PlanRule, now: number, ms: number): readonly number[];
  /** The runs in [`from`, `to`), oldest first; for long ranges only the last ones. */
  between(rule: PlanRule, from: number, to: number): readonly number[];
  /** The times in [`from`, `to`) at which runs would be if summer time had not skipped their local times. */
  skipped(rule: PlanRule, from: number, to: number): readonly number[];
  /** The first run after `after`. */
  firstAfter(rule: PlanRule, after: number): number | undefined;
  /**
   * Ms by which the run may come later: its local time occurs twice when clocks go back, and AWS does not document
   * which of both it uses. undefined: this is the second of both, at which no run is expected.
   */
  slack(rule: PlanRule, at: number): number | undefined;
  /** Epoch ms of the next run. */
  next(rule: PlanRule, now: number): number | undefined;
  /**
   * Epoch ms of the next run by the schedule itself: until then the newest runs stay the same. Infinity: there is no
   * next run.
   */
  recentUntil(rule: PlanRule, now: number): number;
  /** The longest time between two runs in ms; undefined with fewer than two runs. */
  longestGap(rule: PlanRule, now: number): number | undefined;
}

/** Enough runs to include a working week and its weekend. */
const remembered = 8;

const mostKnown = 1_000;

/** The time for which jobs are listed. */
const longestLookMs = 30 * 86_400_000;

interface Entry {
  readonly schedule: Schedule | undefined;
  readonly clock: ZoneClock;
  /** Results by arguments: many resources need the same ones. */
  readonly known: Map<string, readonly number[]>;
  /** Newest first: the requests for different account-Regions were sent at different times. */
  windows: readonly Window[];
}

/** The newest runs at any time in [`from`, `until`). Epoch ms. */
interface Window {
  readonly from: number;
  readonly until: number;
  readonly runs: readonly number[];
  /** Ms, over these runs and the next one. */
  readonly longestGap: number | undefined;
}

const mostWindows = 4;
const emptyWindow: Window = { from: 0, until: Number.POSITIVE_INFINITY, runs: [], longestGap: undefined };

/** The entry of a rule's schedule. */
function createEntries(): (rule: PlanRule) => Entry {
  const entries = new Map<string, Entry>();
  const ofRule = new WeakMap<PlanRule, Entry>();
  const shared = ({ schedule, timeZone, versionAt = 0 }: PlanRule): Entry => {
    // Only a rate depends on the time at which its rule was made.
    const key = `${schedule}|${timeZone}|${/^\s*rate/i.test(schedule) ? versionAt : ''}`;
    const known = entries.get(key);
    if (known) return known;
    const read = createSchedule(schedule, { timeZone, anchor: versionAt });
    const entry: Entry = { schedule: read, clock: createZoneClock(timeZone), known: new Map(), windows: [] };
    entries.set(key, entry);
    return entry;
  };
  return (rule) => {
    const known = ofRule.get(rule);
    if (known) return known;
    const entry = shared(rule);
    ofRule.set(rule, entry);
    return entry;
  };
}

export function createScheduleBook(): ScheduleBook {
  const entryOf = createEntries();
  const windowAt = (rule: PlanRule, now: number): Window => {
    const entry = entryOf(rule);
    const known = entry.windows.find(({ from, until }) => now >= from && now < until);
    if (known || !entry.schedule) return known ?? emptyWindow;
    const made = windowOf(entry.schedule, now);
    entry.windows = [made, ...entry.windows.slice(0, mostWindows - 1)];
    return made;
  };
  const requested = (rule: PlanRule, request: string, response: (schedule: Schedule) => readonly number[]) => {
    const { schedule, known } = entryOf(rule);
    const before = known.get(request);
    if (before || !schedule) return before ?? [];
    const runs = response(schedule);
    if (known.size >= mostKnown) known.clear();
    known.set(request, runs);
    return runs;
  };
  return {
    recent: (rule, now) => windowAt(rule, now).runs,
    recentUntil: (rule, now) => windowAt(rule, now).until,
    between: (rule, from, to) =>
      requested(rule, `${from} ${to}`, (schedule) => schedule.previousRuns(Math.max(from, to - longestLookMs), to)),
    skipped: (rule, from, to) => requested(rule, `skipped ${from} ${to}`, (schedule) => schedule.skippedRuns(from, to)),
    firstAfter: (rule, after) => requested(rule, `first ${after}`, (schedule) => schedule.nextRuns(after, 1))[0],
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
