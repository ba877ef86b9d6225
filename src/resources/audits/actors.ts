import { shortNames } from '../../domain/arn-names.ts';
import type { ActorEvents } from '../../domain/attention/lists/actor-events.ts';
import { riskRank, riskTone } from '../../domain/audits/audit-risk.ts';
import { actorWords } from '../../domain/audits/event-words.ts';
import { scopeKey } from '../../domain/scope.ts';
import { formatAge } from '../../lib/text/format.ts';
import { derived } from '../derived/derived.ts';
import { fieldsSection, scopeEntries, tableColumn, tableSection, timeText } from '../sections.ts';
import { touchedWays } from './touched.ts';

const worstRank = 3;
/** Later than any time, in epoch ms. */
const newestTime = 2 ** 42;

/** CloudTrail events, counted by actor and event name. */
export const actors = derived<ActorEvents>({
  id: 'actors',
  title: 'events of an actor',
  plural: 'actors',
  aliases: ['who', 'deeds'],
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
      title: 'ACTOR',
      width: 'grow',
      keep: 100,
      text: ({ actor }) => actorWords(actor),
      identity: ({ actor }) => actor,
    },
    { id: 'name', title: 'EVENT', width: 'grow', keep: 95, text: ({ name }) => name, identity: ({ name }) => name },
    {
      id: 'count',
      title: 'COUNT',
      width: 5,
      keep: 90,
      align: 'right',
      text: ({ count }) => `${count}`,
      sortBy: ({ count }) => count,
    },
    {
      id: 'denied',
      title: 'DENIED',
      width: 7,
      keep: 85,
      text: ({ denied }) => (denied ? 'denied' : ''),
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
    { id: 'targets', title: 'TARGETS', width: 'grow', keep: 70, text: ({ targets }) => shortNames(targets).join(', ') },
  ],
  sort: { column: 'risk', descending: false },
  label: ({ actor, name }) => `${actorWords(actor)}: ${name}`,
  copyText: ({ actor }) => actor || '-',
  detail: (row, _, now) => [
    fieldsSection('Events of an actor', [
      ['Actor', actorWords(row.actor)],
      ['Event', row.name],
      ['Count', `${row.count}`],
      ['Denied', row.denied ? 'yes' : undefined, 'warn'],
      ['Risk', row.risk, riskTone(row.risk)],
      ['Why', row.reason],
      ['First', timeText(row.firstAt, now)],
      ['Last', timeText(row.lastAt, now)],
      ['From', row.sourceIps.join(', ')],
      ...scopeEntries(row.scope),
    ]),
    tableSection('Targets', {
      columns: [tableColumn('TARGET', 70, (target: string) => target)],
      rows: row.targets.slice(0, 20),
      empty: 'The CloudTrail records name no target.',
    }),
  ],
  drillDowns: [
    {
      to: 'audits',
      title: 'its CloudTrail record',
      single: true,
      params: ({ records }) => ('id' in records ? records : undefined),
    },
    { to: 'audits', title: 'its CloudTrail records', params: ({ records }) => ('id' in records ? undefined : records) },
    ...touchedWays<ActorEvents>(({ newest }) => newest),
  ],
  enterDrillsDown: true,
});
