// The totals of coverage for each type, account, Region, state, or value of a tag.
import { placeKey, type Scope } from '../scope.ts';
import type { CoverageRow, ResourceCoverage } from './coverage-row.ts';
import { type CoverageTotals, coverageTotals } from './coverage-totals.ts';

/** What resources are grouped by, besides the value of a tag. */
export const coverageGroupings = ['type', 'account', 'region', 'state'] as const;

export type CoverageGrouping =
  | { readonly by: (typeof coverageGroupings)[number] }
  | { readonly by: 'tag'; readonly key: string };

export interface CoverageGroup {
  /** The type, account id, Region, state or tag value; '' where `note` says why there is none. */
  readonly name: string;
  readonly note?: 'type not known' | 'without the tag' | 'tags not known' | 'resources not known';
  readonly totals: CoverageTotals;
  /** The account-Regions of its resources. */
  readonly places: readonly Scope[];
}

type GroupName = Pick<CoverageGroup, 'name' | 'note'>;

/** 'type', 'account', 'region', 'state', 'tag:team', or 'tag team'; undefined: none of them. */
export function readCoverageGrouping(text: string): CoverageGrouping | undefined {
  const by = coverageGroupings.find((name) => name === text);
  if (by) return { by };
  const [, key] = /^tag[: ]\s*(.*\S)\s*$/s.exec(text) ?? [];
  return key === undefined ? undefined : { by: 'tag', key };
}

/** 'type', 'tag:team'. */
export const groupingText = (grouping: CoverageGrouping): string =>
  grouping.by === 'tag' ? `tag:${grouping.key}` : grouping.by;

/** In the order of their names; each row is in one group. */
export function coverageGroups(rows: readonly CoverageRow[], grouping: CoverageGrouping): CoverageGroup[] {
  const groups = new Map<string, { readonly group: GroupName; readonly rows: CoverageRow[] }>();
  for (const row of rows) {
    const group = groupOf(row, grouping);
    const key = JSON.stringify([group.note ?? '', group.name]);
    const known = groups.get(key);
    if (known) known.rows.push(row);
    else groups.set(key, { group, rows: [row] });
  }
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([, { group, rows: members }]): CoverageGroup => ({
        ...group,
        totals: coverageTotals(members),
        places: [...new Map(members.map(({ scope }) => [placeKey(scope), scope])).values()],
      }),
    )
    .filter(({ totals }) => totals.total > 0 || totals.unknownRegions > 0);
}

function groupOf(row: CoverageRow, grouping: CoverageGrouping): GroupName {
  if (grouping.by === 'account') return { name: row.scope.accountId };
  if (grouping.by === 'region') return { name: row.scope.region };
  if (row.kind === 'account-region') return { name: '', note: 'resources not known' };
  if (grouping.by === 'state') return { name: row.state };
  if (grouping.by === 'tag') return ofTag(row, grouping.key);
  return row.type === '' ? { name: '', note: 'type not known' } : { name: row.type };
}

function ofTag({ tags }: ResourceCoverage, key: string): GroupName {
  if (!tags) return { name: '', note: 'tags not known' };
  const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
  return value === undefined ? { name: '', note: 'without the tag' } : { name: value };
}
