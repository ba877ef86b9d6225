// Resources in groups, and how many of each group are in each state. The rows are made by the screen and by
// `get coverage --totals`, by the same function.
import { type CoverageGroup, type CoverageGrouping, coverageGroups } from '../../domain/coverage/coverage-groups.ts';
import {
  type CoverageRow,
  type CoverageState,
  coverageStates,
  coverageTone,
  coverageWords,
  protectedStates,
  uncountedStates,
} from '../../domain/coverage/coverage-row.ts';
import { type CoverageTotals, coverageSentence } from '../../domain/coverage/coverage-totals.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import type { Column, Params, Resource } from '../resource.ts';
import { fieldsSection, tableColumn, tableSection } from '../sections.ts';
import { coverage } from './coverage.ts';

export interface CoverageGroupRow extends CoverageGroup {
  /** The first of its places. */
  readonly scope: Scope;
  readonly grouping: CoverageGrouping;
  /** The name for people. */
  readonly label: string;
}

/** `accounts`: names by id. */
export function coverageGroupRows(
  rows: readonly CoverageRow[],
  grouping: CoverageGrouping,
  accounts: ReadonlyMap<string, string>,
): CoverageGroupRow[] {
  return coverageGroups(rows, grouping).flatMap((group) => {
    const [scope] = group.places;
    return scope ? [{ ...group, scope, grouping, label: labelOf(group, grouping, accounts) }] : [];
  });
}

function labelOf(
  { name, note }: CoverageGroup,
  { by }: CoverageGrouping,
  accounts: ReadonlyMap<string, string>,
): string {
  if (note !== undefined) return note;
  if (by === 'account') return accounts.get(name) ?? name;
  return by === 'state' ? coverageWords(name as CoverageState) : name;
}

const titles: Readonly<Partial<Record<CoverageState, string>>> = {
  'in-no-plan': 'NO PLAN',
  'never-backed-up': 'NEVER',
  'opted-out': 'OPT OUT',
  'too-old': 'OLD',
  'only-on-demand': 'DEMAND',
  'not-known': 'UNKNOWN',
  waiting: 'WAITING',
};

const countIn = ({ others }: CoverageTotals, state: CoverageState): number =>
  others.find((one) => one.state === state)?.count ?? 0;

/** Where not every resource is known, none is no number, and a number is the least. */
function countText(count: number, { total, unknownRegions }: CoverageTotals): string {
  if (unknownRegions === 0) return `${count}`;
  return total === 0 ? '?' : `${count}+`;
}

const ofState = (state: CoverageState): Column<CoverageGroupRow>[] => {
  const title = titles[state];
  if (title === undefined) return [];
  return [
    {
      id: state,
      title,
      width: 7,
      keep: state === 'in-no-plan' || state === 'not-known' ? 98 : 85,
      align: 'right',
      measure: 'number',
      text: ({ totals }) => countText(countIn(totals, state), totals),
      sortBy: ({ totals }) => countIn(totals, state),
      tone: ({ totals }) => (countIn(totals, state) === 0 ? 'muted' : coverageTone({ state })),
    },
  ];
};

const number = (id: 'total' | 'protected', title: string): Column<CoverageGroupRow> => ({
  id,
  title,
  width: 9,
  keep: 97,
  align: 'right',
  measure: 'number',
  text: ({ totals }) => countText(totals[id], totals),
  sortBy: ({ totals }) => totals[id],
});

export const coverageGroupList: Resource<CoverageGroupRow> = {
  id: 'coverage-groups',
  title: 'group of resources',
  plural: 'coverage in groups',
  aliases: [],
  cadence: 'jobs',
  params: { by: 'type, account, region, state, or tag:KEY' },
  fields: ['name', 'note', 'label', 'totals', 'places'],
  derivedFrom: coverage.derivedFrom,
  spansPlaces: true,
  async *list() {},
  key: ({ scope, name, note = '' }) => `${scopeKey(scope)}/${note}/${name}`,
  columns: [
    { id: 'group', title: 'GROUP', width: 'grow', keep: 100, text: ({ label }) => label },
    number('total', 'RESOURCES'),
    number('protected', 'PROTECTED'),
    ...coverageStates.filter((state) => !protectedStates.has(state) && !uncountedStates.has(state)).flatMap(ofState),
  ],
  sort: { column: 'group', descending: false },
  label: ({ label }) => label,
  copyText: ({ label, totals }) => `${label}: ${coverageSentence(totals)}`,
  describe: async (_, row) => row,
  detail: ({ label, totals, places }) => [
    fieldsSection('Coverage', [
      ['Group', label],
      ['Resources', coverageSentence(totals)],
    ]),
    tableSection('Accounts and Regions', { columns: placeColumns, rows: places, empty: 'none' }),
  ],
  drillDowns: [
    {
      to: 'coverage',
      title: 'its resources',
      params: paramsOf,
      filter: filterOf,
      scopes: ({ places }) => places,
      spansAccounts: true,
    },
  ],
  enterDrillsDown: true,
};

const placeColumns = [
  tableColumn('ACCOUNT', 14, ({ accountId }: Scope) => accountId),
  tableColumn('REGION', 16, ({ region }: Scope) => region),
];

function paramsOf({ grouping: { by }, name, note }: CoverageGroupRow): Params {
  if (note === 'resources not known') return { kind: 'account-region' };
  return by === 'type' || by === 'state' ? { [by]: name } : {};
}

/** A tag is part of a text: only the list's filter finds it. */
function filterOf({ grouping, name, note }: CoverageGroupRow): string | undefined {
  if (grouping.by !== 'tag' || note === 'resources not known') return undefined;
  if (note === 'tags not known') return 'tags:"not known"';
  return note === undefined ? `tags:";${grouping.key}=${name};"` : `!tags:";${grouping.key}=" !tags:"not known"`;
}
