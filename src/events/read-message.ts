// Reads a message of the feed's queue, from EventBridge or from SNS.
import type { BackupEvent } from '../domain/jobs/backup-event.ts';
import { type Bag, bagIn, isBag, parseBag } from '../lib/bag.ts';
import { isEventBridgeEvent, readEventBridgeEvent } from './eventbridge-event.ts';
import { isSnsNotification, readSnsEnvelope, readSnsNotification, type SnsNotification } from './sns-notification.ts';

export interface QueueMessage {
  /** SQS's MessageId. */
  readonly id: string;
  readonly body: string;
  /** With SNS's raw delivery these are the attributes of the notification. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Epoch ms at which SQS received it. */
  readonly sentAt: number;
}

export type ReadMessage =
  | { readonly events: readonly BackupEvent[] }
  /** The reason, in one sentence. */
  | { readonly unreadable: string };

export function readMessage(message: QueueMessage): ReadMessage {
  const bag = parseBag(message.body);
  if (!bag) return readRawDelivery(message);
  if (isEventBridgeEvent(bag)) return one(readEventBridgeEvent(bag, message.body), 'an event of another service');
  if (isSnsNotification(bag)) return readNotification(readSnsEnvelope(bag), message.body);
  const records = lambdaRecords(bag);
  if (records.length > 0) return readRecords(records);
  return { unreadable: 'JSON, but neither an EventBridge event nor an SNS notification' };
}

/** With raw delivery SNS sends only the text; the attributes become SQS's. */
function readRawDelivery({ id, body, attributes, sentAt }: QueueMessage): ReadMessage {
  const notification = { id, text: body, at: sentAt, attributes, topicArn: '' };
  const record = JSON.stringify({ Message: body, MessageAttributes: attributes });
  return one(readSnsNotification(notification, record), 'neither JSON nor an AWS Backup notification');
}

/** An EventBridge rule may send to a topic: then the text of the notification is the event. */
function readNotification(notification: SnsNotification, record: string): ReadMessage {
  const inner = parseBag(notification.text);
  if (inner && isEventBridgeEvent(inner)) {
    return one(readEventBridgeEvent(inner, notification.text), 'an event of another service');
  }
  return one(readSnsNotification(notification, record), 'a notification that is not from AWS Backup');
}

/** The form that SNS passes to Lambda, if a function forwards it. */
const lambdaRecords = (bag: Bag): readonly Bag[] =>
  Array.isArray(bag.Records) ? bag.Records.filter(isBag).filter((record) => isBag(record.Sns)) : [];

function readRecords(records: readonly Bag[]): ReadMessage {
  const read = records.map((record) => {
    const sns = bagIn(record, 'Sns');
    return readNotification(readSnsEnvelope(sns), JSON.stringify(sns));
  });
  const events = read.flatMap((part) => ('events' in part ? part.events : []));
  return events.length > 0 ? { events } : (read[0] ?? { unreadable: 'no records' });
}

const one = (event: BackupEvent | undefined, otherwise: string): ReadMessage =>
  event ? { events: [event] } : { unreadable: otherwise };
