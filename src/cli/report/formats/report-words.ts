// The words and tables of a report for people, shared by Markdown and HTML.
import { coverageWords } from '../../../domain/coverage/coverage-row.ts';
import type {
  MonthChange,
  MonthReport,
  MonthUnknown,
  ResourceMonth,
  UnknownReason,
} from '../../../domain/report/month-report.ts';
import { localTime } from '../../../domain/time-zones.ts';
import { formatDuration } from '../../../lib/text/format.ts';

export interface ReportTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** A sentence in place of a table without rows. */
  readonly ifEmpty: string;
}

/** '2026-10-31 05:00'; with the offset in a zone that has one. */
export function timeWords(at: number, zone: string): string {
  const { date, clock, offset } = localTime(at, zone);
  return `${date} ${clock.slice(0, 5)}${zone === 'UTC' ? '' : offset}`;
}

export const title = ({ month }: MonthReport): string => `AWS Backup: report of ${month}`;

/** The sentences under the title. */
export function introduction({ timeZone, from, to, until, madeAt }: MonthReport): string[] {
  const time = (at: number) => timeWords(at, timeZone);
  const part = until < to ? ` The report ends at ${time(until)}: the month is not over.` : '';
  return [
    `From ${time(from)} to ${time(to)}, time zone ${timeZone}.${part}`,
    `Created at ${time(madeAt)} from the store of vaultop, without a request to AWS.`,
  ];
}

export function summary({ totals }: MonthReport): ReportTable {
  const { runs, copies, coverage } = totals;
  const covered = Object.entries(coverage).map(([state, count]) => [
    `Coverage: ${state === 'not-evaluated' ? 'not evaluated' : coverageWords(state as never)}`,
    `${count}`,
  ]);
  return {
    title: 'Summary',
    columns: ['', 'Count'],
    ifEmpty: '',
    rows: [
      ['Resources', `${totals.resources}`],
      ['Scheduled runs', `${runs.scheduled}`],
      ['— met', `${runs.met}`],
      ['— late', `${runs.late}`],
      ['— failed', `${runs.failed}`],
      ['— missed', `${runs.missed}`],
      ['— not over yet', `${runs.open}`],
      ['— not known', `${runs.unknown}`],
      ['Completed with issues', `${totals.issues}`],
      ['Copies promised', `${copies.promised}`],
      ['— arrived', `${copies.arrived}`],
      ['— failed', `${copies.failed}`],
      ['— missing', `${copies.missing}`],
      ['— under way', `${copies.open}`],
      ['— not known', `${copies.unknown}`],
      ['Resources within their objective', `${totals.withinObjective}`],
      ['Resources that exceed their objective', `${totals.beyondObjective}`],
      ['Resources whose age is not known', `${totals.objectiveNotKnown}`],
      ['Resources without an objective', `${totals.withoutObjective}`],
      ['Resources without a recovery point', `${totals.withoutPoint}`],
      ['Resources with a successful restore', `${totals.withRestore}`],
      ...covered,
    ],
  };
}

export function causes({ totals, timeZone }: MonthReport): ReportTable {
  return {
    title: 'Causes of failed runs',
    columns: ['Cause', 'Runs', 'Last'],
    ifEmpty: 'No run failed.',
    rows: totals.causes.map(({ cause, count, lastAt }) => [cause, `${count}`, timeWords(lastAt, timeZone)]),
  };
}

export const resourceColumns = [
  'Resource',
  'Type',
  'Account',
  'Region',
  'Objective',
  'Longest gap',
  'Runs',
  'Met',
  'Late',
  'Failed',
  'Missed',
  'Open or not known',
  'Newest point',
  'Copies',
  'Restore',
  'Coverage',
  'Remarks',
];

export function resourceRow(one: ResourceMonth, zone: string): string[] {
  const { runs, newest, copies, restore, coverage } = one;
  const time = (at: number) => timeWords(at, zone);
  return [
    one.name,
    one.type,
    one.accountId,
    one.region,
    objectiveWords(one),
    gapWords(one),
    `${runs.scheduled}`,
    `${runs.met}`,
    `${runs.late}`,
    `${runs.failed}`,
    `${runs.missed}`,
    `${runs.open + runs.unknown}`,
    newest
      ? newest.isContinuous
        ? 'continuous'
        : `${time(newest.at)}${newest.basis === 'job' ? ' ¹' : ''}`
      : 'none known',
    copies.promised === 0 ? '' : `${copies.arrived} of ${copies.promised}`,
    restore ? `${time(restore.at)} ${restore.state}${restore.isTest ? ' (test)' : ''}` : 'none known',
    coverage ? coverageWords(coverage.state) : 'not evaluated',
    remarks(one),
  ];
}

function objectiveWords({ objective }: ResourceMonth): string {
  if (!objective) return 'none';
  return `${formatDuration(objective.everyMs)}${objective.basis === 'today' ? ' ²' : ''}`;
}

function gapWords({ longestGap, isWithinObjective }: ResourceMonth): string {
  if (!longestGap) return '';
  const verdict = isWithinObjective === undefined ? '' : isWithinObjective ? ' ✓' : ' ✗';
  return `${longestGap.isUnsure ? 'up to ' : ''}${formatDuration(longestGap.ms)}${verdict}`;
}

const reasons: Readonly<Record<UnknownReason, string>> = {
  'jobs-not-known': 'jobs of some runs are not known',
  'schedule-not-known': 'the schedule of some runs is not known',
  selection: 'maybe no longer selected',
  'state-not-known': 'the end of some jobs is not known',
};

function remarks({ failures, unknownBecause, copies, onDemand, issues }: ResourceMonth): string {
  const failed = copies.failed + copies.missing;
  return [
    ...failures.map(({ cause, count }) => `${count} × ${cause}`),
    ...unknownBecause.map((reason) => reasons[reason]),
    ...(failed > 0 ? [`${failed} copies failed or are missing`] : []),
    ...(issues > 0 ? [`${issues} with issues`] : []),
    ...(onDemand > 0 ? [`${onDemand} on demand`] : []),
  ].join('; ');
}

export const footnotes = [
  '¹ by a completed job; whether the recovery point still existed is not known.',
  "² today's value: the value of that month is not known, or it is an objective of the config file.",
  '✓ the longest gap is within the objective, ✗ it is not.',
];

export function changes({ changes: all, timeZone }: MonthReport): ReportTable {
  return {
    title: 'Changes of vault locks, and deletions',
    columns: ['Time', 'Account', 'Region', 'What', 'On', 'Who', 'Detail'],
    ifEmpty: 'No change or deletion is known.',
    rows: all.map((one) => [
      timeWords(one.at, timeZone),
      one.accountId,
      one.region,
      one.event ?? (one.kind === 'lock' ? 'lock changed' : 'deleted'),
      one.target,
      actorWords(one),
      [one.errorCode && `refused: ${one.errorCode}`, one.detail].filter(Boolean).join('; '),
    ]),
  };
}

const actorWords = ({ actor, actorArn }: MonthChange): string => actor ?? actorArn ?? 'not known';

const whys: Readonly<Record<MonthUnknown['why'], string>> = {
  never: 'never listed',
  'not-watched': 'not watched',
  pruned: 'removed from the history',
  refused: 'refused by AWS',
  schedule: 'earlier version of the plan not known',
};

/** Lists with the same gap are one row. */
export function unknowns({ unknown, timeZone }: MonthReport): ReportTable {
  const alike = Map.groupBy(unknown, ({ list: _, ...rest }) => JSON.stringify(rest));
  return {
    title: 'What is not known',
    columns: ['From', 'To', 'Account', 'Region', 'Lists', 'Why'],
    ifEmpty: 'All data of the report is known.',
    rows: [...alike.values()].flatMap((same) => {
      const [one] = same;
      if (!one) return [];
      const lists = same.map(({ list }) => list).join(', ');
      const why = [whys[one.why], one.detail].filter(Boolean).join(': ');
      return [[timeWords(one.from, timeZone), timeWords(one.to, timeZone), one.accountId, one.region, lists, why]];
    }),
  };
}

/** Times in which the program watched, joined over all lists of an account-Region. */
export function watchedTimes({ watched, timeZone }: MonthReport): ReportTable {
  const byTime = Map.groupBy(watched, ({ list: _, ...rest }) => JSON.stringify(rest));
  return {
    title: 'When the program ran',
    columns: ['From', 'To', 'Account', 'Region', 'Lists'],
    ifEmpty: 'The program did not run in this month: the report follows from what AWS listed later.',
    rows: [...byTime.values()].flatMap((same) => {
      const [one] = same;
      if (!one) return [];
      const lists = same.map(({ list }) => list).join(', ');
      return [[timeWords(one.from, timeZone), timeWords(one.to, timeZone), one.accountId, one.region, lists]];
    }),
  };
}
