import { auditOverlapMs, auditWindowMs, mostSweptPages, overlapMs, trailHistoryMs } from '../../../config/polling.ts';
import { namesOfOtherSources, risks } from '../../../config/risks.ts';
import { shortName } from '../../domain/arn.ts';
import type { Audit } from '../../domain/audits/audit.ts';
import { riskTone } from '../../domain/audits/audit-risk.ts';
import { actorWords } from '../../domain/audits/event-words.ts';
import { scopeKey } from '../../domain/scope.ts';
import { bounds, lockChange } from '../../domain/vaults/lock-change.ts';
import { parseBag } from '../../lib/bag.ts';
import { sanitizeDeep } from '../../lib/text/text.ts';
import { epochOf } from '../reading.ts';
import type { RequestContext, Resource } from '../resource.ts';
import { fieldsSection, scopeEntries, timeText } from '../sections.ts';
import { auditColumns } from './audit-columns.ts';
import { withHistory } from './audit-history.ts';
import { eventSource, lookUp, rawPages, toRows } from './look-up-events.ts';
import { lifecycleEnd, touchedWays } from './touched.ts';

/** Newest first, without reading calls. */
export const audits: Resource<Audit> = {
  id: 'audits',
  title: 'audit',
  plural: 'audits',
  aliases: ['audit', 'a', 'trail'],
  cadence: 'audits',
  params: {
    id: 'one record',
    eventName: 'of one event name, such as DeleteRecoveryPoint',
    actor: 'with eventName: by one person or program',
    recoveryPointArn: 'of one recovery point that was changed or deleted',
  },
  paramsNeed: { actor: ['eventName'] },
  paramsDeciding: { id: [], recoveryPointArn: [] },
  fields: [
    'id',
    'name',
    'at',
    'actor',
    'actorArn',
    'sourceIp',
    'byService',
    'errorCode',
    'risk',
    'riskReason',
    'target',
    'lock',
    'lockBefore',
    'policy',
    'policyBefore',
    'touched.vaultName',
    'touched.recoveryPointArn',
    'touched.planId',
    'touched.resourceArn',
  ],
  list(request) {
    const { id, recoveryPointArn } = request.params;
    if (id !== undefined)
      return withVaultHistory(
        request,
        lookUp(request, { key: 'EventId', value: id, since: request.now - trailHistoryMs }),
      );
    if (recoveryPointArn !== undefined) return pointHistory(request, recoveryPointArn);
    return withVaultHistory(request, sweep(request, request.now - reachOf(request.params.eventName)));
  },
  changes(request, since) {
    const from = Math.max(request.now - auditWindowMs, since - (auditOverlapMs - overlapMs));
    return withVaultHistory(request, sweep(request, from));
  },
  isGone: ({ at }, now) => at < now - auditWindowMs,
  key: ({ scope, id }) => `${scopeKey(scope)}/${id}`,
  stored: {
    at: 'at',
    shared: ['actor', 'actorArn', 'sourceIp'],
    searched: ['id', 'name', 'actor', 'actorArn', 'sourceIp', 'errorCode', 'riskReason', 'target'],
    outlivesListing: true,
    listedMs: auditWindowMs,
    rememberedMs: trailHistoryMs,
    beforeEnd: { state: '', row: (audit) => audit },
  },
  columns: auditColumns,
  sort: { column: 'age', descending: true },
  label: ({ name, target }) => `${name} ${shortName(target)}`.trim(),
  copyText: ({ id }) => id,
  // The list already contains the whole record.
  describe: async (_ask, { record }) => sanitizeDeep(parseBag(record) ?? { unreadable: record }),
  detail(row, _document, now) {
    return [
      fieldsSection('Event', [
        ['Event', row.name],
        ['At', timeText(row.at, now)],
        ['On', row.target],
        ['How', row.byService && row.name === lifecycleEnd ? 'AWS Backup, at the end of the lifecycle' : undefined],
        ['Risk', row.risk === 'none' ? 'none' : `${row.risk}: ${row.riskReason ?? ''}`, riskTone(row.risk)],
        ['Lock', row.lock && lockChange(row.lockBefore, row.lock)],
        ['Lock before', row.lock ? undefined : row.lockBefore && `retention ${bounds(row.lockBefore)} days`],
        ['Refused', row.errorCode, 'warn'],
        ['Event id', row.id],
        ...scopeEntries(row.scope),
      ]),
      fieldsSection('Who', [
        ['Who', actorWords(row.actor)],
        ['ARN', row.actorArn],
        ['From', row.sourceIp],
      ]),
      fieldsSection('Touched', [
        ['Vault', row.touched.vaultName],
        ['Recovery point', row.touched.recoveryPointArn],
        ['Plan', row.touched.planId],
        ['Resource', row.touched.resourceArn],
        ['Backup job', row.touched.backupJobId],
        ['Copy job', row.touched.copyJobId],
        ['Restore job', row.touched.restoreJobId],
      ]),
    ];
  },
  drillDowns: [
    ...touchedWays<Audit>((row) => row),
    {
      to: 'audits',
      title: 'all events of this recovery point',
      params: ({ touched: { recoveryPointArn } }) => (recoveryPointArn ? { recoveryPointArn } : undefined),
    },
  ],
};

/**
 * A finding may be about an event of weeks ago, and leads here; frequent events are too many to be listed that far
 * back.
 */
function reachOf(eventName = ''): number {
  const risk = Object.hasOwn(risks, eventName) ? risks[eventName] : undefined;
  return risk && risk.level !== 'medium' && !risk.routine ? trailHistoryMs : auditWindowMs;
}

const withVaultHistory = (request: RequestContext, pages: AsyncGenerator<Audit[]>): AsyncGenerator<Audit[]> =>
  withHistory(pages, (name) => lookUp(request, { key: 'EventName', value: name, since: request.now - trailHistoryMs }));

/**
 * CloudTrail records the reading calls of this program too, and LookupEvents accepts a single filter and two calls a
 * second: the sweep over all events ends after some pages, and older events are requested by the names of risky events.
 */
async function* sweep(request: RequestContext, since: number): AsyncGenerator<Audit[]> {
  const { eventName, actor } = request.params;
  if (eventName !== undefined) {
    for await (const rows of lookUp(request, { key: 'EventName', value: eventName, since })) {
      yield rows.filter((row) => actor === undefined || row.actor === actor);
    }
    return;
  }
  for (const name of namesOfOtherSources) yield* lookUp(request, { key: 'EventName', value: name, since });
  let pages = 0;
  let oldest = request.now;
  for await (const events of rawPages(request, { key: 'EventSource', value: eventSource, since })) {
    yield toRows(events, request.scope);
    oldest = epochOf(events.at(-1)?.EventTime) ?? oldest;
    pages += 1;
    if (pages >= mostSweptPages) return yield* riskyBefore(request, since, oldest);
  }
}

async function* riskyBefore(request: RequestContext, since: number, until: number): AsyncGenerator<Audit[]> {
  for (const [name, { source }] of Object.entries(risks)) {
    if (source === undefined) yield* lookUp(request, { key: 'EventName', value: name, since, until });
  }
}

/** Events that end or change a recovery point, rare ones first: AWS Backup's own deletions fill many pages. */
const pointEvents = [
  'DeleteRecoveryPoint',
  'DisassociateRecoveryPoint',
  'DisassociateRecoveryPointFromParent',
  'UpdateRecoveryPointLifecycle',
  lifecycleEnd,
];

/**
 * Records name recovery points only in their text, so they are read event by event. The deletion by AWS Backup is the
 * last event of a recovery point.
 */
async function* pointHistory(request: RequestContext, arn: string): AsyncGenerator<Audit[]> {
  for (const name of pointEvents) {
    for await (const rows of lookUp(request, { key: 'EventName', value: name, since: request.now - trailHistoryMs })) {
      const found = rows.filter(({ touched }) => touched.recoveryPointArn === arn);
      yield found;
      if (name === lifecycleEnd && found.length > 0) return;
    }
  }
}
