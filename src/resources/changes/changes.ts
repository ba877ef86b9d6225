// What changed: the versions in the store, told as changes. The rows are read by src/engine/changes.
import type { ChangeRow } from '../../domain/changes/change-row.ts';
import { linesOfMembers } from '../../domain/changes/member-changes.ts';
import { stateTone } from '../../domain/jobs/job-state.ts';
import { scopeKey } from '../../domain/scope.ts';
import { shortTime } from '../../domain/time-zones.ts';
import type { Tone } from '../../domain/tone.ts';
import { parseBag } from '../../lib/bag.ts';
import { formatDateTime, formatTime } from '../../lib/text/format.ts';
import { type DiffLine, lineDiff } from '../../lib/text/line-diff.ts';
import { ageColumn } from '../common-columns.ts';
import { toDocument } from '../document.ts';
import type { DetailSection, DrillDown, Resource } from '../resource.ts';
import type { ResourceId } from '../resource-id.ts';
import { fieldsSection, scopeEntries, tableColumn, tableSection, timeText } from '../sections.ts';
import { changedListIds, changedLists } from './changed-lists.ts';

const kindTones: Readonly<Record<ChangeRow['kind'], Tone>> = { new: 'good', changed: 'accent', gone: 'warn' };

export const changes: Resource<ChangeRow> = {
  id: 'changes',
  title: 'change',
  plural: 'changes',
  aliases: ['changed', 'diff'],
  cadence: 'jobs',
  params: {
    id: 'one change',
    list: 'of one list, such as vaults',
    key: 'with list: of one row of it, all its versions',
    rowTime: 'with key: a time of the row that never changes, in epoch ms, which makes the lookup faster',
  },
  paramsNeed: { key: ['list'], rowTime: ['key'] },
  fields: [
    'id',
    'at',
    'what',
    'kind',
    'name',
    'change',
    'members',
    'by',
    'event',
    'auditId',
    'seenAt',
    'unseenAt',
    'list',
    'key',
  ],
  derivedFrom: [],
  async *list() {},
  key: ({ scope, id }) => `${scopeKey(scope)}/${id}`,
  columns: [
    {
      id: 'time',
      title: 'TIME UTC',
      member: 'at',
      measure: 'age',
      width: 11,
      keep: 100,
      text: ({ at }) => formatTime(at, true),
      sortBy: ({ at }) => at,
      clock: { text: ({ at }, zone) => shortTime(at, zone) },
    },
    { id: 'what', title: 'WHAT', member: 'what', width: 11, keep: 95, text: ({ what }) => what, tone: () => 'muted' },
    { id: 'name', title: 'NAME', member: 'name', width: 'grow', keep: 100, text: ({ name }) => name },
    {
      id: 'change',
      title: 'CHANGE',
      member: 'change',
      width: 'grow',
      least: 24,
      keep: 100,
      text: ({ change }) => change,
      tone: changeTone,
    },
    { id: 'by', title: 'BY', member: 'by', width: 8, keep: 96, text: ({ by }) => by ?? '' },
    { id: 'kind', title: 'KIND', member: 'kind', width: 7, keep: 40, text: ({ kind }) => kind, tone: () => 'muted' },
    ageColumn(({ at }) => at, { keep: 30, member: 'at' }),
  ],
  sort: { column: 'time', descending: true },
  label: ({ what, name }) => `${what} ${name}`,
  copyText: ({ what, name, change, at }) => `${formatDateTime(at)} ${what} ${name}: ${change}`,
  exported: ({ row: _, rowAt: __, ...rest }) => rest as ChangeRow,
  describe: async (_, { row: _row, rowAt: _at, ...rest }) => toDocument(rest),
  detail: detailOf,
  drillDowns: [
    ...changedListIds.flatMap(toThing),
    { to: 'changes', title: 'before and after', single: true, params: ({ id }) => ({ id }) },
    {
      to: 'audits',
      title: 'the event',
      single: true,
      params: ({ auditId }) => (auditId ? { id: auditId } : undefined),
    },
    {
      to: 'changes',
      title: 'its versions',
      params: versionParams,
    },
  ],
  enterDrillsDown: true,
};

function versionParams({ list, key, rowAt }: ChangeRow) {
  if (list === 'audits') return undefined;
  return { list, key, ...(rowAt === undefined ? {} : { at: `${rowAt}` }) };
}

function changeTone({ kind, list, members }: ChangeRow): Tone {
  const [first] = members;
  const isState = members.length === 1 && first?.member === 'state' && first.after !== undefined;
  if (isState && list.endsWith('-jobs')) return stateTone(first.after ?? '');
  return kindTones[kind];
}

/** The thing itself; where AWS gives no single row, its list, narrowed to its name. */
function toThing(list: ResourceId): DrillDown<ChangeRow>[] {
  const isHere = (row: ChangeRow) => row.list === list && row.kind !== 'gone';
  const title = `in ${list.replaceAll('-', ' ')}`;
  const paramsOf = changedLists[list]?.params;
  if (paramsOf) {
    return [{ to: list, title, single: true, params: (row) => (isHere(row) ? paramsOf(row.row) : undefined) }];
  }
  return [{ to: list, title, params: (row) => (isHere(row) ? {} : undefined), filter: filterOf }];
}

/** The name of a rule or a selection follows that of its plan. */
function filterOf({ name }: ChangeRow): string {
  return (name.split(' / ').at(-1) ?? name).replaceAll('"', '');
}

function detailOf(row: ChangeRow, _: unknown, now: number): DetailSection[] {
  const { what, name, change, kind, at, seenAt, unseenAt, by, event, scope } = row;
  return [
    fieldsSection('Change', [
      ['What', what],
      ['Name', name],
      ['Change', change, kindTones[kind]],
      ['At', timeText(at, now)],
      ['Seen', at === seenAt ? undefined : timeText(seenAt, now)],
      ['Not there before', timeText(unseenAt, now)],
      ['By', by ?? 'not known: no CloudTrail event in the store matches'],
      ['Event', event],
      ...scopeEntries(scope),
    ]),
    tableSection('Before and after', { columns: lineColumns, rows: linesOf(row), empty: 'No member changed.' }),
  ];
}

const lineColumns = [
  tableColumn('', 2, ({ sign }: DiffLine) => sign),
  tableColumn('MEMBER', 'grow', ({ text }: DiffLine) => text),
];

/** A policy is compared line by line. */
const linesOf = ({ list, members }: ChangeRow): readonly DiffLine[] =>
  list === 'audits'
    ? members.flatMap(({ before, after }) => lineDiff(prettyText(before), prettyText(after)))
    : linesOfMembers(members);

const prettyText = (text = ''): string => JSON.stringify(parseBag(text), undefined, 2) ?? text;
