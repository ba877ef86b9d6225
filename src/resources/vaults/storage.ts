import { scopeKey } from '../../domain/scope.ts';
import { sizeNote } from '../../domain/vaults/size.ts';
import type { Storage } from '../../domain/vaults/storage.ts';
import { formatAge, formatBytes } from '../../lib/text/format.ts';
import { derived } from '../derived/derived.ts';
import type { Column } from '../resource.ts';
import { fieldsSection, scopeEntries, timeText } from '../sections.ts';
import { costEntries, costRange, dollars } from './cost-text.ts';

interface Figure extends Pick<Column<Storage>, 'id' | 'title' | 'keep' | 'tone'> {
  readonly of: (row: Storage) => number;
}

const figure = ({ id, title, keep, of, tone = () => 'plain' }: Figure): Column<Storage> => ({
  id,
  title,
  width: Math.max(6, title.length),
  keep,
  align: 'right',
  text: (row) => (of(row) === 0 ? '-' : `${of(row)}`),
  sortBy: of,
  tone: (row, now) => (of(row) === 0 ? 'muted' : tone(row, now)),
});

const age = (title: string, keep: number, of: (row: Storage) => number | undefined): Column<Storage> => ({
  id: title.toLowerCase(),
  title,
  width: 6,
  keep,
  align: 'right',
  text: (row, now) => ageText(of(row), now),
  sortBy: of,
});

/** The recovery points in vaults, by type. */
export const storage = {
  ...derived<Storage>({
    id: 'storage',
    title: 'stored type',
    plural: 'storage',
    aliases: ['st', 'sizes'],
    fields: [
      'vaultName',
      'resourceType',
      'points',
      'nested',
      'sizeBytes',
      'sized',
      'oldestAt',
      'newestAt',
      'expired',
      'cold',
      'endless',
      'made',
      'madeBytes',
      'due',
      'since',
      'cost.leastDollars',
      'cost.mostDollars',
      'cost.priced',
      'cost.unpriced',
      'cost.expiredDollars',
    ],
    key: ({ scope, vaultName, resourceType }) => `${scopeKey(scope)}/${vaultName}/${resourceType}`,
    stored: {
      volatile: [
        'points',
        'nested',
        'sizeBytes',
        'sized',
        'oldestAt',
        'newestAt',
        'expired',
        'cold',
        'endless',
        'made',
        'madeBytes',
        'due',
        'since',
        'cost',
      ],
    },
    columns: [
      {
        id: 'vault',
        title: 'VAULT',
        width: 'grow',
        keep: 100,
        text: ({ vaultName }) => vaultName,
        identity: ({ vaultName }) => vaultName,
      },
      { id: 'type', title: 'TYPE', width: 10, keep: 98, text: ({ resourceType }) => resourceType },
      {
        id: 'points',
        title: 'POINTS',
        width: 7,
        keep: 100,
        align: 'right',
        text: ({ points, since }) => `${points}${since === undefined ? '' : '+'}`,
        sortBy: ({ points }) => points,
      },
      {
        id: 'size',
        title: 'SIZE',
        width: 8,
        keep: 96,
        align: 'right',
        text: (row) => sizeText(row),
        sortBy: ({ sizeBytes }) => sizeBytes,
        tone: ({ sizeBytes }) => (sizeBytes === undefined ? 'muted' : 'plain'),
      },
      {
        id: 'growth',
        title: '+7D -7D',
        width: 8,
        keep: 92,
        align: 'right',
        text: ({ made, due }) => `+${made} -${due}`,
        sortBy: ({ made, due }) => made - due,
        tone: ({ made, due }) => (made > due ? 'plain' : 'muted'),
      },
      figure({ id: 'expired', title: 'EXPIRED', keep: 94, of: ({ expired }) => expired, tone: () => 'bad' }),
      age('OLDEST', 85, ({ oldestAt }) => oldestAt),
      age('NEWEST', 80, ({ newestAt }) => newestAt),
      {
        id: 'cost',
        title: 'USD A MONTH',
        width: 13,
        keep: 82,
        align: 'right',
        text: ({ cost }) => (cost && costRange(cost)) ?? 'n/a',
        sortBy: ({ cost }) => cost?.mostDollars,
        tone: ({ cost }) => (cost && cost.unpriced === 0 ? 'plain' : 'muted'),
      },
      figure({
        id: 'unpriced',
        title: 'NO PRICE',
        keep: 81,
        of: ({ cost }) => cost?.unpriced ?? 0,
        tone: () => 'warn',
      }),
      {
        id: 'expiredCost',
        title: 'EXPIRED USD',
        width: 11,
        keep: 78,
        align: 'right',
        text: ({ cost }) => (cost?.expiredDollars === undefined ? '-' : dollars(cost.expiredDollars)),
        sortBy: ({ cost }) => cost?.expiredDollars,
        tone: ({ cost }) => (cost?.expiredDollars === undefined ? 'muted' : 'bad'),
      },
      figure({ id: 'cold', title: 'COLD', keep: 60, of: ({ cold }) => cold }),
      figure({ id: 'endless', title: 'NO END', keep: 70, of: ({ endless }) => endless }),
      figure({ id: 'nested', title: 'NESTED', keep: 40, of: ({ nested }) => nested }),
    ],
    sort: { column: 'points', descending: true },
    label: ({ vaultName, resourceType }) => `${vaultName} ${resourceType}`.trim(),
    copyText: ({ vaultName }) => vaultName,
    detail: (row, _, now) => [
      fieldsSection('Stored', [
        ['Vault', row.vaultName],
        ['Type', row.resourceType],
        ['Recovery points', `${row.points}`],
        ['Child recovery points', row.nested === 0 ? undefined : `${row.nested}`],
        [
          'Asked for',
          row.since === undefined
            ? undefined
            : `only recovery points newer than ${timeText(row.since, now)}: the vault has too many`,
          'warn',
        ],
        ['Size', sizeSentence(row)],
        ['Oldest', timeText(row.oldestAt, now)],
        ['Newest', timeText(row.newestAt, now)],
        ['Expired, not deleted', `${row.expired}`, row.expired > 0 ? 'bad' : undefined],
        ['In cold storage', `${row.cold}`],
        ['Without "delete after"', `${row.endless}`],
        ...scopeEntries(row.scope),
      ]),
      fieldsSection('Cost', costEntries(row.cost, row.since !== undefined)),
      fieldsSection('Growth', [
        ['Created in the last 7 days', cameText(row)],
        ['Deleted in the next 7 days', `${row.due}`],
        ['Net', `${row.made - row.due > 0 ? '+' : ''}${row.made - row.due} a week`],
      ]),
    ],
    drillDowns: [
      {
        to: 'recovery-points',
        title: 'recovery points',
        params: ({ vaultName, resourceType }) => (resourceType === '' ? { vaultName } : { vaultName, resourceType }),
      },
      {
        to: 'recovery-points',
        title: 'expired recovery points of the vault',
        params: ({ vaultName, expired }) => (expired > 0 ? { vaultName, status: 'EXPIRED' } : undefined),
      },
      { to: 'vaults', title: 'vault', single: true, params: ({ vaultName }) => ({ name: vaultName }) },
    ],
    enterDrillsDown: true,
  }),
  derivedFrom: ['vaults', 'recovery-points'],
} as const satisfies ReturnType<typeof derived<Storage>>;

const ageText = (at: number | undefined, now: number): string => (at === undefined ? '' : formatAge(now - at));

const sizeText = ({ sizeBytes }: Storage): string => (sizeBytes === undefined ? 'n/a' : formatBytes(sizeBytes));

/** For some types the sum of AWS's sizes is not the stored size. */
function sizeSentence(row: Storage): string {
  const note = sizeNote(row.resourceType);
  if (row.sizeBytes === undefined) return `n/a: AWS tells ${note ?? 'none for this type'}`;
  const of = row.sized < row.points + row.nested ? `, of the ${row.sized} recovery points whose size AWS returned` : '';
  return `${formatBytes(row.sizeBytes)}${of}${note ? `; ${note}` : ''}`;
}

const cameText = ({ made, madeBytes }: Storage): string =>
  madeBytes === undefined ? `${made}` : `${made}, ${formatBytes(madeBytes)}`;
