// Findings of one cause as one row: forty resources that one broken role keeps from being backed up, in whichever account-Regions.
import { memoryKey } from '../../alerts/memory-key.ts';
import { placeKey } from '../../scope.ts';
import { compareIds } from './attention-line.ts';
import type { Finding } from './finding.ts';
import { compareWeight } from './finding-kind.ts';
import { findingOf } from './finding-row.ts';
import type { LineGroup, LineRow } from './line-row.ts';
import { severities } from './severity.ts';
import { listed, listedFirst } from './words.ts';

/** From so many on, findings of one cause in one account-Region are one line; where they are in several, they always are. */
const manyFrom = 4;
/** More names are not needed to say which they are, and that there are more. */
const namesSaid = 3;
const mostPlans = 20;

/**
 * The rows with those of one cause as one row. A row may stand for several findings already: whether all rows are given at once,
 * or first those of each account-Region and then what became of them, the groups are the same.
 */
export function groupRows(rows: readonly LineRow[]): LineRow[] {
  const causes = Map.groupBy(rows, (row) => (row.muted ? undefined : row.cause));
  return [...causes].flatMap(([cause, parts]) => {
    return cause !== undefined && areMany(parts) ? [joined(cause, parts)] : parts;
  });
}

function areMany(parts: readonly LineRow[]): boolean {
  const size = parts.reduce((sum, { group }) => sum + (group?.size ?? 1), 0);
  return size >= manyFrom || new Set(parts.map(({ scope }) => placeKey(scope))).size > 1;
}

/** The rows of all account-Regions with those of one cause as one row: whoever reads the attention list reads these. */
export const lineRowsOfAll = (rows: readonly LineRow[]): LineRow[] =>
  groupRows(rows).map((row) => (row.group ? { ...row, group: { ...row.group, isOfAll: true } } : row));

/** The worst first, then in an order of their own, whatever was found first. */
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

/** One finding by itself is a group of one. */
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
    members: [{ key: memoryKey(finding), severity }],
  };
}

/** A plan that did not run says how many resources it left out, where it left any out. */
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

/** Names that all members have are said once. */
const subjectOf = ({ names, size }: LineGroup): string =>
  names.length > namesSaid ? listedFirst({ first: names.slice(0, namesSaid), count: size }) : listed(names);
