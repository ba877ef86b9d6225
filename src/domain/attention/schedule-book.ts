// Schedules read once: thousands of rules share a few, and reckoning a run costs more than looking it up.
import type { PlanRule } from '../plan-rule.ts';
import { createSchedule, type Schedule } from '../schedule.ts';

export interface ScheduleBook {
  /** The newest runs up to `now`, oldest first; none of a schedule that cannot be read. */
  recent(rule: PlanRule, now: number): readonly number[];
  /** The runs of the next `ms` ms: AWS's own preview where it reaches that far. */
  coming(rule: PlanRule, now: number, ms: number): readonly number[];
  /** Epoch ms of the next run. */
  next(rule: PlanRule, now: number): number | undefined;
  /** Ms: the longest time between two runs. undefined with fewer than two of them. */
  longestGap(rule: PlanRule, now: number): number | undefined;
}

/** Enough to see a working week and its weekend. */
const remembered = 8;

interface Entry {
  readonly schedule: Schedule | undefined;
  runs: readonly number[];
  /** Epoch ms of the next run: until then `runs` stays true. */
  until: number;
  from: number;
  /** Ms, between two of these runs and the next one. */
  longestGap: number | undefined;
}

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
    const entry = { schedule: read, runs: [], until: 0, from: 0, longestGap: undefined };
    entries.set(key, entry);
    return entry;
  };
  const upToDate = (rule: PlanRule, now: number): Entry => {
    const entry = entryOf(rule);
    if (entry.schedule && (now >= entry.until || now < entry.from)) {
      entry.runs = entry.schedule.lastRuns(now + 1, remembered);
      entry.until = entry.schedule.nextRuns(now, 1)[0] ?? Number.POSITIVE_INFINITY;
      entry.from = entry.runs.at(-1) ?? 0;
      entry.longestGap = longestGap(entry);
    }
    return entry;
  };
  return {
    recent: (rule, now) => upToDate(rule, now).runs,
    coming(rule, now, ms) {
      const previewed = rule.preview.filter((at) => at >= now && at < now + ms);
      const reachesFar = (rule.preview.at(-1) ?? 0) >= now + ms;
      if (reachesFar) return previewed;
      return entryOf(rule).schedule?.previousRuns(now, now + ms) ?? previewed;
    },
    next(rule, now) {
      const { until } = upToDate(rule, now);
      return rule.preview.find((at) => at >= now) ?? (Number.isFinite(until) ? until : undefined);
    },
    longestGap: (rule, now) => upToDate(rule, now).longestGap,
  };
}

function longestGap({ runs, until }: Entry): number | undefined {
  const all = Number.isFinite(until) ? [...runs, until] : runs;
  const gaps = all.slice(1).map((at, index) => at - (all[index] ?? at));
  return gaps.length === 0 ? undefined : Math.max(...gaps);
}
