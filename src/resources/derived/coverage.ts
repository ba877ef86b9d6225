import {
  type CoverageRow,
  type CoveringSelection,
  coverageStates,
  coverageTone,
  coverageWords,
  type RegionCoverage,
  type ResourceCoverage,
} from '../../domain/coverage/coverage-row.ts';
import { coverageReasonWords, selectionReasonWords } from '../../domain/coverage/coverage-sentence.ts';
import { scopeKey } from '../../domain/scope.ts';
import { formatAge } from '../../lib/text/format.ts';
import { coverageActions } from '../actions/plans/coverage-actions.ts';
import { ofResource } from '../drill-downs.ts';
import type { DetailSection, DrillDown } from '../resource.ts';
import { fieldsSection, scopeEntries, tableColumn, tableSection, timeText } from '../sections.ts';
import { attentionSources, derived } from './derived.ts';

/** The row for programs. */
export interface ExportedCoverage {
  readonly kind: CoverageRow['kind'];
  readonly state: CoverageRow['state'];
  readonly name: string;
  readonly type: string;
  readonly arn?: string;
  /** The reason, as a sentence. */
  readonly reason: string;
  readonly plans: readonly string[];
  readonly newestAt?: number;
  readonly continuous?: true;
  readonly promisedMs?: number;
  readonly tags?: Readonly<Record<string, string>>;
  readonly inventory?: string;
  readonly selections: readonly CoveringSelection[];
  readonly missingTypes: readonly string[];
}

const isOfResource = (row: CoverageRow): row is ResourceCoverage => row.kind === 'resource';

const reasonOf = (row: CoverageRow): string => (isOfResource(row) ? coverageReasonWords(row) : regionText(row));

function regionText({ gaps, missingTypes }: RegionCoverage): string {
  const missing = missingTypes.length === 0 ? [] : [`types not evaluated: ${missingTypes.join(', ')}`];
  return [...gaps, ...missing].join('; ');
}

const plansOf = (row: CoverageRow): readonly string[] =>
  isOfResource(row)
    ? [...new Set(row.selections.flatMap(({ taken, planName }) => (taken === 'yes' ? planName : [])))]
    : [];

/** 'nightly by-tag: tag env=prod' for each resource assignment; with a question mark where it is not known. */
function selectedBy(row: CoverageRow): string {
  if (!isOfResource(row)) return '';
  return row.selections
    .map((one) => `${one.planName} ${one.selectionName}: ${selectionReasonWords(one)}${one.taken === 'yes' ? '' : '?'}`)
    .join('; ');
}

function newestText(row: CoverageRow, now: number): string {
  if (!isOfResource(row)) return '';
  if (row.continuous) return 'live';
  return row.newestAt === undefined ? '-' : formatAge(now - row.newestAt);
}

/** The coverage of every resource: one row for each, worst first. */
export const coverage = {
  ...derived<CoverageRow, ExportedCoverage>({
    id: 'coverage',
    title: 'coverage',
    plural: 'coverage of resources',
    aliases: ['cov', 'uncovered'],
    params: {
      state: 'in one state, such as in-no-plan',
      selectionId: 'that one resource assignment selects or may select',
      planId: 'that one plan selects or may select',
      type: 'of one type, such as EBS',
      kind: 'resource, or account-region',
    },
    fields: [
      'kind',
      'state',
      'arn',
      'name',
      'type',
      'reason',
      'plans',
      'newestAt',
      'continuous',
      'promisedMs',
      'tags',
      'inventory',
      'selections',
      'missingTypes',
    ],
    key: (row) => `${scopeKey(row.scope)}/${isOfResource(row) ? row.arn : 'account-region'}`,
    stored: {
      state: ({ state }) => state,
      subject: (row) => (isOfResource(row) ? row.arn : undefined),
      memberOfParam: { state: 'state', type: 'type', kind: 'kind' },
      entryOfParam: {
        selectionId: { list: 'selections', member: 'selectionId' },
        planId: { list: 'selections', member: 'planId' },
      },
      volatile: ['newestAt', 'promisedMs'],
      words: (row) => `${coverageWords(row.state)} ${reasonOf(row)}`,
    },
    columns: [
      {
        id: 'status',
        title: 'STATE',
        width: 15,
        keep: 100,
        text: ({ state }) => coverageWords(state),
        sortBy: ({ state }) => coverageStates.indexOf(state),
        filterMember: 'state',
        tone: coverageTone,
      },
      {
        id: 'name',
        title: 'RESOURCE',
        width: 'grow',
        keep: 100,
        text: (row) => row.name,
        identity: (row) => (isOfResource(row) ? row.arn : undefined),
      },
      { id: 'type', title: 'TYPE', member: 'type', width: 9, keep: 95, text: ({ type }) => type },
      { id: 'newest', title: 'NEWEST', width: 6, keep: 90, align: 'right', text: newestText, sortBy: newestAt },
      { id: 'plans', title: 'PLANS', width: 24, keep: 80, text: (row) => plansOf(row).join(', ') },
      { id: 'selected-by', title: 'SELECTED BY', width: 'grow', keep: 78, text: selectedBy, tone: () => 'muted' },
      {
        id: 'tags',
        title: 'TAGS',
        width: 'grow',
        keep: 30,
        text: (row) => tagTexts(row).join(' '),
        sortText: (row) => `;${tagTexts(row).join(';')};`,
        tone: () => 'muted',
      },
      { id: 'reason', title: 'WHY', width: 'grow', keep: 92, text: reasonOf, tone: () => 'muted' },
    ],
    sort: { column: 'status', descending: false },
    label: ({ name, state }) => `${name}: ${coverageWords(state)}`,
    copyText: (row) => (isOfResource(row) ? row.arn : row.name),
    exported,
    detail: (row, _, now) => (isOfResource(row) ? resourceSections(row, now) : regionSections(row)),
    drillDowns: [
      ...ofResource.map(
        ({ to, title, params }): DrillDown<CoverageRow> => ({
          to,
          title,
          params: (row) => (isOfResource(row) && row.type !== '' ? params(row) : undefined),
        }),
      ),
      {
        to: 'plans',
        title: 'plan',
        single: true,
        params: (row) => (isOfResource(row) && row.selections[0] ? { id: row.selections[0].planId } : undefined),
      },
      { to: 'inventory', title: 'inventory', params: (row) => (isOfResource(row) ? undefined : {}) },
    ],
    actions: coverageActions,
  }),
  derivedFrom: [...attentionSources.filter((id) => !['audits', 'restore-testing-plans'].includes(id)), 'inventory'],
} as const satisfies ReturnType<typeof derived<CoverageRow, ExportedCoverage>>;

/** An account-Region has no tags. */
function tagTexts(row: CoverageRow): string[] {
  if (!isOfResource(row)) return [];
  return row.tags ? Object.entries(row.tags).map(([key, value]) => `${key}=${value}`) : ['not known'];
}

function newestAt(row: CoverageRow): number | undefined {
  return isOfResource(row) ? row.newestAt : undefined;
}

function exported(row: CoverageRow): ExportedCoverage & { readonly scope: CoverageRow['scope'] } {
  const { scope, kind, state, name, type, inventory } = row;
  const common = {
    scope,
    kind,
    state,
    name,
    type,
    reason: reasonOf(row),
    plans: plansOf(row),
    ...(inventory ? { inventory } : {}),
  };
  if (!isOfResource(row)) return { ...common, selections: [], missingTypes: row.missingTypes };
  const { why: _, ...rest } = row;
  return { ...rest, ...common, missingTypes: [] };
}

function resourceSections(row: ResourceCoverage, now: number): DetailSection[] {
  return [
    fieldsSection('Coverage', [
      ['State', coverageWords(row.state), coverageTone(row)],
      ['Why', reasonOf(row)],
      ['Resource', row.name],
      ['Type', row.type === '' ? 'not known' : row.type],
      ['ARN', row.arn],
      ['Newest data', row.continuous ? 'continuous: minutes ago' : (timeText(row.newestAt, now) ?? 'none')],
      ['Inventory', row.inventory],
      ...scopeEntries(row.scope),
    ]),
    tableSection('Resource assignments', {
      columns: selectionColumns,
      rows: row.selections,
      empty: 'No resource assignment selects it.',
    }),
    fieldsSection('Tags', tagEntries(row)),
  ];
}

const selectionColumns = [
  tableColumn('PLAN', 24, ({ planName }: CoveringSelection) => planName),
  tableColumn('ASSIGNMENT', 20, ({ selectionName }: CoveringSelection) => selectionName),
  tableColumn('SELECTS', 8, ({ taken }: CoveringSelection) => (taken === 'yes' ? 'yes' : 'unknown')),
  tableColumn('WHY', 40, (selection: CoveringSelection) => selectionReasonWords(selection)),
];

function tagEntries({ tags }: ResourceCoverage): (readonly [string, string])[] {
  if (!tags) return [['', 'not known']];
  const entries = Object.entries(tags);
  return entries.length === 0 ? [['', 'none']] : entries;
}

function regionSections(row: RegionCoverage): DetailSection[] {
  return [
    fieldsSection('Account and Region', [
      ['Inventory', row.inventory ?? 'not read', row.inventory ? undefined : 'warn'],
      ...row.gaps.map((gap) => ['Not known', gap, 'warn'] as const),
      ['Cannot judge', row.missingTypes.join(', ') || undefined],
      ...scopeEntries(row.scope),
    ]),
  ];
}
