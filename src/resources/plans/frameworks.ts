import type { DescribeFrameworkOutput, FrameworkControl, Framework as RawFramework } from '@aws-sdk/client-backup';
import { deploymentTone, type Framework } from '../../domain/plans/framework.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import { ageColumn } from '../common-columns.ts';
import { toDocument } from '../document.ts';
import { defined, epochOf, pageSize, wordsOf } from '../reading.ts';
import type { Column, RequestContext, Resource } from '../resource.ts';
import { fieldsSection, scopeEntries, tableColumn, tableSection, timeText } from '../sections.ts';

export const frameworks: Resource<Framework> = {
  id: 'frameworks',
  title: 'framework',
  plural: 'frameworks',
  aliases: ['fw', 'framework'],
  cadence: 'settings',
  params: { name: 'one framework' },
  fields: ['name', 'arn', 'description', 'controls', 'deployment', 'createdAt'],
  async *list(request) {
    const { name } = request.params;
    if (name !== undefined) yield [toDescribedRow(await describeFramework(request, name), request.scope)];
    else {
      for await (const page of request.pages('backup', 'ListFrameworks', { MaxResults: pageSize })) {
        yield (page.Frameworks ?? []).map((raw) => toRow(raw, request.scope));
      }
    }
  },
  key: ({ scope, name }) => `${scopeKey(scope)}/${name}`,
  stored: { memberOfParam: { name: 'name' } },
  columns: [
    {
      id: 'name',
      title: 'FRAMEWORK',
      width: 'grow',
      keep: 100,
      text: ({ name }) => name,
      identity: ({ name }) => name,
    },
    {
      id: 'controls',
      title: 'CONTROLS',
      width: 8,
      keep: 96,
      align: 'right',
      text: ({ controls }) => String(controls),
      sortBy: ({ controls }) => controls,
    },
    {
      id: 'deployment',
      title: 'SET UP',
      width: 18,
      keep: 95,
      text: ({ deployment }) => deployment,
      tone: ({ deployment }) => deploymentTone(deployment),
    },
    ageColumn(({ createdAt }) => createdAt, { keep: 80 }),
    { id: 'description', title: 'DESCRIPTION', width: 'grow', keep: 70, text: ({ description }) => description ?? '' },
  ],
  sort: { column: 'name', descending: false },
  label: ({ name }) => name,
  copyText: ({ arn }) => arn,
  describe: async (request, { name }) => toDocument(await describeFramework(request, name)),
  detail(row, document, now) {
    const raw = document as DescribeFrameworkOutput | undefined;
    return [
      fieldsSection('Framework', [
        ['Name', row.name],
        ['Description', row.description],
        ['Set up', row.deployment, deploymentTone(row.deployment)],
        ['Status', wordsOf(raw?.FrameworkStatus)],
        ['Created', timeText(row.createdAt, now)],
        ['ARN', row.arn],
        ...scopeEntries(row.scope),
      ]),
      ...(raw
        ? [
            tableSection('Controls', {
              columns: controlColumns,
              rows: raw.FrameworkControls ?? [],
              empty: 'No controls.',
            }),
          ]
        : []),
    ];
  },
  drillDowns: [],
};

const controlColumns: readonly Column<FrameworkControl>[] = [
  tableColumn('CONTROL', 44, ({ ControlName }: FrameworkControl) => ControlName),
  tableColumn('WITH', 40, ({ ControlInputParameters }) =>
    ControlInputParameters?.map(
      ({ ParameterName, ParameterValue }) => `${ParameterName ?? '?'}=${ParameterValue ?? '?'}`,
    ).join(', '),
  ),
  tableColumn('OF', 30, ({ ControlScope: scope }) =>
    [
      ...(scope?.ComplianceResourceTypes ?? []),
      ...(scope?.ComplianceResourceIds ?? []),
      ...Object.entries(scope?.Tags ?? {}).map(([key, value]) => `${key}=${value}`),
    ].join(', '),
  ),
];

const describeFramework = (request: RequestContext, name: string): Promise<DescribeFrameworkOutput> =>
  request.call('backup', 'DescribeFramework', { FrameworkName: name });

/** The described framework has no number of controls, but the controls themselves. */
const toDescribedRow = ({ FrameworkControls = [], ...raw }: DescribeFrameworkOutput, scope: Scope): Framework =>
  toRow({ ...raw, NumberOfControls: FrameworkControls.length }, scope);

function toRow(raw: RawFramework, scope: Scope): Framework {
  const name = wordsOf(raw.FrameworkName) ?? '';
  return defined({
    scope,
    name,
    arn: wordsOf(raw.FrameworkArn) ?? name,
    description: wordsOf(raw.FrameworkDescription),
    controls: raw.NumberOfControls ?? 0,
    deployment: wordsOf(raw.DeploymentStatus) ?? '',
    createdAt: epochOf(raw.CreationTime),
  });
}
