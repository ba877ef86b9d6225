// Queues and what lies in them. Time is the caller's: a message is hidden until a moment, not by a timer.
import { createHash } from 'node:crypto';
import { parseBag } from '../../../lib/bag.ts';
import { createDice, seedOf } from '../../estate/dice.ts';

export interface MessageAttribute {
  DataType: string;
  StringValue?: string;
  /** Base64. */
  BinaryValue?: string;
}
export type MessageAttributes = Record<string, MessageAttribute>;

export interface QueueMessage {
  id: string;
  body: string;
  attributes: MessageAttributes;
  sentAt: number;
  visibleAt: number;
  firstReceivedAt?: number;
  receives: number;
}

export interface Queue {
  name: string;
  arn: string;
  region: string;
  account: string;
  createdAt: number;
  modifiedAt: number;
  /** What the caller set. */
  attributes: Record<string, string>;
  messages: QueueMessage[];
}

export interface Queues {
  in(region: string): Queue[];
  find(region: string, name: string): Queue | undefined;
  byArn(arn: string): Queue | undefined;
  add(queue: Queue): void;
  remove(queue: Queue): void;
  put(
    queue: Queue,
    message: { body: string; attributes?: MessageAttributes; at: number; delayMs?: number },
  ): QueueMessage;
}

export function createQueues(seed: string): Queues {
  const queues = new Map<string, Queue>();
  let sent = 0;
  return {
    in: (region) => [...queues.values()].filter((queue) => queue.region === region),
    find: (region, name) => [...queues.values()].find((queue) => queue.region === region && queue.name === name),
    byArn: (arn) => queues.get(arn),
    add: (queue) => void queues.set(queue.arn, queue),
    remove: (queue) => void queues.delete(queue.arn),
    put(queue, { body, attributes = {}, at, delayMs }) {
      sent += 1;
      const id = createDice(seedOf(seed, 'message', queue.arn, sent)).uuid();
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
export const settingOf = ({ attributes }: Queue, name: string) => Number(attributes[name] ?? queueDefaults[name]);

/** Where a queue's messages go that were received too often, and how often that is. */
export interface Redrive {
  deadLetterTargetArn: string;
  maxReceiveCount: number;
}

/** Undefined where the text says no such thing. */
export function readRedrive(text: string): Redrive | undefined {
  const { deadLetterTargetArn, maxReceiveCount } = parseBag(text) ?? {};
  const count = Number(maxReceiveCount);
  if (typeof deadLetterTargetArn !== 'string' || !Number.isInteger(count) || count < 1 || count > 1000)
    return undefined;
  return { deadLetterTargetArn, maxReceiveCount: count };
}

/** Moves messages that have been received as often as they may: to the other queue, as they are, with the time they were sent. */
function moveDead(queues: Queues, queue: Queue, now: number): void {
  const redrive = readRedrive(queue.attributes.RedrivePolicy ?? '');
  const target = redrive && queues.byArn(redrive.deadLetterTargetArn);
  if (redrive === undefined || target === undefined) return;
  const isDead = ({ receives, visibleAt }: QueueMessage) => receives >= redrive.maxReceiveCount && visibleAt <= now;
  target.messages.push(...queue.messages.filter(isDead));
  queue.messages = queue.messages.filter((message) => !isDead(message));
}

export interface Taking {
  now: number;
  most: number;
  hiddenMs: number;
}

/** Takes what is visible, and hides it from others for a while. */
export function take(queues: Queues, queue: Queue, { now, most, hiddenMs }: Taking): QueueMessage[] {
  forgetOld(queue, now);
  moveDead(queues, queue, now);
  const taken = queue.messages.filter(({ visibleAt }) => visibleAt <= now).slice(0, most);
  for (const message of taken) {
    message.visibleAt = now + hiddenMs;
    message.firstReceivedAt ??= now;
    message.receives += 1;
  }
  return taken;
}

export function forgetOld(queue: Queue, now: number): void {
  const keptMs = settingOf(queue, 'MessageRetentionPeriod') * 1000;
  queue.messages = queue.messages.filter(({ sentAt }) => sentAt + keptMs > now);
}

export const receiptHandle = ({ id, receives }: QueueMessage) => Buffer.from(`v1:${id}:${receives}`).toString('base64');

/** The message that a handle stands for; undefined if it is gone or has been received again since. */
export const findReceived = (queue: Queue, handle: string) =>
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
