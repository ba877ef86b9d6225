import { tableOf } from '../../lib/text/table.ts';
import type { Estate } from '../estate/estate.ts';
import { createRandom, seedOf } from '../estate/random.ts';
import type { RequestHandler } from '../protocols/json-rpc-service.ts';
import { createQueryService } from '../protocols/query-service.ts';
import type { Call, EmulatedService } from '../protocols/service.ts';
import type { MessageAttributes } from '../sqs/queues.ts';
import { notImplemented } from '../wire/aws-error.ts';
import { createPager } from '../wire/paging.ts';
import { readFilterPolicy } from './filter-policy.ts';
import { invalidParameter, notFound } from './sns-errors.ts';
import { snsInput } from './sns-input.ts';
import { readMessage } from './sns-message.ts';
import { checkTopicAttribute, defaultTopicAttributes } from './topic-attributes.ts';
import type { Subscription, Topics } from './topics.ts';

const pageOf = createPager(100);

interface Input {
  Name?: string;
  TopicArn?: string;
  TargetArn?: string;
  SubscriptionArn?: string;
  Protocol?: string;
  Endpoint?: string;
  Attributes?: Record<string, string>;
  AttributeName?: string;
  AttributeValue?: string;
  Message?: string;
  Subject?: string;
  MessageStructure?: string;
  MessageAttributes?: MessageAttributes;
  NextToken?: string;
}

type SnsHandler = (topics: Topics, input: Input, call: Call) => object;

const operations: Record<string, SnsHandler> = {
  CreateTopic: createTopic,
  DeleteTopic: (topics, { TopicArn }) => {
    topics.remove(TopicArn ?? '');
    return {};
  },
  GetTopicAttributes: getTopicAttributes,
  GetSubscriptionAttributes: getSubscriptionAttributes,
  ListSubscriptions: (topics, input, { region }) =>
    toPage(
      topics.subscriptions.filter(({ topicArn }) => topicArn.split(':')[3] === region),
      input,
    ),
  ListSubscriptionsByTopic: (topics, input, call) => {
    const arn = findTopic(topics, input.TopicArn, call);
    return toPage(
      topics.subscriptions.filter(({ topicArn }) => topicArn === arn),
      input,
    );
  },
  ListTopics: listTopics,
  Publish: publish,
  SetSubscriptionAttributes: setSubscriptionAttributes,
  SetTopicAttributes: setTopicAttributes,
  Subscribe: subscribe,
  Unsubscribe: (topics, { SubscriptionArn }) => {
    const at = topics.subscriptions.findIndex(({ arn }) => arn === SubscriptionArn);
    if (at >= 0) topics.subscriptions.splice(at, 1);
    return {};
  },
};

export function createSnsService(topicsOf: (estate: Estate) => Topics): EmulatedService {
  const handlers = Object.entries(operations).map(([name, execute]): [string, RequestHandler] => [
    name,
    (input: Input, call) => {
      const topics = topicsOf(call.estate);
      // The subscriptions before this change apply to all notifications so far.
      topics.deliver(call);
      return execute(topics, input, call);
    },
  ]);
  const xmlns = 'http://sns.amazonaws.com/doc/2010-03-31/';
  return createQueryService({ name: 'sns', input: snsInput, xmlns, handlers: Object.fromEntries(handlers) });
}

function findTopic(topics: Topics, arn: string | undefined, { region }: Call): string {
  if (!arn) throw invalidParameter('TopicArn');
  if (!topics.in(region).includes(arn)) throw notFound('Topic');
  return arn;
}

function findSubscription(topics: Topics, arn: string | undefined): Subscription {
  const found = topics.subscriptions.find((subscription) => subscription.arn === arn);
  if (found === undefined) throw notFound('Subscription');
  return found;
}

function createTopic(topics: Topics, { Name = '', Attributes = {} }: Input, { region, account }: Call): object {
  const isFifo = Attributes.FifoTopic === 'true';
  if (!/^[\w-]{1,256}(\.fifo)?$/.test(Name) || Name.endsWith('.fifo') !== isFifo) throw invalidParameter('Topic Name');
  const TopicArn = `arn:aws:sns:${region}:${account}:${Name}`;
  for (const [name, value] of Object.entries(Attributes)) checkTopicAttribute(name, value);
  const known = topics.in(region).includes(TopicArn) ? topics.attributesOf(TopicArn) : Attributes;
  const settings = tableOf(known);
  if (Object.entries(Attributes).some(([name, value]) => settings[name] !== value)) {
    throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
  }
  topics.add(region, TopicArn, known);
  return { TopicArn };
}

function listTopics(topics: Topics, { NextToken }: Input, { region }: Call): object {
  const { items, nextToken } = pageOf(topics.in(region), { NextToken }, (arn) => arn);
  return { Topics: { member: items.map((TopicArn) => ({ TopicArn })) }, NextToken: nextToken };
}

const entries = (attributes: Record<string, string>) => ({
  Attributes: { entry: Object.entries(attributes).map(([key, value]) => ({ key, value })) },
});

function getTopicAttributes(topics: Topics, { TopicArn }: Input, call: Call): object {
  const arn = findTopic(topics, TopicArn, call);
  const subscribed = topics.subscriptions.filter(({ topicArn }) => topicArn === arn).length;
  return entries({
    TopicArn: arn,
    Owner: call.account,
    ...defaultTopicAttributes(arn, call.account),
    ...topics.attributesOf(arn),
    SubscriptionsConfirmed: String(subscribed),
    SubscriptionsPending: '0',
    SubscriptionsDeleted: '0',
  });
}

function setTopicAttributes(topics: Topics, input: Input, call: Call): object {
  const arn = findTopic(topics, input.TopicArn, call);
  const { AttributeName = '', AttributeValue = '' } = input;
  checkTopicAttribute(AttributeName, AttributeValue);
  topics.add(call.region, arn, { ...topics.attributesOf(arn), [AttributeName]: AttributeValue });
  return {};
}

const settable = ['FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery'];

function checkAttribute(name: string, value: string): void {
  if (!settable.includes(name)) throw invalidParameter('AttributeName');
  if (name === 'FilterPolicy') readFilterPolicy(value);
  if (name === 'FilterPolicyScope' && !['MessageAttributes', 'MessageBody'].includes(value))
    throw invalidParameter(name);
  if (name === 'RawMessageDelivery' && !['true', 'false'].includes(value)) throw invalidParameter(name);
}

function subscribe(topics: Topics, input: Input, call: Call): object {
  const topicArn = findTopic(topics, input.TopicArn, call);
  const { Protocol, Endpoint = '', Attributes: attributes = {} } = input;
  if (topicArn.endsWith('.fifo')) throw notImplemented('sns', 'Subscribe to a FIFO topic');
  if (Protocol !== 'sqs') throw notImplemented('sns', `Subscribe with the protocol ${Protocol}`);
  if (!/^arn:aws[\w-]*:sqs:/.test(Endpoint)) throw invalidParameter('SQS endpoint ARN');
  for (const [name, value] of Object.entries(attributes)) checkAttribute(name, value);
  const known = topics.subscriptions.find(
    (candidate) => candidate.topicArn === topicArn && candidate.endpoint === Endpoint,
  );
  if (known !== undefined) return { SubscriptionArn: known.arn };
  const { estate, account } = call;
  const arn = `${topicArn}:${createRandom(seedOf(estate.seed, 'subscription', topicArn, Endpoint)).uuid()}`;
  topics.subscriptions.push({ arn, topicArn, protocol: Protocol, endpoint: Endpoint, account, attributes });
  return { SubscriptionArn: arn };
}

const toWire = ({ arn, topicArn, protocol, endpoint, account }: Subscription) => ({
  SubscriptionArn: arn,
  Owner: account,
  Protocol: protocol,
  Endpoint: endpoint,
  TopicArn: topicArn,
});

function toPage(subscriptions: Subscription[], { NextToken }: Input): object {
  const sorted = subscriptions.toSorted((a, b) => (a.arn < b.arn ? -1 : 1));
  const { items, nextToken } = pageOf(sorted, { NextToken }, ({ arn }) => arn);
  return { Subscriptions: { member: items.map(toWire) }, NextToken: nextToken };
}

function getSubscriptionAttributes(topics: Topics, { SubscriptionArn }: Input): object {
  const found = findSubscription(topics, SubscriptionArn);
  return entries({ ...toWire(found), RawMessageDelivery: 'false', PendingConfirmation: 'false', ...found.attributes });
}

function setSubscriptionAttributes(topics: Topics, input: Input): object {
  const found = findSubscription(topics, input.SubscriptionArn);
  const { AttributeName = '', AttributeValue = '' } = input;
  checkAttribute(AttributeName, AttributeValue);
  found.attributes = { ...found.attributes, [AttributeName]: AttributeValue };
  return {};
}

function publish(topics: Topics, input: Input, call: Call): object {
  const topicArn = findTopic(topics, input.TopicArn ?? input.TargetArn, call);
  if (topicArn.endsWith('.fifo')) throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  return { MessageId: topics.publish(topicArn, readMessage(input), call.now) };
}
