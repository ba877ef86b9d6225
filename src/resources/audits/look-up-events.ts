// Looks up events in CloudTrail, by one attribute.
import type { Event, LookupEventsRequest } from '@aws-sdk/client-cloudtrail';
import { risks } from '../../../config/risks.ts';
import type { Audit } from '../../domain/audits/audit.ts';
import { withPolicyRisk } from '../../domain/audits/audit-risk.ts';
import type { Scope } from '../../domain/scope.ts';
import { parseBag } from '../../lib/bag.ts';
import { sanitize } from '../../lib/text/text.ts';
import { defined, epochOf, wordsOf } from '../reading.ts';
import type { RequestContext } from '../resource.ts';
import { readRecord } from './audit-record.ts';

export const eventSource = 'backup.amazonaws.com';
/** The maximum page size of LookupEvents. */
const eventsPerPage = 50;

/** LookupEvents accepts one attribute. */
export interface EventLookUp {
  readonly key: 'EventName' | 'EventSource' | 'EventId';
  readonly value: string;
  /** Epoch ms. */
  readonly since: number;
  /** Epoch ms; absent: now. */
  readonly until?: number;
}

export async function* lookUp(request: RequestContext, wanted: EventLookUp): AsyncGenerator<Audit[]> {
  for await (const events of rawPages(request, wanted)) yield toRows(events, request.scope);
}

export async function* rawPages(
  request: RequestContext,
  { key, value, since, until = request.now }: EventLookUp,
): AsyncGenerator<readonly Event[]> {
  const input: LookupEventsRequest = {
    LookupAttributes: [{ AttributeKey: key, AttributeValue: value }],
    StartTime: new Date(since),
    EndTime: new Date(until),
    MaxResults: eventsPerPage,
  };
  for await (const page of request.pages('cloudtrail', 'LookupEvents', input)) yield page.Events ?? [];
}

/** Without reading calls, and without events of other services that have no risk. */
export const toRows = (events: readonly Event[], scope: Scope): Audit[] =>
  events.filter((event) => event.ReadOnly !== 'true' && isOurs(event)).map((event) => toRow(event, scope));

/**
 * An event of AWS Backup, or an event of another service that has a risk: other services have a DeleteFramework too.
 */
function isOurs({ EventName = '', EventSource = eventSource }: Event): boolean {
  const source = Object.hasOwn(risks, EventName) ? risks[EventName]?.source : undefined;
  return EventSource === (source ?? eventSource);
}

function toRow(raw: Event, scope: Scope): Audit {
  const name = wordsOf(raw.EventName) ?? '';
  const record = raw.CloudTrailEvent ?? '';
  const row = defined({
    scope,
    id: wordsOf(raw.EventId) ?? '',
    name,
    at: epochOf(raw.EventTime) ?? 0,
    readOnly: raw.ReadOnly === 'true',
    ...readRecord(parseBag(record), { name, accountId: scope.accountId, username: wordsOf(raw.Username) }),
    record: sanitize(record),
  });
  return withPolicyRisk(row);
}
