import type { Event, LookupAttribute, LookupEventsRequest, LookupEventsResponse } from '@aws-sdk/client-cloudtrail';
import * as CloudTrail from '@aws-sdk/client-cloudtrail';
import { humanEvents } from '../estate/events/human-events.ts';
import { isServiceEvent, serviceEvents } from '../estate/events/service-events.ts';
import { type TrailEvent, toRecord } from '../estate/events/trail-event.ts';
import { createJsonRpcService } from '../protocols/json-rpc-service.ts';
import type { Call, EmulatedService, Handlers } from '../protocols/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import { decodeToken, encodeToken, newestFirst, timeKey } from '../wire/paging.ts';
import { receivedEvents } from './received-events.ts';

const handlers: Handlers<typeof CloudTrail> = { LookupEvents: lookupEvents };

export const createCloudTrailService = (): EmulatedService =>
  createJsonRpcService({
    name: 'cloudtrail',
    client: CloudTrail,
    target: 'CloudTrail_20131101',
    version: '1.1',
    handlers,
  });

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const historyMs = 90 * dayMs;
const largestPage = 50;

function lookupEvents(input: LookupEventsRequest, call: Call): LookupEventsResponse {
  check(input);
  const size = input.MaxResults ?? largestPage;
  const from = Math.max(call.now - historyMs, input.StartTime?.getTime() ?? 0);
  const to = Math.min(call.now, input.EndTime?.getTime() ?? call.now);
  const queryKey = queryKeyOf(input);
  const found = [];
  // One more event than requested shows whether there is a next page.
  const attribute = input.LookupAttributes?.[0];
  const interval = { from, to, cursor: cursorOf(input.NextToken, queryKey), attribute };
  for (const event of eventsNewestFirst(interval, call)) {
    if (!isMatch(attribute, event)) continue;
    found.push(event);
    if (found.length > size) break;
  }
  const page = found.slice(0, size);
  const last = page.at(-1);
  return {
    Events: page.map((event) => toEvent(event, call)),
    NextToken: found.length > size && last ? encodeToken(`${queryKey}\n${keyOf(last)}`) : undefined,
  };
}

const refuse = (name: string, message: string) => new AwsError(name, message);

function check({ MaxResults, LookupAttributes = [], StartTime, EndTime }: LookupEventsRequest): void {
  if (MaxResults !== undefined && (MaxResults < 1 || MaxResults > largestPage)) {
    throw refuse('InvalidMaxResultsException', `MaxResults must be from 1 to ${largestPage}.`);
  }
  if (LookupAttributes.length > 1) {
    throw refuse('InvalidLookupAttributesException', 'You can provide only one lookup attribute.');
  }
  if (StartTime && EndTime && StartTime > EndTime) {
    throw refuse('InvalidTimeRangeException', 'The start time is after the end time.');
  }
}

/** A token is valid only with the parameters that it was issued for. */
const queryKeyOf = ({ LookupAttributes = [], StartTime, EndTime }: LookupEventsRequest) =>
  JSON.stringify([LookupAttributes, StartTime, EndTime]);

function cursorOf(token: string | undefined, queryKey: string): string | undefined {
  if (!token) return undefined;
  const [requested, key] = readToken(token).split('\n');
  if (requested !== queryKey || key === undefined) {
    throw refuse('InvalidNextTokenException', 'The token must be sent with the parameters it was given for.');
  }
  return key;
}

function readToken(token: string): string {
  try {
    return decodeToken(token);
  } catch {
    throw refuse('InvalidNextTokenException', 'Invalid pagination token.');
  }
}

const keyOf = ({ at, id }: TrailEvent) => timeKey(at, id);
const byNewest = newestFirst<TrailEvent>(
  ({ at }) => at,
  ({ id }) => id,
);

interface LookupInterval {
  from: number;
  to: number;
  cursor: string | undefined;
  attribute: LookupAttribute | undefined;
}

const isName = (attribute: LookupAttribute | undefined) => attribute?.AttributeKey === 'EventName';
const isActor = ({ AttributeKey }: LookupAttribute) => AttributeKey === 'Username' || AttributeKey === 'AccessKeyId';

// A lookup of rare events searches 90 days: event sources that cannot match are not computed.
const mayBeByAws = (attribute: LookupAttribute | undefined) =>
  attribute === undefined || (isName(attribute) ? isServiceEvent(attribute.AttributeValue ?? '') : !isActor(attribute));
const mayBeByPerson = (attribute: LookupAttribute | undefined) =>
  !isName(attribute) || !isServiceEvent(attribute?.AttributeValue ?? '');

/** A page of 50 events is found in the first hours as a rule. */
const firstSpanMs = 2 * hourMs;
/** Jobs are computed from before each span on: a lookup of rare events computes fewer of them twice in long spans. */
const longestSpanMs = 4 * dayMs;

/** Newest first, span by span, each twice as long as the one before, so that a page computes little more than it shows. */
function* eventsNewestFirst({ from, to, cursor, attribute }: LookupInterval, call: Call): Generator<TrailEvent> {
  let ends = cursor === undefined ? to : Math.min(to, Number(cursor.split(' ')[0]) + 1);
  for (let spanMs = firstSpanMs; ends > from; spanMs = Math.min(2 * spanMs, longestSpanMs)) {
    const starts = Math.max(from, ends - spanMs);
    const span = { from: starts, to: ends };
    const events = [
      ...(mayBeByAws(attribute) ? serviceEvents(call.estate, call.region, span) : []),
      ...(mayBeByPerson(attribute) ? humanEvents(call.estate, call.region, span) : []),
      ...(mayBeByPerson(attribute) ? receivedEvents(call, span) : []),
    ].filter((event) => event.deliveredAt <= call.now && (cursor === undefined || keyOf(event) < cursor));
    yield* events.sort(byNewest);
    ends = starts;
  }
}

function isMatch(attribute: LookupAttribute | undefined, event: TrailEvent): boolean {
  if (attribute === undefined) return true;
  const wanted = attribute.AttributeValue;
  switch (attribute.AttributeKey) {
    case 'EventName':
      return event.name === wanted;
    case 'EventSource':
      return event.source === wanted;
    case 'EventId':
      return event.id === wanted;
    case 'ReadOnly':
      return String(event.readOnly) === wanted;
    case 'Username':
      return usernameOf(event) === wanted;
    case 'AccessKeyId':
      return event.by?.accessKeyId === wanted;
    case 'ResourceName':
    case 'ResourceType':
      // Events of AWS Backup have no resources outside of their record.
      return false;
    default:
      throw refuse('InvalidLookupAttributesException', `Unknown attribute ${attribute.AttributeKey}.`);
  }
}

/** Undefined for AWS services, and for users of IAM Identity Center, whom only the record names. */
const usernameOf = ({ by }: TrailEvent): string | undefined => (by?.role === undefined ? undefined : by.user);

const toEvent = (event: TrailEvent, { region, account }: Call): Event => ({
  EventId: event.id,
  EventName: event.name,
  ReadOnly: String(event.readOnly),
  AccessKeyId: event.by?.accessKeyId,
  EventTime: new Date(Math.floor(event.at / 1000) * 1000),
  EventSource: event.source,
  Username: usernameOf(event),
  Resources: [],
  CloudTrailEvent: JSON.stringify(toRecord(event, region, account)),
});
