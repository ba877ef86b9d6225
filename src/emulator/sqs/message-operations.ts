// Operations on the messages of a queue.
import { type Clock, sleep } from '../../lib/clock.ts';
import type { HandlerResult } from '../protocols/json-rpc-service.ts';
import { AwsError } from '../wire/aws-error.ts';
import type { SqsCall } from './queue-operations.ts';
import {
  type EmulatedQueue,
  findReceived,
  isReceiptHandle,
  type MessageAttributes,
  md5,
  md5OfAttributes,
  type QueueStore,
  receiptHandle,
  type StoredMessage,
  settingOf,
  take,
} from './queues.ts';
import { badHandle, badValue, missing } from './sqs-errors.ts';

export interface QueueMessageInput {
  MessageBody?: string;
  MessageAttributes?: MessageAttributes;
  DelaySeconds?: number;
  MaxNumberOfMessages?: number;
  VisibilityTimeout?: number;
  WaitTimeSeconds?: number;
  AttributeNames?: string[];
  MessageSystemAttributeNames?: string[];
  MessageAttributeNames?: string[];
  ReceiptHandle?: string;
  Entries?: (QueueMessageInput & { Id: string })[];
}

function within(value: number | undefined, name: string, [low, high]: readonly [number, number]): number | undefined {
  if (value === undefined) return undefined;
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw badValue(`Value ${value} for parameter ${name} is invalid. Reason: Must be between ${low} and ${high}.`);
}

export function sendMessage(queue: EmulatedQueue, input: QueueMessageInput, { now, queues }: SqsCall) {
  const { MessageBody: body, MessageAttributes: attributes = {} } = input;
  if (!body) throw missing('MessageBody');
  checkAttributes(attributes);
  const mostBytes = settingOf(queue, 'MaximumMessageSize');
  if (sizeOf(body, attributes) > mostBytes) {
    throw badValue(`One or more parameters are invalid. Reason: Message must be shorter than ${mostBytes} bytes.`);
  }
  const delay = within(input.DelaySeconds, 'DelaySeconds', [0, 900]);
  const message = { body, attributes, at: now, ...(delay !== undefined && { delayMs: delay * 1000 }) };
  const { id } = queues.put(queue, message);
  return { MessageId: id, MD5OfMessageBody: md5(body), MD5OfMessageAttributes: md5OfAttributes(attributes) };
}

function checkAttributes(attributes: MessageAttributes): void {
  const names = Object.keys(attributes);
  if (names.length > 10)
    throw badValue(`Number of message attributes [${names.length}] exceeds the allowed maximum [10].`);
  for (const name of names) {
    const { DataType, StringValue, BinaryValue } = attributes[name] ?? {};
    if (!/^(String|Number|Binary)(\.|$)/.test(DataType ?? '')) {
      throw badValue(
        `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
      );
    }
    if (!(DataType?.startsWith('Binary') ? BinaryValue : StringValue)) {
      throw badValue(`Message (user) attribute '${name}' must contain a non-empty value of type '${DataType}'.`);
    }
  }
}

const sizeOf = (body: string, attributes: MessageAttributes) =>
  Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue = '', BinaryValue = '' }]) =>
      sum + Buffer.byteLength(name + DataType + StringValue) + Buffer.from(BinaryValue, 'base64').length,
    Buffer.byteLength(body),
  );

/** The interval at which a long poll checks the queue. */
const pollMs = 250;

export interface Waiting {
  clock: Clock;
  /** All queues: one of them may be the dead-letter queue. */
  queues: QueueStore;
  /** Delivers events and notifications up to this time into the queues. */
  deliver(now: number): void;
}

export function receiveMessage(
  queue: EmulatedQueue,
  input: QueueMessageInput,
  { clock, queues, deliver }: Waiting,
): HandlerResult {
  const most = within(input.MaxNumberOfMessages, 'MaxNumberOfMessages', [1, 10]) ?? 1;
  const hidden =
    within(input.VisibilityTimeout, 'VisibilityTimeout', [0, 43_200]) ?? settingOf(queue, 'VisibilityTimeout');
  const wait =
    within(input.WaitTimeSeconds, 'WaitTimeSeconds', [0, 20]) ?? settingOf(queue, 'ReceiveMessageWaitTimeSeconds');
  const receive = () => {
    const now = clock.now();
    deliver(now);
    return take(queues, queue, { now, most, hiddenMs: hidden * 1000 }).map((message) =>
      toMessage(message, queue, input),
    );
  };
  const found = receive();
  if (found.length > 0 || wait === 0) return toOutput(found);
  return async (signal) => {
    // The wait runs in the caller's time, because the estate's clock may be faster or stand still.
    for (let waitedMs = 0; waitedMs < wait * 1000; waitedMs += pollMs) {
      await sleep(clock, pollMs, signal);
      const received = receive();
      if (received.length > 0) return toOutput(received);
    }
    return {};
  };
}

const toOutput = (messages: object[]) => (messages.length > 0 ? { Messages: messages } : {});

function toMessage(message: StoredMessage, queue: EmulatedQueue, input: QueueMessageInput) {
  const system: Record<string, string> = {
    SenderId: `AIDA${queue.account}`,
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ApproximateReceiveCount: String(message.receives),
    SentTimestamp: String(message.sentAt),
  };
  const requested = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
  const attributes = pick(system, (name) => requested.includes('All') || requested.includes(name));
  const wanted = input.MessageAttributeNames ?? [];
  const own = pick(message.attributes, (name) => wanted.some((pattern) => isNamed(pattern, name)));
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle(message),
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(Object.keys(attributes).length > 0 && { Attributes: attributes }),
    ...(Object.keys(own).length > 0 && { MessageAttributes: own, MD5OfMessageAttributes: md5OfAttributes(own) }),
  };
}

const pick = <T>(from: Record<string, T>, isWanted: (name: string) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(from).filter(([name]) => isWanted(name)));
const isNamed = (pattern: string, name: string) =>
  pattern === 'All' || pattern === name || (pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -2)));

export function deleteMessage(queue: EmulatedQueue, { ReceiptHandle: handle }: QueueMessageInput): object {
  if (!handle) throw missing('ReceiptHandle');
  if (!isReceiptHandle(handle)) throw badHandle(handle);
  const received = findReceived(queue, handle);
  // Deleting with an outdated handle succeeds.
  if (received !== undefined) queue.messages = queue.messages.filter((message) => message !== received);
  return {};
}

export function changeMessageVisibility(queue: EmulatedQueue, input: QueueMessageInput, { now }: SqsCall): object {
  const { ReceiptHandle: handle } = input;
  if (!handle) throw missing('ReceiptHandle');
  const hidden = within(input.VisibilityTimeout, 'VisibilityTimeout', [0, 43_200]);
  if (hidden === undefined) throw missing('VisibilityTimeout');
  const received = findReceived(queue, handle);
  if (received === undefined) throw badHandle(handle);
  received.visibleAt = now + hidden * 1000;
  return {};
}

/** Executes each entry independently: a refused entry does not stop the others. */
export function inBatch({ Entries = [] }: QueueMessageInput, execute: (entry: QueueMessageInput) => object): object {
  if (Entries.length === 0)
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (Entries.length > 10) {
    throw new AwsError('TooManyEntriesInBatchRequest', 'Maximum number of entries per request are 10.');
  }
  if (new Set(Entries.map(({ Id }) => Id)).size < Entries.length) {
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  }
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of Entries) {
    try {
      Successful.push({ Id: entry.Id, ...execute(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, Code: error.name, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
}
