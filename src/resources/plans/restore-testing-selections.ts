import type { RestoreTestingSelectionForGet, RestoreTestingSelectionForList } from '@aws-sdk/client-backup';
import type { RestoreTestingSelection } from '../../domain/plans/restore-testing.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import { testSelectionActions } from '../actions/restore-tests/test-selection-actions.ts';
import { ageColumn, roleColumn } from '../common-columns.ts';
import { toDocument } from '../document.ts';
import { eachPart } from '../parts.ts';
import { defined, epochOf, pageSize, wordsOf } from '../reading.ts';
import type { RequestContext, Resource } from '../resource.ts';
import { fieldsSection, hours, scopeEntries, timeText } from '../sections.ts';
import { listTestingPlans } from './restore-testing-plans.ts';

/** The selections of a restore testing plan: one resource type each. */
export const restoreTestingSelections: Resource<RestoreTestingSelection> = {
  id: 'restore-testing-selections',
  title: 'restore testing selection',
  plural: 'restore testing selections',
  aliases: ['rts', 'testing-selections'],
  cadence: 'settings',
  params: { planName: 'of one restore testing plan' },
  fields: ['name', 'planName', 'resourceType', 'roleArn', 'validationWindowHours', 'createdAt'],
  async *list(request) {
    const { planName } = request.params;
    if (planName !== undefined) return yield* listOfPlan(request, planName);
    yield* eachPart({
      list: () => listTestingPlans(request),
      key: ({ name }) => name,
      rows: ({ name }) => listOfPlan(request, name),
    });
  },
  key: ({ scope, planName, name }) => `${scopeKey(scope)}/${planName}/${name}`,
  stored: { memberOfParam: { planName: 'planName' } },
  columns: [
    {
      id: 'name',
      title: 'SELECTION',
      width: 'grow',
      keep: 100,
      text: ({ name }) => name,
      identity: ({ name }) => name,
    },
    { id: 'type', title: 'TYPE', width: 8, keep: 96, text: ({ resourceType }) => resourceType },
    {
      id: 'plan',
      title: 'PLAN',
      width: 'grow',
      keep: 95,
      text: ({ planName }) => planName,
      identity: ({ planName }) => planName,
    },
    {
      id: 'validation',
      title: 'VALIDATED',
      width: 10,
      keep: 85,
      text: ({ validationWindowHours }) => (validationWindowHours ? `in ${validationWindowHours}h` : ''),
      sortBy: ({ validationWindowHours }) => validationWindowHours,
    },
    ageColumn(({ createdAt }) => createdAt, { keep: 80 }),
    roleColumn(60),
  ],
  sort: { column: 'plan', descending: false },
  label: ({ name }) => name,
  copyText: ({ name }) => name,
  async describe(request, { planName, name }) {
    const input = { RestoreTestingPlanName: planName, RestoreTestingSelectionName: name };
    return toDocument((await request.call('backup', 'GetRestoreTestingSelection', input)).RestoreTestingSelection);
  },
  detail(row, document, now) {
    const raw = document as RestoreTestingSelectionForGet | undefined;
    const { StringEquals = [], StringNotEquals = [] } = raw?.ProtectedResourceConditions ?? {};
    return [
      fieldsSection('Restore testing selection', [
        ['Name', row.name],
        ['Plan', row.planName],
        ['Type', row.resourceType],
        ['Role', row.roleArn],
        ['Kept for validation', hours(row.validationWindowHours)],
        ['Created', timeText(row.createdAt, now)],
        ...scopeEntries(row.scope),
      ]),
      fieldsSection('Resources', [
        ...(raw?.ProtectedResourceArns ?? []).map((arn): [string, string] => [
          '',
          arn === '*' ? `all of type ${row.resourceType}` : arn,
        ]),
        ...StringEquals.map(({ Key, Value }): [string, string] => ['Tag', `${Key ?? '?'} = ${Value ?? '?'}`]),
        ...StringNotEquals.map(({ Key, Value }): [string, string] => ['Tag', `${Key ?? '?'} != ${Value ?? '?'}`]),
      ]),
      fieldsSection(
        'Restored with',
        Object.entries(raw?.RestoreMetadataOverrides ?? {}).map(([key, value]): [string, string] => [key, value]),
      ),
    ].filter((section) => section.kind !== 'fields' || section.fields.length > 0);
  },
  drillDowns: [
    {
      to: 'restore-testing-plans',
      title: 'restore testing plan',
      single: true,
      params: ({ planName }) => ({ name: planName }),
    },
  ],
  actions: testSelectionActions,
};

async function* listOfPlan(request: RequestContext, planName: string): AsyncGenerator<RestoreTestingSelection[]> {
  const input = { RestoreTestingPlanName: planName, MaxResults: pageSize };
  for await (const page of request.pages('backup', 'ListRestoreTestingSelections', input)) {
    yield (page.RestoreTestingSelections ?? []).map((raw) => toRow(raw, request.scope));
  }
}

function toRow(raw: RestoreTestingSelectionForList, scope: Scope): RestoreTestingSelection {
  return defined({
    scope,
    name: wordsOf(raw.RestoreTestingSelectionName) ?? '',
    planName: wordsOf(raw.RestoreTestingPlanName) ?? '',
    resourceType: wordsOf(raw.ProtectedResourceType) ?? '',
    roleArn: wordsOf(raw.IamRoleArn),
    createdAt: epochOf(raw.CreationTime),
    validationWindowHours: raw.ValidationWindowHours,
  });
}
