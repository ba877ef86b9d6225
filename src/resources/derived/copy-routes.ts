import { worseTone } from '../../domain/attention/findings/trouble.ts';
import { type CopyRoute, routeTone, type TroubledCopy } from '../../domain/attention/lists/copy-matrix.ts';
import { copyTone } from '../../domain/attention/lists/protection.ts';
import type { CopyState } from '../../domain/attention/points/promised-copies.ts';
import { scopeKey } from '../../domain/scope.ts';
import type { Tone } from '../../domain/tone.ts';
import { formatAge } from '../../lib/text/format.ts';
import type { Column } from '../resource.ts';
import { fieldsSection, scopeEntries, tableColumn, tableSection, timeText } from '../sections.ts';
import { derived } from './derived.ts';

interface RouteCount extends Pick<Column<CopyRoute>, 'id' | 'title' | 'keep'> {
  readonly of: (route: CopyRoute) => number;
  readonly tone?: (route: CopyRoute) => Tone;
}

const count = ({ id, title, keep, of, tone = () => 'plain' }: RouteCount): Column<CopyRoute> => ({
  id,
  title,
  width: Math.max(7, title.length),
  keep,
  align: 'right',
  text: (route) => (of(route) === 0 ? '-' : `${of(route)}`),
  sortBy: of,
  tone: (route) => (of(route) === 0 ? 'muted' : tone(route)),
});

/** The disaster-recovery matrix: copies between pairs of Regions. */
export const copyRoutes = derived<CopyRoute>({
  id: 'copy-routes',
  title: 'copy route',
  plural: 'copy routes',
  aliases: ['dr', 'matrix', 'routes'],
  fields: [
    'toRegion',
    'toAccount',
    'promised',
    'arrived',
    'underWay',
    'failed',
    'missing',
    'cannotCross',
    'worstDataAt',
    'worstName',
    'worstLagMs',
    'troubled',
  ],
  key: ({ scope, toRegion, toAccount = '' }) => `${scopeKey(scope)}/${toAccount}/${toRegion}`,
  stored: {
    volatile: [
      'promised',
      'arrived',
      'underWay',
      'failed',
      'missing',
      'cannotCross',
      'worstDataAt',
      'worstName',
      'worstLagMs',
      'troubled',
    ],
  },
  columns: [
    {
      id: 'state',
      title: 'TO',
      width: 16,
      keep: 100,
      text: ({ toRegion, toAccount }) => [toRegion, toAccount].filter(Boolean).join(' '),
      tone: routeTone,
    },
    {
      id: 'arrived',
      title: 'COPIED',
      width: 9,
      keep: 95,
      align: 'right',
      text: ({ arrived, promised }) => `${arrived} of ${promised}`,
      sortBy: ({ arrived, promised }) => arrived - promised,
      tone: ({ arrived, promised }) => (arrived === promised ? 'good' : 'plain'),
    },
    count({ id: 'under-way', title: 'RUNNING', keep: 60, of: ({ underWay }) => underWay, tone: () => 'busy' }),
    count({ id: 'failed', title: 'FAILED', keep: 80, of: ({ failed }) => failed, tone: () => 'bad' }),
    count({ id: 'missing', title: 'MISSING', keep: 80, of: ({ missing }) => missing, tone: () => 'bad' }),
    count({ id: 'cannot', title: 'CANNOT', keep: 50, of: ({ cannotCross }) => cannotCross, tone: () => 'warn' }),
    {
      id: 'worst',
      title: 'WORST AGE',
      width: 9,
      keep: 92,
      align: 'right',
      text: ({ worstDataAt }, now) => (worstDataAt === undefined ? 'none' : formatAge(now - worstDataAt)),
      sortBy: ({ worstDataAt }) => worstDataAt,
      tone: ({ troubled, worstDataAt }, now): Tone =>
        troubled
          .filter(({ dataAt }) => dataAt === worstDataAt)
          .map((copy) => copyTone(copy, now))
          .reduce(worseTone, 'plain'),
    },
    {
      id: 'which',
      title: 'WHICH',
      width: 'grow',
      keep: 94,
      text: ({ troubled }) => troubled.map(troubledText).join(', '),
      tone: routeTone,
    },
    { id: 'of', title: 'OF', width: 'grow', keep: 70, text: ({ worstName }) => worstName ?? '', tone: () => 'muted' },
  ],
  sort: { column: 'worst', descending: false },
  label: ({ scope, toRegion }) => `${scope.region} to ${toRegion}`,
  copyText: ({ scope, toRegion }) => `${scope.region} ${toRegion}`,
  detail: (row, _, now) => [
    fieldsSection('Copy route', [
      ['From', row.scope.region],
      ['To', row.toRegion],
      ['To account', row.toAccount],
      ['Expected', `${row.promised}`],
      ['There', `${row.arrived}`],
      ['In progress', `${row.underWay}`],
      ['Failed', `${row.failed}`, row.failed > 0 ? 'bad' : 'plain'],
      ['Missing', `${row.missing}`, row.missing > 0 ? 'bad' : 'plain'],
      ['Cannot cross', `${row.cannotCross}`],
      ['Oldest copied data', timeText(row.worstDataAt, now)],
      ['Its resource', row.worstName],
      ['Slowest copy', row.worstLagMs === undefined ? undefined : formatAge(row.worstLagMs)],
      ...scopeEntries(row.scope),
    ]),
    tableSection('Missing, failed or late copies', {
      columns: troubledColumns(now),
      rows: row.troubled,
      empty: 'All expected copies exist, and none was late.',
    }),
  ],
  drillDowns: [{ to: 'copy-jobs', title: 'copy jobs', params: () => ({}) }],
});

/** Here 'arrived' means a copy that is too old. */
const stateWords: Readonly<Record<CopyState, string>> = {
  arrived: 'too old',
  'under-way': 'under way',
  failed: 'failed',
  missing: 'missing',
  waiting: 'waiting',
  'cannot-cross': 'cannot be copied',
};

const troubledText = ({ name, state }: TroubledCopy): string => `${name} ${stateWords[state]}`;

const troubledColumns = (now: number) => [
  tableColumn('RESOURCE', 28, ({ name }: TroubledCopy) => name),
  tableColumn('STATE', 17, ({ state }: TroubledCopy) => stateWords[state]),
  tableColumn('NEWEST DATA', 12, ({ dataAt }: TroubledCopy) =>
    dataAt === undefined ? 'none' : `${formatAge(now - dataAt)} old`,
  ),
  tableColumn('VAULT', 30, ({ place }: TroubledCopy) => place),
];
