// `get coverage --totals`: how many resources of each type, account, Region, state or tag value are protected.
import { type CoverageGroup, type CoverageGrouping, coverageGroups } from '../../domain/coverage/coverage-groups.ts';
import type { CoverageRow } from '../../domain/coverage/coverage-row.ts';
import { coverageSentence, coverageTotals } from '../../domain/coverage/coverage-totals.ts';
import { jsonText } from '../../lib/text/json-text.ts';
import { displayWidth, pad, sanitize } from '../../lib/text/text.ts';
import type { GetFormat } from './arguments.ts';
import { csvLine } from './csv.ts';

export interface TotalsOptions {
  readonly grouping: CoverageGrouping;
  readonly format: GetFormat;
  readonly headers: boolean;
  /** Names of accounts by id. */
  readonly accounts: ReadonlyMap<string, string>;
  /** Ids of all accounts that were to be judged: one without rows is not known. */
  readonly organizationAccounts: readonly string[];
}

const members = ['group', 'note', 'total', 'protected', 'unknownRegions', 'others'] as const;

/** For programs, one record for each group; for people, one line for each, and one for all. */
export function totalsText(rows: readonly CoverageRow[], options: TotalsOptions): string {
  const { grouping, format, headers } = options;
  const groups = coverageGroups(rows, grouping);
  if (format === 'table' || format === 'wide') return tableText(groups, rows, options);
  const records = groups.map(toRecord);
  if (format === 'json') return `${jsonText(records, 2)}\n`;
  if (format === 'jsonl') return records.map((record) => `${jsonText(record)}\n`).join('');
  const lines = records.map((record) => csvLine(members.map((member) => record[member])));
  return [...(headers ? [csvLine(members)] : []), ...lines].join('');
}

function toRecord({ name, note, totals }: CoverageGroup) {
  const { others, ...counts } = totals;
  return {
    group: name,
    ...(note ? { note } : {}),
    ...counts,
    others: Object.fromEntries(others.map(({ state, count }) => [state, count])),
  } as Readonly<Record<(typeof members)[number], string | number | object | undefined>>;
}

function tableText(
  groups: readonly CoverageGroup[],
  rows: readonly CoverageRow[],
  { grouping, accounts, organizationAccounts }: TotalsOptions,
): string {
  const nameOf = ({ name, note }: CoverageGroup) =>
    sanitize(note ?? (grouping.by === 'account' ? (accounts.get(name) ?? name) : name));
  const lines = [
    ...groups.map((group) => [nameOf(group), coverageSentence(group.totals)] as const),
    ['all', coverageSentence(coverageTotals(rows, organizationAccounts))] as const,
  ];
  const width = Math.max(...lines.map(([name]) => displayWidth(name)));
  return lines.map(([name, sentence]) => `${pad(name, width)}  ${sentence}\n`).join('');
}
