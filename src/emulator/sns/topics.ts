// Topics, subscriptions, and the delivery of messages to subscribed queues.

import type { Estate } from '../estate/estate.ts';
import { notificationSubject, vaultNotifications } from '../estate/events/vault-notifications.ts';
import { createRandom, seedOf } from '../estate/random.ts';
import type { Call } from '../protocols/service.ts';
import type { MessageAttributes, QueueStore } from '../sqs/queues.ts';
import { matchesAttributes, matchesBody, readFilterPolicy } from './filter-policy.ts';
import { backupTopicAttributes, takesNotifications } from './topic-attributes.ts';

export interface Subscription {
  arn: string;
  topicArn: string;
  /** Only messages for queues are delivered. */
  protocol: 'sqs' | 'email';
  endpoint: string;
  account: string;
  attributes: Record<string, string>;
}

export interface Message {
  body: string;
  subject?: string | undefined;
  attributes: MessageAttributes;
}

interface PublishedMessage extends Message {
  id: string;
  at: number;
}

export interface Topics {
  in(region: string): string[];
  /** Creates a topic with the attributes, or changes those of an existing topic. */
  add(region: string, arn: string, attributes: Readonly<Record<string, string>>): void;
  attributesOf(arn: string): Readonly<Record<string, string>>;
  remove(arn: string): void;
  subscriptions: Subscription[];
  /** Returns the message id. */
  publish(topicArn: string, message: Message, at: number): string;
  /** Publishes the notifications of vaults up to `call.now`. */
  deliver(call: Call): void;
}

export function createTopics(estate: Estate, queues: QueueStore): Topics {
  const added = new Map<string, Set<string>>();
  const removed = new Set<string>();
  const attributesByArn = new Map<string, Readonly<Record<string, string>>>();
  const deliveredUntil = new Map<string, number>();
  let published = 0;

  /** Topics that the estate's vaults name exist from the beginning. */
  const standingIn = (region: string) => {
    const topicArns = estate.vaults(region).flatMap(({ notifications }) => notifications?.topicArn ?? []);
    return topicArns.filter((arn) => arn.split(':')[3] === region && !removed.has(arn));
  };
  /** Somebody gets a mail of each topic from the beginning. */
  const subscriptions = estate.regions.flatMap((region) =>
    [...new Set(standingIn(region))].map((topicArn): Subscription => {
      const arn = `${topicArn}:${createRandom(seedOf(estate.seed, 'subscription', topicArn, 'email')).uuid()}`;
      const endpoint = 'backup-team@example.com';
      return { arn, topicArn, protocol: 'email', endpoint, account: estate.account, attributes: {} };
    }),
  );
  const topicsIn = (region: string) => [...new Set([...standingIn(region), ...(added.get(region) ?? [])])].sort();
  const attributesOf = (arn: string) =>
    attributesByArn.get(arn) ?? (standingIn(arn.split(':')[3] ?? '').includes(arn) ? backupTopicAttributes(arn) : {});

  const publish: Topics['publish'] = (topicArn, message, at) => {
    published += 1;
    const id = createRandom(seedOf(estate.seed, 'publish', topicArn, published)).uuid();
    for (const subscription of subscriptions.filter((candidate) => candidate.topicArn === topicArn)) {
      const queue = isWanted(subscription, message) ? queues.byArn(subscription.endpoint) : undefined;
      if (queue) queues.put(queue, { at, ...toQueueMessage(subscription, { ...message, id, at }) });
    }
    return id;
  };

  return {
    in: topicsIn,
    attributesOf,
    add(region, arn, attributes) {
      removed.delete(arn);
      attributesByArn.set(arn, attributes);
      added.set(region, (added.get(region) ?? new Set()).add(arn));
    },
    remove(arn) {
      removed.add(arn);
      attributesByArn.delete(arn);
      for (const arns of added.values()) arns.delete(arn);
      const kept = subscriptions.filter((candidate) => candidate.topicArn !== arn);
      subscriptions.splice(0, subscriptions.length, ...kept);
    },
    subscriptions,
    publish,
    deliver({ region, now }) {
      const from = deliveredUntil.get(region) ?? now;
      deliveredUntil.set(region, Math.max(from, now));
      const topics = new Set(topicsIn(region).filter((arn) => takesNotifications(estate, arn, attributesOf(arn))));
      if (now <= from || !subscriptions.some(({ topicArn, protocol }) => protocol === 'sqs' && topics.has(topicArn)))
        return;
      for (const { topicArn, at, message, attributes } of vaultNotifications(estate, region, { from, to: now })) {
        const entries = Object.entries(attributes).map(([name, StringValue]) => [
          name,
          { DataType: 'String', StringValue },
        ]);
        const body = { body: message, subject: notificationSubject, attributes: Object.fromEntries(entries) };
        if (topics.has(topicArn)) publish(topicArn, body, at);
      }
    },
  };
}

function isWanted({ attributes: { FilterPolicy, FilterPolicyScope } }: Subscription, message: Message): boolean {
  if (FilterPolicy === undefined) return true;
  const policy = readFilterPolicy(FilterPolicy);
  return FilterPolicyScope === 'MessageBody'
    ? matchesBody(policy, message.body)
    : matchesAttributes(policy, message.attributes);
}

function toQueueMessage({ arn, topicArn, attributes }: Subscription, message: PublishedMessage) {
  if (attributes.RawMessageDelivery === 'true') return { body: message.body, attributes: message.attributes };
  const { body, subject, id, at } = message;
  const [, , , region] = topicArn.split(':');
  const entries = Object.entries(message.attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    { Type: DataType, Value: StringValue ?? BinaryValue },
  ]);
  const envelope = {
    Type: 'Notification',
    MessageId: id,
    TopicArn: topicArn,
    ...(subject !== undefined && { Subject: subject }),
    Message: body,
    Timestamp: new Date(at).toISOString(),
    SignatureVersion: '1',
    // Valid only in its form: the emulator has no certificate for signing.
    Signature: Buffer.from(createRandom(seedOf('signature', id)).hex(256), 'hex').toString('base64'),
    SigningCertURL: `https://sns.${region}.amazonaws.com/SimpleNotificationService-emulated.pem`,
    UnsubscribeURL: `https://sns.${region}.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${arn}`,
    ...(entries.length > 0 && { MessageAttributes: Object.fromEntries(entries) }),
  };
  return { body: JSON.stringify(envelope) };
}
