// The detail of a scheduled run.
import {
  type RunResource,
  type RunResourceState,
  type RunState,
  type ScheduledRun,
  spanOf,
} from '../../domain/attention/lists/scheduled-run.ts';
import type { Tone } from '../../domain/tone.ts';
import { formatAge, formatDuration } from '../../lib/text/format.ts';
import type { DetailSection } from '../resource.ts';
import { type Entry, fieldsSection, scopeEntries, tableColumn, tableSection, timeText } from '../sections.ts';

export const runTones: Readonly<Record<RunState, Tone>> = {
  failed: 'bad',
  absent: 'bad',
  late: 'warn',
  unknown: 'warn',
  running: 'busy',
  waiting: 'busy',
  issues: 'warn',
  done: 'good',
  none: 'muted',
};

const words: Readonly<Record<RunState, string>> = {
  failed: 'some of its jobs failed, expired or were stopped',
  absent: 'resources without a job, although the start window is over',
  late: 'resources without a job so far; the start window is still open',
  unknown: 'not known: the backup jobs have not been listed since',
  running: 'running',
  waiting: 'waiting for its first job',
  issues: 'done, with issues',
  done: 'done',
  none: 'no resource expected, and none backed up',
};

/** A run that takes more than this factor of its usual duration is marked. */
const slowFactor = 1.5;
const slowMs = 10 * 60_000;

export const isSlow = (row: ScheduledRun, now: number): boolean => {
  const { usualMs } = row;
  const span = spanSoFar(row, now);
  return usualMs !== undefined && span !== undefined && span > Math.max(usualMs * slowFactor, usualMs + slowMs);
};

/** Ms, up to now while the run is in progress. */
export const spanSoFar = (row: ScheduledRun, now: number): number | undefined =>
  spanOf(row) ?? (row.firstStartAt === undefined ? undefined : Math.max(0, now - row.firstStartAt));

export const runSections = (row: ScheduledRun, now: number): DetailSection[] => [
  fieldsSection('Scheduled run', [
    ['Run of', timeText(row.at, now)],
    ['State', words[row.state], runTones[row.state]],
    ['Plan', row.planName],
    ['Rule', row.ruleName],
    ...scopeEntries(row.scope),
  ]),
  fieldsSection('Resources', resourceEntries(row)),
  fieldsSection('Time', timeEntries(row, now)),
  fieldsSection('Not known', unknownEntries(row)),
  troubledSection(row),
];

function resourceEntries(row: ScheduledRun): Entry[] {
  const known = (value: number | undefined) => (value === undefined ? 'not known' : `${value}`);
  const { issues = 0, failed = 0, absent = 0, away = 0 } = row;
  return [
    ['Expected', `${row.isAtLeast ? 'at least ' : ''}${known(row.expected)}`],
    ['Done', known(row.done)],
    ['Done with issues', known(row.issues), issues > 0 ? 'warn' : undefined],
    ['Failed', known(row.failed), failed > 0 ? 'bad' : undefined],
    ['Running', known(row.running)],
    ['Waiting for a job', known(row.waiting)],
    ['No job', known(row.absent), absent > 0 ? 'bad' : undefined],
    ['No longer selected, or skipped', away > 0 ? `${away}` : undefined, 'warn'],
  ];
}

function timeEntries(row: ScheduledRun, now: number): Entry[] {
  const { usualMs, usualOf, lastEndAt, firstStartAt } = row;
  const span = spanSoFar(row, now);
  const usual = usualMs === undefined ? 'not known: fewer than 3 earlier runs' : formatDuration(usualMs);
  return [
    ['First start', timeText(firstStartAt, now)],
    ['Last end', timeText(lastEndAt, now)],
    ['Took', span === undefined ? undefined : formatAge(span), isSlow(row, now) ? 'warn' : undefined],
    ['Usually takes', usualOf === undefined ? usual : `${usual}, the median of ${usualOf} runs`],
  ];
}

function unknownEntries({ basis, clockChange, isAtLeast }: ScheduledRun): Entry[] {
  return [
    ['Expected', basis === 'jobs' ? 'only the jobs: the rule was changed or deleted after this run' : undefined],
    ['Resource assignments', isAtLeast ? 'not read: the run may have had more resources' : undefined, 'warn'],
    ['Daylight saving time', clockChange && clockWords[clockChange]],
  ];
}

const clockWords = {
  skipped: 'the clock change skips the local time of this run; AWS does not document whether the rule runs',
  repeated: 'the local time of this run occurs twice; AWS does not document at which of the two the rule runs',
} as const;

const resourceWords: Readonly<Record<RunResourceState, string>> = {
  done: 'done',
  issues: 'done, with issues',
  failed: 'failed',
  running: 'running',
  waiting: 'waiting',
  late: 'no job yet',
  absent: 'no job in the start window',
  away: 'no longer selected, or skipped',
};

function troubledSection({ troubled, troubledCount }: ScheduledRun): DetailSection {
  const more = troubledCount - troubled.length;
  const title = more > 0 ? `Not done, and ${more} more` : 'Not done';
  return tableSection(title, { columns: troubledColumns, rows: troubled, empty: 'All resources are backed up.' });
}

const troubledColumns = [
  tableColumn('RESOURCE', 32, ({ name }: RunResource) => name),
  tableColumn('STATE', 30, ({ state }: RunResource) => resourceWords[state]),
  tableColumn('JOB', 'grow', ({ jobId, jobState }: RunResource) => [jobState, jobId].filter(Boolean).join(' ')),
];
