// Operations on queues themselves.
import { AwsError } from '../../wire/aws-error.ts';
import type { Call, WireRequest } from '../service.ts';
import { forgetOld, type Queue, type Queues, queueDefaults } from './queues.ts';
import { badAttribute, badValue, missing, noSuchQueue } from './sqs-errors.ts';

export interface QueueInput {
  QueueUrl?: string;
  QueueName?: string;
  QueueNamePrefix?: string;
  Attributes?: Record<string, string>;
  AttributeNames?: string[];
}

const settable = new Set([...Object.keys(queueDefaults), 'Policy', 'RedrivePolicy', 'RedriveAllowPolicy']);
/** Settings of encryption: kept, though nothing is encrypted here. */
for (const name of ['KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled']) settable.add(name);

const urlOf = ({ account, name }: Queue, request: WireRequest) =>
  `http://${request.header('host') ?? 'localhost'}/${account}/${name}`;

/** The queue of a URL, whatever host it names: emulators move. */
export function findQueue(queues: Queues, { QueueUrl }: QueueInput, { region }: Call, request: WireRequest): Queue {
  // Old clients post to the queue's own address.
  const url = QueueUrl ?? (request.path === '/' ? undefined : request.path);
  if (!url) throw missing('QueueUrl');
  const queue = queues.find(region, url.split('/').at(-1) ?? '');
  if (queue === undefined) throw noSuchQueue();
  return queue;
}

export function createQueue(queues: Queues, input: QueueInput, call: Call, request: WireRequest): object {
  const { QueueName: name, Attributes = {} } = input;
  if (!name) throw missing('QueueName');
  if (!/^[\w-]{1,80}$/.test(name)) {
    throw badValue('Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
  }
  checkAttributes(Attributes);
  const { region, account, now } = call;
  const known = queues.find(region, name);
  if (
    known &&
    Object.entries(Attributes).some(([key, value]) => (known.attributes[key] ?? queueDefaults[key]) !== value)
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

function checkAttributes(attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (!settable.has(name)) throw badAttribute(name);
    if (name in queueDefaults && !/^\d+$/.test(value)) throw badValue(`Invalid value for the parameter ${name}.`);
  }
}

export function getQueueUrl(queues: Queues, { QueueName }: QueueInput, call: Call, request: WireRequest): object {
  if (!QueueName) throw missing('QueueName');
  const queue = queues.find(call.region, QueueName);
  if (queue === undefined) throw noSuchQueue();
  return { QueueUrl: urlOf(queue, request) };
}

export function listQueues(queues: Queues, { QueueNamePrefix = '' }: QueueInput, call: Call, request: WireRequest) {
  const found = queues.in(call.region).filter(({ name }) => name.startsWith(QueueNamePrefix));
  return { QueueUrls: found.map((queue) => urlOf(queue, request)) };
}

export function setQueueAttributes(queue: Queue, { Attributes = {} }: QueueInput, now: number): object {
  checkAttributes(Attributes);
  queue.attributes = { ...queue.attributes, ...Attributes };
  queue.modifiedAt = now;
  return {};
}

export function getQueueAttributes(queue: Queue, { AttributeNames = [] }: QueueInput, now: number): object {
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
  const unknown = AttributeNames.find((name) => !(name in all) && !settable.has(name));
  if (unknown !== undefined) throw badAttribute(unknown);
  const chosen = AttributeNames.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]]));
  return chosen.length > 0 ? { Attributes: Object.fromEntries(chosen) } : {};
}
