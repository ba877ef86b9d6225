// Joins findings of one cause into one row: forty resources whose backups fail because of one broken role, in any
// account-Regions.
import { defined } from '../../../lib/defined.ts';
import { memoryKey } from '../../alerts/memory-key.ts';
import { placeKey } from '../../scope.ts';
import { compareIds } from './attention-line.ts';
import type { Finding } from './finding.ts';
import { compareWeight } from './finding-kind.ts';
import { findingOf } from './finding-row.ts';
import type { LineGroup, LineRow } from './line-row.ts';
import { severities } from './severity.ts';
import { listed, listedFirst } from './words.ts';

/**
 * From this number on, findings of one cause in one account-Region are one line. Findings of one cause in several
 * account-Regions are always one line.
 */
const manyFrom = 4;
/** Two names are enough to identify the group. */
const namesSaid = 3;
const mostPlans = 20;

/**
 * Replaces rows of one cause by one row. A row may already stand for several findings: the groups are the same, whether
 * all rows are given at once, or the rows of each account-Region are grouped first and the results are grouped again.
 */
export const groupRows = (rows: readonly LineRow[]): readonly LineRow[] => groupedRows(rows).rows;

export interface GroupedRows {
  readonly rows: readonly LineRow[];
  /** By cause: the row of each group, and the rows that it replaces. */
  readonly groups: ReadonlyMap<string, RowGroup>;
}

interface RowGroup {
  readonly row: LineRow;
  readonly parts: readonly LineRow[];
}

/** `known`: the groups of an earlier evaluation; a group that replaces the same rows keeps its row. */
export function groupedRows(rows: readonly LineRow[], known?: GroupedRows['groups']): GroupedRows {
  const groups = new Map<string, RowGroup>();
  const causes = Map.groupBy(rows, (row) => (row.muted ? undefined : row.cause));
  const all = [...causes].flatMap(([cause, parts]) => {
    if (cause === undefined || !areMany(parts)) return parts;
    const before = known?.get(cause);
    const row = before && areSame(before.parts, parts) ? before.row : joined(cause, parts);
    groups.set(cause, { row, parts });
    return [row];
  });
  return { rows: all, groups };
}

const areSame = (one: readonly LineRow[], other: readonly LineRow[]): boolean =>
  one.length === other.length && one.every((row, index) => row === other[index]);

function areMany(parts: readonly LineRow[]): boolean {
  const size = parts.reduce((sum, { group }) => sum + (group?.size ?? 1), 0);
  return size >= manyFrom || new Set(parts.map(({ scope }) => placeKey(scope))).size > 1;
}

/** The rows of all account-Regions, with one row for each cause: the attention list shows these rows. */
export const lineRowsOfAll = (rows: readonly LineRow[]): LineRow[] =>
  groupRows(rows).map((row) => (row.group ? { ...row, group: { ...row.group, isOfAll: true } } : row));

/** Worst first, then in a fixed order that does not depend on the order of discovery. */
const compareParts = (one: LineRow, other: LineRow): number =>
  compareWeight(one, other) || compareIds(placeKey(one.scope), placeKey(other.scope)) || compareIds(one.id, other.id);

function joined(cause: string, unsorted: readonly LineRow[]): LineRow {
  const rows = unsorted.toSorted(compareParts);
  const [first] = rows as [LineRow, ...LineRow[]];
  const group = joinedGroup(rows.map(groupOf));
  const times = rows.flatMap(({ since }) => since ?? []);
  const { since: _, count: __, label: ___, resourceType, ...common } = first as LineRow & { readonly count?: number };
  const isOfOneType = rows.every((row) => row.resourceType === resourceType);
  return {
    ...(common as LineRow),
    id: `many/${cause}`,
    subject: subjectOf(group),
    severity: severities.find((level) => rows.some(({ severity }) => severity === level)) ?? first.severity,
    ...(times.length === 0 ? {} : { since: Math.min(...times) }),
    ...(isOfOneType && resourceType !== undefined ? { resourceType } : {}),
    group,
  };
}

/** A group with one finding. */
function groupOf(row: LineRow): LineGroup {
  if (row.group) return row.group;
  const { scope, kind, severity, subject, label = subject } = row;
  const finding = findingOf(row);
  const plan = 'run' in finding ? finding.run?.planName : undefined;
  return {
    size: 1,
    names: [label],
    accounts: [scope.accountId],
    regions: [scope.region],
    overdue: kind === 'point-age' ? 1 : 0,
    copies: kind === 'copy-failed' ? 1 : 0,
    events: eventsOf(finding),
    plans: plan === undefined ? [] : [plan],
    members: [{ key: memoryKey(finding), severity, ...defined({ count: finding.count }) }],
  };
}

/** The finding of a plan that did not run has the number of resources that the plan left out, if any. */
const eventsOf = ({ kind, count }: Finding): number => count ?? (kind === 'plan-missed' ? 0 : 1);

function joinedGroup(parts: readonly LineGroup[]): LineGroup {
  const sum = (member: 'size' | 'overdue' | 'copies' | 'events') =>
    parts.reduce((total, part) => total + part[member], 0);
  const distinct = (member: 'names' | 'plans' | 'accounts' | 'regions') => [
    ...new Set(parts.flatMap((part) => part[member])),
  ];
  return {
    size: sum('size'),
    overdue: sum('overdue'),
    copies: sum('copies'),
    events: sum('events'),
    names: distinct('names').slice(0, namesSaid + 1),
    plans: distinct('plans').toSorted().slice(0, mostPlans),
    accounts: distinct('accounts').toSorted(),
    regions: distinct('regions').toSorted(),
    members: parts.flatMap(({ members }) => members),
  };
}

/** A name that all members share is written once. */
const subjectOf = ({ names, size }: LineGroup): string =>
  names.length > namesSaid ? listedFirst({ first: names.slice(0, namesSaid), count: size }) : listed(names);
