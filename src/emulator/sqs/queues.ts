// Queues and their messages. Callers pass the time: a message is hidden until a moment, without a timer.
import { createHash } from 'node:crypto';
import { parseBag } from '../../lib/bag.ts';
import { createRandom, seedOf } from '../estate/random.ts';

export interface MessageAttribute {
  DataType: string;
  StringValue?: string;
  /** Base64. */
  BinaryValue?: string;
}
export type MessageAttributes = Record<string, MessageAttribute>;

export interface StoredMessage {
  id: string;
  body: string;
  attributes: MessageAttributes;
  sentAt: number;
  visibleAt: number;
  firstReceivedAt?: number;
  receives: number;
}

export interface EmulatedQueue {
  name: string;
  arn: string;
  region: string;
  account: string;
  createdAt: number;
  modifiedAt: number;
  /** Attributes that a caller set. */
  attributes: Record<string, string>;
  messages: StoredMessage[];
}

export interface QueueStore {
  in(region: string): EmulatedQueue[];
  find(region: string, name: string): EmulatedQueue | undefined;
  byArn(arn: string): EmulatedQueue | undefined;
  add(queue: EmulatedQueue): void;
  remove(queue: EmulatedQueue): void;
  put(
    queue: EmulatedQueue,
    message: { body: string; attributes?: MessageAttributes; at: number; delayMs?: number },
  ): StoredMessage;
}

export function createQueues(seed: string): QueueStore {
  const queues = new Map<string, EmulatedQueue>();
  let sent = 0;
  return {
    in: (region) => [...queues.values()].filter((queue) => queue.region === region),
    find: (region, name) => [...queues.values()].find((queue) => queue.region === region && queue.name === name),
    byArn: (arn) => queues.get(arn),
    add: (queue) => void queues.set(queue.arn, queue),
    remove: (queue) => void queues.delete(queue.arn),
    put(queue, { body, attributes = {}, at, delayMs }) {
      sent += 1;
      const id = createRandom(seedOf(seed, 'message', queue.arn, sent)).uuid();
      const visibleAt = at + (delayMs ?? settingOf(queue, 'DelaySeconds') * 1000);
      const message = { id, body, attributes, sentAt: at, visibleAt, receives: 0 };
      queue.messages.push(message);
      return message;
    },
  };
}

export const queueDefaults: Readonly<Record<string, string>> = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  VisibilityTimeout: '30',
};
export const settingOf = ({ attributes }: EmulatedQueue, name: string) =>
  Number(attributes[name] ?? queueDefaults[name]);

/** The dead-letter queue, and the number of receives after which a message moves there. */
export interface Redrive {
  deadLetterTargetArn: string;
  maxReceiveCount: number;
}

/** Undefined if the text is not a redrive policy. */
export function readRedrive(text: string): Redrive | undefined {
  const { deadLetterTargetArn, maxReceiveCount } = parseBag(text) ?? {};
  const count = Number(maxReceiveCount);
  if (typeof deadLetterTargetArn !== 'string' || !Number.isInteger(count) || count < 1 || count > 1000)
    return undefined;
  return { deadLetterTargetArn, maxReceiveCount: count };
}

/** Moves messages with too many receives to the dead-letter queue, unchanged, with the time they were sent. */
function moveToDeadLetters(queues: QueueStore, queue: EmulatedQueue, now: number): void {
  const redrive = readRedrive(queue.attributes.RedrivePolicy ?? '');
  const target = redrive && queues.byArn(redrive.deadLetterTargetArn);
  if (redrive === undefined || target === undefined) return;
  const isDeadLetter = ({ receives, visibleAt }: StoredMessage) =>
    receives >= redrive.maxReceiveCount && visibleAt <= now;
  target.messages.push(...queue.messages.filter(isDeadLetter));
  queue.messages = queue.messages.filter((message) => !isDeadLetter(message));
}

export interface Taking {
  now: number;
  most: number;
  hiddenMs: number;
}

/** Receives visible messages and hides them for a while. */
export function take(queues: QueueStore, queue: EmulatedQueue, { now, most, hiddenMs }: Taking): StoredMessage[] {
  forgetOld(queue, now);
  moveToDeadLetters(queues, queue, now);
  const taken = queue.messages.filter(({ visibleAt }) => visibleAt <= now).slice(0, most);
  for (const message of taken) {
    message.visibleAt = now + hiddenMs;
    message.firstReceivedAt ??= now;
    message.receives += 1;
  }
  return taken;
}

export function forgetOld(queue: EmulatedQueue, now: number): void {
  const keptMs = settingOf(queue, 'MessageRetentionPeriod') * 1000;
  queue.messages = queue.messages.filter(({ sentAt }) => sentAt + keptMs > now);
}

export const receiptHandle = ({ id, receives }: StoredMessage) =>
  Buffer.from(`v1:${id}:${receives}`).toString('base64');

/** The message of a receipt handle; undefined if it is deleted or has been received again. */
export const findReceived = (queue: EmulatedQueue, handle: string) =>
  queue.messages.find((message) => message.receives > 0 && receiptHandle(message) === handle);
export const isReceiptHandle = (handle: string) => Buffer.from(handle, 'base64').toString().startsWith('v1:');

export const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const add = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const { DataType = '', StringValue, BinaryValue } = attributes[name] ?? {};
    add(Buffer.from(name));
    add(Buffer.from(DataType));
    hash.update(Buffer.from([BinaryValue === undefined ? 1 : 2]));
    add(BinaryValue === undefined ? Buffer.from(StringValue ?? '') : Buffer.from(BinaryValue, 'base64'));
  }
  return hash.digest('hex');
}
