import type { Event, LookupEventsRequest } from '@aws-sdk/client-cloudtrail';
import { auditOverlapMs, auditWindowMs, mostSweptPages, overlapMs } from '../../config/polling.ts';
import { risks } from '../../config/risks.ts';
import { shortName } from '../domain/arn.ts';
import type { Audit, Touched } from '../domain/audit.ts';
import { isDenied, riskRank, riskTone } from '../domain/audit-risk.ts';
import { type Scope, scopeKey } from '../domain/scope.ts';
import { parseBag } from '../lib/bag.ts';
import { formatAge, formatTime } from '../lib/format.ts';
import { sanitize, sanitizeDeep } from '../lib/text.ts';
import { readRecord } from './audit-record.ts';
import { defined, epochOf, wordsOf } from './reading.ts';
import type { Ask, DrillDown, Params, Resource } from './resource.ts';
import { fieldsSection, scopeEntries, timeText } from './sections.ts';

const eventSource = 'backup.amazonaws.com';
/** The most that LookupEvents gives on one page. */
const eventsPerPage = 50;
/** Newest first, without reads. */
export const audits: Resource<Audit> = {
  id: 'audits',
  title: 'audit',
  plural: 'audits',
  aliases: ['audit', 'a', 'trail'],
  cadence: 'audits',
  params: { eventName: 'of one event, such as DeleteRecoveryPoint' },
  fields: [
    ...['id', 'name', 'at', 'actor', 'actorArn', 'sourceIp', 'byService', 'errorCode', 'risk', 'riskReason', 'target'],
    ...['touched.vaultName', 'touched.recoveryPointArn', 'touched.planId', 'touched.resourceArn'],
  ],
  list: (ask) => sweep(ask, ask.now - auditWindowMs),
  changes: (ask, since) => sweep(ask, Math.max(ask.now - auditWindowMs, since - (auditOverlapMs - overlapMs))),
  isGone: ({ at }, now) => at < now - auditWindowMs,
  key: ({ scope, id }) => `${scopeKey(scope)}/${id}`,
  columns: [
    {
      id: 'risk',
      title: 'RISK',
      width: 8,
      keep: 100,
      text: ({ risk }) => (risk === 'none' ? '' : risk),
      sortBy: ({ risk }) => riskRank(risk),
      tone: ({ risk }) => riskTone(risk),
    },
    {
      id: 'event',
      title: 'EVENT',
      width: 'grow',
      keep: 100,
      text: ({ name }) => name,
      tone: ({ risk }) => (risk === 'none' ? 'plain' : riskTone(risk)),
    },
    {
      id: 'actor',
      title: 'WHO',
      width: 14,
      keep: 92,
      text: ({ actor }) => actor,
      tone: ({ byService }) => (byService ? 'muted' : 'plain'),
    },
    { id: 'target', title: 'ON', width: 'grow', keep: 90, text: ({ target }) => shortName(target) },
    {
      id: 'age',
      title: 'AGE',
      width: 6,
      keep: 96,
      align: 'right',
      text: ({ at }, now) => formatAge(now - at),
      sortBy: ({ at }) => at,
    },
    {
      id: 'outcome',
      title: 'OUTCOME',
      width: 12,
      keep: 80,
      text: (audit) => (isDenied(audit) ? 'denied' : (audit.errorCode ?? '')),
      tone: ({ errorCode }) => (errorCode ? 'warn' : 'muted'),
    },
    {
      id: 'time',
      title: 'TIME (UTC)',
      width: 11,
      keep: 70,
      text: ({ at }) => formatTime(at, true),
      sortBy: ({ at }) => at,
    },
    { id: 'reason', title: 'WHY RISKY', width: 'grow', keep: 60, text: ({ riskReason }) => riskReason ?? '' },
    { id: 'source', title: 'FROM', width: 15, keep: 50, text: ({ sourceIp }) => sourceIp ?? '', tone: () => 'muted' },
  ],
  sort: { column: 'age', descending: true },
  label: ({ name, target }) => `${name} ${shortName(target)}`.trim(),
  copyText: ({ id }) => id,
  // The list has the whole record already.
  describe: async (_ask, { record }) => sanitizeDeep(parseBag(record) ?? { unreadable: record }),
  detail(row, _document, now) {
    return [
      fieldsSection('Event', [
        ['Event', row.name],
        ['At', timeText(row.at, now)],
        ['On', row.target],
        ['Risk', row.risk === 'none' ? 'none' : `${row.risk}: ${row.riskReason ?? ''}`, riskTone(row.risk)],
        ['Refused', row.errorCode, 'warn'],
        ['Event id', row.id],
        ...scopeEntries(row.scope),
      ]),
      fieldsSection('Who', [
        ['Who', row.actor],
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
    touchedDrill(
      'recovery-points',
      'recovery point',
      ({ recoveryPointArn: arn, vaultName }) => (arn && vaultName ? { vaultName, arn } : undefined),
      'BackupDeleted',
    ),
    touchedDrill('vaults', 'vault', ({ vaultName: name }) => (name ? { name } : undefined), 'DeleteBackupVault'),
    touchedDrill('plans', 'plan', ({ planId: id }) => (id ? { id } : undefined)),
    touchedDrill('protected-resources', 'resource', ({ resourceArn: arn }) => (arn ? { arn } : undefined)),
    touchedDrill('backup-jobs', 'backup job', ({ backupJobId: id }) => (id ? { id } : undefined)),
    touchedDrill('copy-jobs', 'copy job', ({ copyJobId: id }) => (id ? { id } : undefined)),
    touchedDrill('restore-jobs', 'restore job', ({ restoreJobId: id }) => (id ? { id } : undefined)),
  ],
};

/**
 * `ending` is the deed after which the thing is gone for sure. DeleteRecoveryPoint is none: it succeeds, too, where AWS
 * Backup then lacks the right to delete. https://docs.aws.amazon.com/aws-backup/latest/devguide/deleting-backups.html
 */
function touchedDrill(
  to: DrillDown<Audit>['to'],
  title: string,
  params: (touched: Touched) => Params | undefined,
  ending?: string,
): DrillDown<Audit> {
  const isOver = ({ name, errorCode }: Audit) => name === ending && errorCode === undefined;
  return { to, title, single: true, params: (row) => (isOver(row) ? undefined : params(row.touched)) };
}

/**
 * CloudTrail records the reads of this program too, and LookupEvents takes one filter only, two calls a second: so the
 * sweep over everything ends after some pages, and what is older is asked for by the names of risky deeds.
 */
async function* sweep(ask: Ask, since: number): AsyncGenerator<Audit[]> {
  const { eventName } = ask.params;
  if (eventName !== undefined) return yield* lookUp(ask, 'EventName', eventName, since);
  let pages = 0;
  let oldest = ask.now;
  for await (const events of rawPages(ask, 'EventSource', eventSource, since, ask.now)) {
    yield toRows(events, ask.scope);
    oldest = epochOf(events.at(-1)?.EventTime) ?? oldest;
    pages += 1;
    if (pages >= mostSweptPages) return yield* riskyBefore(ask, since, oldest);
  }
}

async function* riskyBefore(ask: Ask, since: number, until: number): AsyncGenerator<Audit[]> {
  for (const name of Object.keys(risks)) yield* lookUp(ask, 'EventName', name, since, until);
}

type Attribute = 'EventName' | 'EventSource';

async function* lookUp(
  ask: Ask,
  key: Attribute,
  value: string,
  since: number,
  until = ask.now,
): AsyncGenerator<Audit[]> {
  for await (const events of rawPages(ask, key, value, since, until)) yield toRows(events, ask.scope);
}

async function* rawPages(
  ask: Ask,
  key: Attribute,
  value: string,
  since: number,
  until: number,
): AsyncGenerator<readonly Event[]> {
  const input: LookupEventsRequest = {
    LookupAttributes: [{ AttributeKey: key, AttributeValue: value }],
    StartTime: new Date(since),
    EndTime: new Date(until),
    MaxResults: eventsPerPage,
  };
  for await (const page of ask.pages('cloudtrail', 'LookupEvents', input)) yield page.Events ?? [];
}

const toRows = (events: readonly Event[], scope: Scope): Audit[] =>
  events
    .filter(({ ReadOnly, EventSource }) => ReadOnly !== 'true' && (EventSource ?? eventSource) === eventSource)
    .map((event) => toRow(event, scope));

function toRow(raw: Event, scope: Scope): Audit {
  const name = wordsOf(raw.EventName) ?? '';
  const record = raw.CloudTrailEvent ?? '';
  return defined({
    scope,
    id: wordsOf(raw.EventId) ?? '',
    name,
    at: epochOf(raw.EventTime) ?? 0,
    readOnly: raw.ReadOnly === 'true',
    ...readRecord(parseBag(record), { name, accountId: scope.accountId, username: wordsOf(raw.Username) }),
    record: sanitize(record),
  });
}
