import { severities, severityTone } from '../../domain/attention/findings/severity.ts';
import { troubledTone } from '../../domain/attention/findings/trouble.ts';
import { type Lane, type LaneCell, laneHours } from '../../domain/attention/lists/timeline.ts';
import { scopeKey } from '../../domain/scope.ts';
import type { Tone } from '../../domain/tone.ts';
import { formatDateTime } from '../../lib/text/format.ts';
import { fieldsSection, scopeEntries, tableColumn, tableSection } from '../sections.ts';
import { derived } from './derived.ts';

interface CellAppearance {
  readonly mark: string;
  readonly tone: Tone;
  readonly word: string;
}

const looks: Readonly<Record<LaneCell, CellAppearance>> = {
  none: { mark: '·', tone: 'muted', word: '' },
  done: { mark: '✔', tone: 'good', word: 'done' },
  running: { mark: '●', tone: 'busy', word: 'running' },
  waiting: { mark: '◌', tone: 'muted', word: 'waiting' },
  issues: { mark: '▲', tone: 'warn', word: 'completed with issues' },
  failed: { mark: '✖', tone: 'bad', word: 'failed or expired' },
  absent: { mark: '?', tone: 'bad', word: 'scheduled, but no job' },
};

const troubles: readonly LaneCell[] = ['failed', 'absent', 'issues'];

/** A mark for each cell. */
export const cellsText = (cells: readonly LaneCell[]): string => cells.map((cell) => looks[cell].mark).join('');

/** The worst state of the day; undefined if there is no bad one. */
const worst = ({ cells }: Lane): LaneCell | undefined => troubles.find((trouble) => cells.includes(trouble));

/** By the worst cell; good days with a finding come before good days without one. */
function rank(lane: Lane): number {
  const cell = worst(lane);
  if (cell) return troubles.indexOf(cell);
  return troubles.length + (lane.trouble ? severities.indexOf(lane.trouble.severity) : severities.length);
}

/** A day without runs has no text. */
const usual: readonly LaneCell[] = ['running', 'waiting', 'done'];

function laneTone(lane: Lane): Tone {
  const cell = worst(lane) ?? usual.findLast((one) => lane.cells.includes(one)) ?? 'none';
  return troubledTone(looks[cell].tone, lane.trouble);
}

/** The last 24 hours of each resource, a cell for each hour, the present hour last. */
export const timeline = derived<Lane>({
  id: 'timeline',
  title: 'timeline',
  plural: 'timelines',
  aliases: ['night', 'lanes'],
  fields: ['arn', 'name', 'type', 'startsAt', 'cells', 'trouble'],
  key: ({ scope, arn }) => `${scopeKey(scope)}/${arn}`,
  stored: { keyMember: 'arn', volatile: ['startsAt', 'cells'] },
  columns: [
    {
      id: 'lane',
      title: '24 HOURS UP TO NOW',
      width: laneHours + 2,
      keep: 100,
      text: ({ cells }) => cellsText(cells),
      pieces: ({ cells }) => cells.map((cell) => ({ text: looks[cell].mark, tone: looks[cell].tone })),
      sortBy: rank,
    },
    { id: 'name', title: 'RESOURCE', width: 'grow', keep: 100, text: ({ name }) => name, identity: ({ arn }) => arn },
    {
      id: 'state',
      title: 'WORST',
      width: 10,
      keep: 80,
      text: (lane) => worst(lane) ?? lane.trouble?.kind ?? '',
      sortBy: rank,
      tone: laneTone,
    },
    { id: 'type', title: 'TYPE', width: 10, keep: 60, text: ({ type }) => type, tone: () => 'muted' },
  ],
  sort: { column: 'lane', descending: false },
  label: ({ name }) => name,
  copyText: ({ arn }) => arn,
  detail: (row) => [
    fieldsSection('Timeline', [
      ['Resource', row.name],
      ['Type', row.type],
      ['ARN', row.arn],
      ['Needs attention', row.trouble?.kind, row.trouble && severityTone(row.trouble.severity)],
      ...scopeEntries(row.scope),
    ]),
    tableSection('Hours', { columns: hourColumns, rows: hoursOf(row), empty: 'No backup job in the last 24 hours.' }),
  ],
  drillDowns: [
    { to: 'backup-jobs', title: 'backup jobs', params: ({ arn }) => ({ resourceArn: arn }) },
    { to: 'protected-resources', title: 'resource', single: true, params: ({ arn }) => ({ arn }) },
  ],
  enterDrillsDown: true,
});

interface Hour {
  readonly at: number;
  readonly cell: LaneCell;
}

const hoursOf = ({ startsAt, cells }: Lane): Hour[] =>
  cells.map((cell, index) => ({ at: startsAt + index * 3_600_000, cell })).filter(({ cell }) => cell !== 'none');

const hourColumns = [
  tableColumn('FROM', 20, ({ at }: Hour) => formatDateTime(at)),
  tableColumn('WHAT', 26, ({ cell }: Hour) => looks[cell].word),
];
