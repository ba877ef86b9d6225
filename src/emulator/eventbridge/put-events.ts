import { createRandom, seedOf } from '../estate/random.ts';
import type { Call } from '../protocols/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import { isCalendarDate } from '../wire/strict-input.ts';
import { findBus } from './buses.ts';
import type { EventBus } from './event-bus.ts';

export interface EventEntry {
  Source?: string;
  DetailType?: string;
  Detail?: string;
  Resources?: string[];
  /** Epoch seconds. */
  Time?: number;
  EventBusName?: string;
}

export function putEvents(bus: EventBus, { Entries = [] }: { Entries?: EventEntry[] }, call: Call): object {
  if (Entries.length === 0 || Entries.length > 10) {
    throw new AwsError('ValidationException', `Entries must hold 1 to 10 events; ${Entries.length} are given.`);
  }
  const buses = Entries.map(({ EventBusName }) => findBus(bus.buses, EventBusName, call));
  const results = Entries.map((entry, index) =>
    putEntry(bus, { ...entry, EventBusName: buses[index]?.arn ?? '' }, call),
  );
  return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
}

const refused = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });

function putEntry(bus: EventBus, entry: EventEntry, call: Call): object {
  const { Source: source, DetailType: type, Detail: text } = entry;
  for (const name of ['Source', 'DetailType', 'Detail'] as const) {
    if (!entry[name])
      return refused('InvalidArgument', `Parameter ${name} is not valid. Reason: ${name} is a required argument.`);
  }
  if (source?.startsWith('aws.')) {
    return refused('NotAuthorizedForSourceException', `Not authorized for the source ${source}.`);
  }
  const detail = readDetail(text);
  if (detail === undefined) return refused('MalformedDetail', 'Detail is malformed.');
  const at = new Date(entry.Time === undefined ? call.now : entry.Time * 1000);
  if (!isCalendarDate(at)) return refused('InvalidArgument', 'Parameter Time is not valid.');
  const time = at.toISOString();
  const id = createRandom(seedOf(call.estate.seed, 'put', call.estate.overlay.nextSerial(), call.now)).uuid();
  const event = {
    version: '0',
    id,
    'detail-type': type,
    source,
    account: call.account,
    time: `${time.slice(0, 19)}Z`,
    region: call.region,
    resources: entry.Resources ?? [],
    detail,
  };
  bus.put(event, { ...call, busArn: entry.EventBusName ?? '' }, call.now);
  return { EventId: id };
}

function readDetail(text = ''): object | undefined {
  try {
    const detail: unknown = JSON.parse(text);
    // JSON.stringify fails on a document with too many levels.
    JSON.stringify(detail);
    return typeof detail === 'object' && detail !== null && !Array.isArray(detail) ? detail : undefined;
  } catch {
    return undefined;
  }
}
