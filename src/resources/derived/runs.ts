import { runStates, type ScheduledRun, spanOf } from '../../domain/attention/lists/scheduled-run.ts';
import { earlyMs } from '../../domain/attention/runs/coverage.ts';
import { scopeKey } from '../../domain/scope.ts';
import { shortTime } from '../../domain/time-zones.ts';
import type { Tone } from '../../domain/tone.ts';
import { formatDateTime, formatDuration, formatTime } from '../../lib/text/format.ts';
import type { Column, Params } from '../resource.ts';
import { derived } from './derived.ts';
import { isSlow, runSections, runTones, spanSoFar } from './run-sections.ts';

type CountId = 'done' | 'issues' | 'failed' | 'running' | 'absent';

interface CountOptions {
  readonly id: CountId;
  readonly title: string;
  readonly keep: number;
  readonly tone: Tone;
}

const count = ({ id, title, keep, tone }: CountOptions): Column<ScheduledRun> => ({
  id,
  title,
  width: title.length,
  keep,
  align: 'right',
  measure: 'number',
  text: (row) => countText(row[id]),
  sortBy: (row) => row[id],
  member: id,
  tone: (row) => (row[id] === 0 ? 'muted' : row[id] === undefined ? 'warn' : tone),
});

/** An unknown count is never shown as 0. */
const countText = (value: number | undefined): string => (value === undefined ? '?' : `${value}`);

const expectedText = ({ expected, isAtLeast }: ScheduledRun): string =>
  `${countText(expected)}${expected !== undefined && isAtLeast ? '+' : ''}`;

/** The scheduled runs of the last days. */
export const runs = derived<ScheduledRun>({
  id: 'runs',
  title: 'scheduled run',
  plural: 'scheduled runs',
  aliases: ['last-night', 'run'],
  fields: [
    'at',
    'nextRunAt',
    'state',
    'planName',
    'planId',
    'planArn',
    'ruleName',
    'ruleId',
    'basis',
    'expected',
    'isAtLeast',
    'done',
    'issues',
    'failed',
    'running',
    'waiting',
    'absent',
    'away',
    'firstStartAt',
    'lastEndAt',
    'usualMs',
    'usualOf',
    'troubled',
    'troubledCount',
    'clockChange',
  ],
  key: ({ scope, at, planId, ruleId }) => `${scopeKey(scope)}/${planId}/${ruleId}/${at}`,
  stored: {
    at: 'at',
    state: ({ state }) => state,
    volatile: [
      'nextRunAt',
      'expected',
      'isAtLeast',
      'done',
      'issues',
      'failed',
      'running',
      'waiting',
      'absent',
      'away',
      'firstStartAt',
      'lastEndAt',
      'usualMs',
      'usualOf',
      'troubled',
      'troubledCount',
    ],
  },
  columns: [
    {
      id: 'state',
      title: 'STATE',
      width: 7,
      keep: 100,
      filterMember: 'state',
      sortBy: ({ state }) => runStates.indexOf(state),
      text: ({ state }) => state,
      tone: ({ state }) => runTones[state],
    },
    {
      id: 'at',
      title: 'RUN UTC',
      width: 11,
      keep: 99,
      member: 'at',
      measure: 'age',
      text: ({ at }) => formatTime(at, true),
      clock: { text: ({ at }, zone) => shortTime(at, zone) },
      sortBy: ({ at }) => at,
    },
    {
      id: 'plan',
      title: 'PLAN',
      width: 'grow',
      keep: 100,
      member: 'planName',
      text: ({ planName }) => planName,
      identity: ({ planId }) => planId,
    },
    {
      id: 'rule',
      title: 'RULE',
      width: 'grow',
      keep: 70,
      member: 'ruleName',
      text: ({ ruleName }) => ruleName,
      identity: ({ ruleId }) => ruleId,
    },
    {
      id: 'expected',
      title: 'EXPECT',
      width: 6,
      keep: 96,
      align: 'right',
      measure: 'number',
      member: 'expected',
      text: expectedText,
      sortBy: ({ expected }) => expected,
      tone: ({ expected }) => (expected === undefined ? 'muted' : 'plain'),
    },
    count({ id: 'done', title: 'DONE', keep: 98, tone: 'good' }),
    count({ id: 'issues', title: 'ISSUES', keep: 85, tone: 'warn' }),
    count({ id: 'failed', title: 'FAIL', keep: 97, tone: 'bad' }),
    count({ id: 'running', title: 'RUNNING', keep: 86, tone: 'busy' }),
    count({ id: 'absent', title: 'NO JOB', keep: 95, tone: 'bad' }),
    {
      id: 'took',
      title: 'TOOK',
      width: 6,
      keep: 80,
      align: 'right',
      measure: 'duration',
      text: (row, now) => durationText(spanSoFar(row, now)),
      sortBy: spanOf,
      tone: (row, now) => (isSlow(row, now) ? 'warn' : row.lastEndAt === undefined ? 'busy' : 'plain'),
    },
    {
      id: 'usual',
      title: 'USUAL',
      width: 6,
      keep: 75,
      align: 'right',
      measure: 'duration',
      member: 'usualMs',
      text: ({ usualMs }) => durationText(usualMs),
      sortBy: ({ usualMs }) => usualMs,
      tone: () => 'muted',
    },
  ],
  sort: { column: 'at', descending: true },
  label: ({ planName, ruleName, at }) => `${planName} / ${ruleName} of ${formatDateTime(at)}`,
  copyText: ({ planArn, planId }) => planArn ?? planId,
  detail: (row, _, now) => runSections(row, now),
  drillDowns: [
    { to: 'backup-jobs', title: 'its backup jobs', params: jobsOf },
    { to: 'plans', title: 'plan', single: true, params: ({ planId }) => (planId === '' ? undefined : { id: planId }) },
    {
      to: 'backup-jobs',
      title: 'backup jobs of the plan',
      params: ({ planId }) => (planId === '' ? undefined : { planId }),
    },
  ],
  enterDrillsDown: true,
});

const durationText = (ms: number | undefined): string => (ms === undefined ? '' : formatDuration(ms));

/** For a run that is not the newest, until the next one. */
function jobsOf({ ruleId, at, nextRunAt, basis }: ScheduledRun): Params {
  const until = nextRunAt !== undefined && basis === 'schedule' ? nextRunAt - earlyMs : nextRunAt;
  const createdUntil = until === undefined ? {} : { createdUntil: `${until}` };
  return { ruleId, createdFrom: `${at - earlyMs}`, ...createdUntil };
}
