import type { RestoreTestingPlanForGet, RestoreTestingPlanForList } from '@aws-sdk/client-backup';
import { vaultNameOf } from '../../domain/arn.ts';
import type { RestoreTestingPlan } from '../../domain/plans/restore-testing.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import { tableOf } from '../../lib/text/table.ts';
import { testPlanActions } from '../actions/restore-tests/test-plan-actions.ts';
import { ageColumn, lastRunColumn } from '../common-columns.ts';
import { toDocument } from '../document.ts';
import { defined, epochOf, pageSize, wordsOf } from '../reading.ts';
import type { RequestContext, Resource } from '../resource.ts';
import { days, fieldsSection, hours, scopeEntries, timeText } from '../sections.ts';

export const restoreTestingPlans: Resource<RestoreTestingPlan> = {
  id: 'restore-testing-plans',
  title: 'restore testing plan',
  plural: 'restore testing plans',
  aliases: ['rtp', 'testing-plans', 'restore-tests'],
  cadence: 'settings',
  params: { name: 'one plan' },
  fields: ['name', 'arn', 'schedule', 'timezone', 'startWindowHours', 'createdAt', 'updatedAt', 'lastRunAt'],
  async *list(request) {
    const { name } = request.params;
    if (name === undefined) yield* listTestingPlans(request);
    else yield [await getTestingPlan(request, name)].flatMap((raw) => (raw ? [toRow(raw, request.scope)] : []));
  },
  key: ({ scope, name }) => `${scopeKey(scope)}/${name}`,
  stored: { volatile: ['lastRunAt'], memberOfParam: { name: 'name' } },
  columns: [
    { id: 'name', title: 'PLAN', width: 'grow', keep: 100, text: ({ name }) => name, identity: ({ name }) => name },
    lastRunColumn(({ lastRunAt }) => lastRunAt, { id: 'last-run', title: 'LAST RUN', width: 8, keep: 96 }),
    {
      id: 'schedule',
      title: 'SCHEDULE',
      width: 'grow',
      keep: 92,
      text: ({ schedule, timezone }) => [schedule, isUtc(timezone) ? undefined : timezone].filter(Boolean).join(' '),
    },
    {
      id: 'window',
      title: 'WINDOW',
      width: 6,
      keep: 70,
      align: 'right',
      text: ({ startWindowHours }) => (startWindowHours === undefined ? '' : `${startWindowHours}h`),
      sortBy: ({ startWindowHours }) => startWindowHours,
    },
    ageColumn(({ createdAt }) => createdAt, { keep: 80 }),
    ageColumn(({ updatedAt }) => updatedAt, { id: 'updated', title: 'CHANGED', width: 7, keep: 60 }),
  ],
  sort: { column: 'name', descending: false },
  label: ({ name }) => name,
  copyText: ({ arn }) => arn,
  describe: async (request, { name }) => toDocument(await getTestingPlan(request, name)),
  detail(row, document, now) {
    const picks = (document as RestoreTestingPlanForGet | undefined)?.RecoveryPointSelection;
    return [
      fieldsSection('Restore testing plan', [
        ['Name', row.name],
        ['Schedule', [row.schedule, row.timezone].filter(Boolean).join(' ')],
        ['Starts within', hours(row.startWindowHours)],
        ['Last run', timeText(row.lastRunAt, now) ?? 'never', row.lastRunAt === undefined ? 'warn' : 'plain'],
        ['Created', timeText(row.createdAt, now)],
        ['Changed', timeText(row.updatedAt, now)],
        ['ARN', row.arn],
        ...scopeEntries(row.scope),
      ]),
      fieldsSection('Recovery points', [
        ['Which', picks?.Algorithm && (algorithms[picks.Algorithm] ?? wordsOf(picks.Algorithm))],
        ['From the last', days(picks?.SelectionWindowDays)],
        ['Kinds', picks?.RecoveryPointTypes?.join(', ').toLowerCase()],
        ['From vaults', picks?.IncludeVaults?.map(vaultText).join(', ')],
        ['Exclude vaults', picks?.ExcludeVaults?.map(vaultText).join(', ')],
      ]),
    ].filter((section) => section.kind !== 'fields' || section.fields.length > 0);
  },
  drillDowns: [
    { to: 'restore-testing-selections', title: 'selections', params: ({ name }) => ({ planName: name }) },
    { to: 'restore-jobs', title: 'restore jobs', params: ({ arn }) => ({ testingPlanArn: arn }) },
  ],
  actions: testPlanActions,
};

const algorithms = tableOf<string>({
  LATEST_WITHIN_WINDOW: 'the newest',
  RANDOM_WITHIN_WINDOW: 'one at random',
});

const isUtc = (zone: string | undefined): boolean => zone === undefined || zone === 'UTC' || zone === 'Etc/UTC';
const vaultText = (arn: string): string => (arn === '*' ? 'all' : vaultNameOf(wordsOf(arn)) || (wordsOf(arn) ?? ''));

export async function* listTestingPlans(request: RequestContext): AsyncGenerator<RestoreTestingPlan[]> {
  for await (const page of request.pages('backup', 'ListRestoreTestingPlans', { MaxResults: pageSize })) {
    yield (page.RestoreTestingPlans ?? []).map((raw) => toRow(raw, request.scope));
  }
}

async function getTestingPlan(request: RequestContext, name: string): Promise<RestoreTestingPlanForGet | undefined> {
  return (await request.call('backup', 'GetRestoreTestingPlan', { RestoreTestingPlanName: name })).RestoreTestingPlan;
}

function toRow(raw: RestoreTestingPlanForList | RestoreTestingPlanForGet, scope: Scope): RestoreTestingPlan {
  return defined({
    scope,
    name: wordsOf(raw.RestoreTestingPlanName) ?? '',
    arn: wordsOf(raw.RestoreTestingPlanArn) ?? '',
    schedule: wordsOf(raw.ScheduleExpression) ?? '',
    timezone: wordsOf(raw.ScheduleExpressionTimezone),
    startWindowHours: raw.StartWindowHours,
    createdAt: epochOf(raw.CreationTime),
    updatedAt: epochOf(raw.LastUpdateTime),
    lastRunAt: epochOf(raw.LastExecutionTime),
  });
}
