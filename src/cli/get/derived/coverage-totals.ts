// `get coverage --totals`: how many resources of each type, account, Region, state or tag value are protected.
import type { CoverageGrouping } from '../../../domain/coverage/coverage-groups.ts';
import type { CoverageRow } from '../../../domain/coverage/coverage-row.ts';
import { coverageSentence, coverageTotals } from '../../../domain/coverage/coverage-totals.ts';
import { jsonText } from '../../../lib/text/json-text.ts';
import { displayWidth, pad, sanitize } from '../../../lib/text/text.ts';
import {
  type CoverageGroupRow,
  coverageGroupList,
  coverageGroupRows,
} from '../../../resources/derived/coverage-groups.ts';
import { sortRows } from '../../../runtime/lists/list-of-rows.ts';
import type { GetArguments, GetFormat } from '../arguments.ts';
import { csvLine } from '../csv.ts';

export interface TotalsOptions extends Pick<GetArguments, 'sort' | 'limit'> {
  readonly grouping: CoverageGrouping;
  readonly format: GetFormat;
  readonly headers: boolean;
  /** Names of accounts by id. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Ids of all accounts that were to be judged: one without rows is not known. */
  readonly organizationAccounts: readonly string[];
  /** Epoch ms of AWS's clock. */
  readonly now: number;
}

const members = ['group', 'note', 'total', 'protected', 'unknownRegions', 'others'] as const;

/** For programs, one record for each group; for people, one line for each, and one for all. */
export function totalsText(rows: readonly CoverageRow[], options: TotalsOptions): string {
  const { format, headers } = options;
  const groups = groupsOf(rows, options);
  if (format === 'table' || format === 'wide') return tableText(groups, rows, options);
  const records = groups.map(toRecord);
  if (format === 'json') return `${jsonText(records, 2)}\n`;
  if (format === 'jsonl') return records.map((record) => `${jsonText(record)}\n`).join('');
  const lines = records.map((record) => csvLine(members.map((member) => record[member])));
  return [...(headers ? [csvLine(members)] : []), ...lines].join('');
}

/** By name, unless the order is said. */
function groupsOf(rows: readonly CoverageRow[], { grouping, accounts, now, sort, limit }: TotalsOptions) {
  const groups = coverageGroupRows(rows, grouping, accounts);
  if (!sort) return groups.slice(0, limit);
  const keyed = groups.map((group): [string, CoverageGroupRow] => [coverageGroupList.key(group), group]);
  const from = { resource: coverageGroupList, sort, now: () => now, accounts: () => accounts };
  return sortRows(keyed, from)
    .slice(0, limit)
    .map(([, group]) => group);
}

function toRecord({ name, note, totals }: CoverageGroupRow) {
  const { others, ...counts } = totals;
  return {
    group: name,
    ...(note ? { note } : {}),
    ...counts,
    others: Object.fromEntries(others.map(({ state, count }) => [state, count])),
  } as Readonly<Record<(typeof members)[number], string | number | object | undefined>>;
}

function tableText(
  groups: readonly CoverageGroupRow[],
  rows: readonly CoverageRow[],
  { organizationAccounts }: TotalsOptions,
): string {
  const lines = [
    ...groups.map(({ label, totals }) => [sanitize(label), coverageSentence(totals)] as const),
    ['all', coverageSentence(coverageTotals(rows, organizationAccounts))] as const,
  ];
  const width = Math.max(...lines.map(([name]) => displayWidth(name)));
  return lines.map(([name, sentence]) => `${pad(name, width)}  ${sentence}\n`).join('');
}
