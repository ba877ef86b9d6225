// Operations on queues.
import { tableOf } from '../../lib/text/table.ts';
import type { Call, WireRequest } from '../protocols/service.ts';
import { AwsError, notImplemented } from '../wire/aws-error.ts';
import { createPager } from '../wire/paging.ts';
import { type EmulatedQueue, forgetOld, type QueueStore, queueDefaults, readRedrive } from './queues.ts';
import { badAttribute, badValue, missing, noSuchQueue } from './sqs-errors.ts';

export interface QueueInput {
  QueueUrl?: string;
  QueueName?: string;
  QueueNamePrefix?: string;
  Attributes?: Record<string, string>;
  AttributeNames?: string[];
  MaxResults?: number;
  NextToken?: string;
}

/** A call with its request and the queues of its account. */
export interface SqsCall extends Call {
  queues: QueueStore;
  request: WireRequest;
}

const settable = new Set([...Object.keys(queueDefaults), 'Policy', 'RedrivePolicy', 'RedriveAllowPolicy']);
/** Encryption attributes: stored, but the emulator does not encrypt. */
for (const name of ['KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled']) settable.add(name);

const urlOf = ({ account, name }: EmulatedQueue, request: WireRequest) =>
  `http://${request.header('host') ?? 'localhost'}/${account}/${name}`;

/** Finds the queue of a URL and ignores the URL's host, because an emulator's port changes. */
export function findQueue({ QueueUrl }: QueueInput, { region, queues, request }: SqsCall): EmulatedQueue {
  // Old clients send the request to the queue's own URL.
  const url = QueueUrl ?? (request.path === '/' ? undefined : request.path);
  if (!url) throw missing('QueueUrl');
  const queue = queues.find(region, url.split('/').at(-1) ?? '');
  if (queue === undefined) throw noSuchQueue();
  return queue;
}

export function createQueue({ QueueName: name, Attributes = {} }: QueueInput, call: SqsCall): object {
  const { region, account, now, queues, request } = call;
  if (!name) throw missing('QueueName');
  if (name.endsWith('.fifo')) throw notImplemented('sqs', 'CreateQueue of a FIFO queue');
  if (!/^[\w-]{1,80}$/.test(name)) {
    throw badValue('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
  }
  checkAttributes(Attributes, queues);
  const known = queues.find(region, name);
  if (
    known &&
    Object.entries(Attributes).some(([key, value]) => tableOf({ ...queueDefaults, ...known.attributes })[key] !== value)
  ) {
    throw new AwsError(
      'QueueNameExists',
      'A queue already exists with the same name and a different value for an attribute',
    );
  }
  const arn = `arn:aws:sqs:${region}:${account}:${name}`;
  const made = { name, arn, region, account, createdAt: now, modifiedAt: now, attributes: Attributes, messages: [] };
  if (known === undefined) queues.add(made);
  return { QueueUrl: urlOf(known ?? made, request) };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const ranges = tableOf<readonly [number, number]>({
  DelaySeconds: [0, 900],
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
  MaximumMessageSize: [1_024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  VisibilityTimeout: [0, 43_200],
});

function checkAttributes(attributes: Record<string, string>, queues: QueueStore): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'FifoQueue') throw notImplemented('sqs', 'FIFO queues');
    if (!settable.has(name)) throw badAttribute(name);
    const [low = 0, high = 0] = ranges[name] ?? [];
    if (Object.hasOwn(ranges, name) && !(/^\d+$/.test(value) && Number(value) >= low && Number(value) <= high)) {
      throw new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
    }
    if (name === 'RedrivePolicy' && value !== '') checkRedrive(value, queues);
  }
}

function checkRedrive(text: string, queues: QueueStore): void {
  const redrive = readRedrive(text);
  const refuse = (reason: string) =>
    badValue(`Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}`);
  if (redrive === undefined) throw refuse('Redrive policy is not a valid JSON map.');
  if (queues.byArn(redrive.deadLetterTargetArn) === undefined) throw refuse('Dead letter target does not exist.');
}

export function getQueueUrl({ QueueName }: QueueInput, { region, queues, request }: SqsCall): object {
  if (!QueueName) throw missing('QueueName');
  const queue = queues.find(region, QueueName);
  if (queue === undefined) throw noSuchQueue();
  return { QueueUrl: urlOf(queue, request) };
}

const mostQueues = 1000;
const pageOf = createPager(mostQueues);

/** Only a request with MaxResults gets a NextToken. */
export function listQueues(
  { QueueNamePrefix = '', MaxResults, NextToken }: QueueInput,
  { region, queues, request }: SqsCall,
): object {
  if (MaxResults !== undefined && !(MaxResults >= 1 && MaxResults <= mostQueues)) {
    throw badValue(
      `Value ${MaxResults} for parameter MaxResults is invalid. Reason: Must be between 1 and ${mostQueues}.`,
    );
  }
  const found = queues
    .in(region)
    .filter(({ name }) => name.startsWith(QueueNamePrefix))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, nextToken } = pageOf(found, { MaxResults, NextToken }, ({ name }) => name);
  return {
    QueueUrls: items.map((queue) => urlOf(queue, request)),
    ...(MaxResults !== undefined && nextToken !== undefined && { NextToken: nextToken }),
  };
}

export function setQueueAttributes(
  queue: EmulatedQueue,
  { Attributes = {} }: QueueInput,
  { now, queues }: SqsCall,
): object {
  checkAttributes(Attributes, queues);
  queue.attributes = { ...queue.attributes, ...Attributes };
  queue.modifiedAt = now;
  return {};
}

export function getQueueAttributes(
  queue: EmulatedQueue,
  { AttributeNames = [] }: QueueInput,
  { now }: SqsCall,
): object {
  forgetOld(queue, now);
  const hidden = queue.messages.filter(({ visibleAt }) => visibleAt > now);
  const inFlight = hidden.filter(({ receives }) => receives > 0).length;
  const all: Record<string, string> = {
    ...queueDefaults,
    ...queue.attributes,
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(queue.messages.length - hidden.length),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(hidden.length - inFlight),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
  };
  if (AttributeNames.includes('All')) return { Attributes: all };
  const unknown = AttributeNames.find((name) => !Object.hasOwn(all, name) && !settable.has(name));
  if (unknown !== undefined) throw badAttribute(unknown);
  const chosen = AttributeNames.flatMap((name) => (Object.hasOwn(all, name) ? [[name, all[name]]] : []));
  return chosen.length > 0 ? { Attributes: Object.fromEntries(chosen) } : {};
}
