import type { UpcomingRun } from '../../domain/attention/runs/upcoming-runs.ts';
import { scopeKey } from '../../domain/scope.ts';
import { shortTime } from '../../domain/time-zones.ts';
import { formatAge, formatDateTime } from '../../lib/text/format.ts';
import { rulePromises } from '../plans/rule-sections.ts';
import { fieldsSection, scopeEntries } from '../sections.ts';
import { derived } from './derived.ts';

/** The scheduled runs of the next 24 hours. */
export const upcomingRuns = derived<UpcomingRun>({
  id: 'upcoming-runs',
  title: 'upcoming run',
  plural: 'upcoming runs',
  aliases: ['schedule', 'next'],
  fields: ['at', 'rule.planName', 'rule.name', 'rule.vaultName', 'rule.schedule', 'rule.timeZone', 'resources'],
  key: ({ scope, at, rule }) => `${scopeKey(scope)}/${rule.planId}/${rule.id}/${at}`,
  stored: { volatile: ['rule', 'resources'] },
  columns: [
    {
      id: 'in',
      title: 'IN',
      width: 6,
      keep: 100,
      align: 'right',
      text: ({ at }, now) => formatAge(at - now),
      sortBy: ({ at }) => at,
    },
    {
      id: 'at',
      title: 'AT',
      width: 6,
      keep: 95,
      text: ({ at }) => `${formatDateTime(at).slice(11, 16)}Z`,
      clock: { text: ({ at }, zone) => shortTime(at, zone).slice(6) },
      sortBy: ({ at }) => at,
    },
    {
      id: 'plan',
      title: 'PLAN',
      width: 'grow',
      keep: 100,
      text: ({ rule }) => rule.planName,
      identity: ({ rule }) => rule.planId,
    },
    {
      id: 'rule',
      title: 'RULE',
      width: 'grow',
      keep: 92,
      text: ({ rule }) => rule.name,
      identity: ({ rule }) => rule.id,
    },
    {
      id: 'resources',
      title: 'SELECTS',
      width: 7,
      keep: 85,
      align: 'right',
      text: ({ resources }) => (resources === 0 ? '-' : `${resources}`),
      sortBy: ({ resources }) => resources,
    },
    { id: 'vault', title: 'VAULT', width: 'grow', keep: 70, text: ({ rule }) => rule.vaultName },
    { id: 'schedule', title: 'SCHEDULE', width: 24, keep: 40, text: ({ rule }) => rule.schedule, tone: () => 'muted' },
  ],
  sort: { column: 'in', descending: false },
  label: ({ rule, at }) => `${rule.planName} at ${formatDateTime(at)}`,
  copyText: ({ rule }) => rule.planArn,
  detail: (row) => [
    fieldsSection('Upcoming run', [
      ['At', formatDateTime(row.at)],
      ['Plan', row.rule.planName],
      ['Rule', row.rule.name],
      ['Schedule', `${row.rule.schedule}, ${row.rule.timeZone}`],
      ['Resources', `${row.resources} known`],
      ...scopeEntries(row.scope),
    ]),
    ...rulePromises(row.rule),
  ],
  drillDowns: [
    { to: 'plans', title: 'plan', single: true, params: ({ rule }) => ({ id: rule.planId }) },
    { to: 'backup-jobs', title: 'backup jobs of the plan', params: ({ rule }) => ({ planId: rule.planId }) },
  ],
});
