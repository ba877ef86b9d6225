import { shortNames } from '../../domain/arn-names.ts';
import type { Deeds } from '../../domain/attention/deeds.ts';
import { riskRank, riskTone } from '../../domain/audits/audit-risk.ts';
import { actorWords } from '../../domain/audits/event-words.ts';
import { scopeKey } from '../../domain/scope.ts';
import { formatAge } from '../../lib/text/format.ts';
import { derived } from '../derived/derived.ts';
import { fieldsSection, scopeEntries, tableColumn, tableSection, timeText } from '../sections.ts';
import { touchedWays } from './touched.ts';

const worstRank = 3;
/** Later than any time. */
const newestTime = 2 ** 42;

/** Audits by who and what. */
export const deeds = derived<Deeds>({
  id: 'deeds',
  title: 'deed',
  plural: 'deeds',
  aliases: ['who', 'actors'],
  fields: [
    'actor',
    'name',
    'denied',
    'risk',
    'reason',
    'count',
    'firstAt',
    'lastAt',
    'targets',
    'sourceIps',
    'newest.touched',
    'records',
  ],
  key: ({ scope, actor, name, denied }) => `${scopeKey(scope)}/${actor}/${name}/${denied}`,
  stored: {
    volatile: ['risk', 'reason', 'count', 'firstAt', 'lastAt', 'targets', 'sourceIps', 'newest', 'records'],
  },
  columns: [
    {
      id: 'risk',
      title: 'RISK',
      width: 8,
      keep: 100,
      text: ({ risk }) => (risk === 'none' ? '' : risk),
      sortBy: ({ risk, lastAt }) => (worstRank - riskRank(risk)) * newestTime + (newestTime - lastAt),
      filterMember: 'risk',
      tone: ({ risk }) => riskTone(risk),
    },
    {
      id: 'actor',
      title: 'WHO',
      width: 'grow',
      keep: 100,
      text: ({ actor }) => actorWords(actor),
      identity: ({ actor }) => actor,
    },
    { id: 'name', title: 'DID', width: 'grow', keep: 95, text: ({ name }) => name, identity: ({ name }) => name },
    {
      id: 'count',
      title: 'TIMES',
      width: 5,
      keep: 90,
      align: 'right',
      text: ({ count }) => `${count}`,
      sortBy: ({ count }) => count,
    },
    {
      id: 'denied',
      title: 'REFUSED',
      width: 7,
      keep: 85,
      text: ({ denied }) => (denied ? 'refused' : ''),
      tone: () => 'warn',
    },
    {
      id: 'last',
      title: 'LAST',
      width: 6,
      keep: 88,
      align: 'right',
      text: ({ lastAt }, now) => formatAge(now - lastAt),
      sortBy: ({ lastAt }) => lastAt,
    },
    { id: 'targets', title: 'TO', width: 'grow', keep: 70, text: ({ targets }) => shortNames(targets).join(', ') },
  ],
  sort: { column: 'risk', descending: false },
  label: ({ actor, name }) => `${actorWords(actor)}: ${name}`,
  copyText: ({ actor }) => actor || '-',
  detail: (row, _, now) => [
    fieldsSection('Deed', [
      ['Who', actorWords(row.actor)],
      ['Did', row.name],
      ['Times', `${row.count}`],
      ['Refused', row.denied ? 'yes' : undefined, 'warn'],
      ['Risk', row.risk, riskTone(row.risk)],
      ['Why', row.reason],
      ['First', timeText(row.firstAt, now)],
      ['Last', timeText(row.lastAt, now)],
      ['From', row.sourceIps.join(', ')],
      ...scopeEntries(row.scope),
    ]),
    tableSection(
      'Done to',
      [tableColumn('WHAT', 70, (target: string) => target)],
      row.targets.slice(0, 20),
      'It names nothing.',
    ),
  ],
  drillDowns: [
    {
      to: 'audits',
      title: 'the record',
      single: true,
      params: ({ records }) => ('id' in records ? records : undefined),
    },
    { to: 'audits', title: 'its records', params: ({ records }) => ('id' in records ? undefined : records) },
    ...touchedWays<Deeds>(({ newest }) => newest),
  ],
  enterDrillsDown: true,
});
