import { AwsProblemError } from '../../aws/errors/errors.ts';
import { parseArn, shortName } from '../../domain/arn.ts';
import { deliveries, deliveryText, passes, type Subscriber } from '../../domain/notifications/delivery.ts';
import { topicTroubles } from '../../domain/notifications/topic.ts';
import { scopeKey } from '../../domain/scope.ts';
import { isDeprecatedEvent, publishedFailures, type VaultNotification } from '../../domain/vaults/notification.ts';
import type { Vault } from '../../domain/vaults/vault.ts';
import { isDenial, toDocument } from '../document.ts';
import { eachPart } from '../parts.ts';
import { defined, wordsOf } from '../reading.ts';
import type { DetailSection, RequestContext, Resource } from '../resource.ts';
import { type Entry, fieldsSection, scopeEntries } from '../sections.ts';
import { listVaults } from './list-vaults.ts';
import { problemMessage, readSubscriptions, readTopic } from './topics.ts';

/** The notifications of each vault. AWS has no list of them: each vault costs one call. */
export const notifications: Resource<VaultNotification> = {
  id: 'notifications',
  title: 'notification',
  plural: 'notifications',
  aliases: ['notif', 'sns'],
  cadence: 'settings',
  params: {},
  fields: ['vaultName', 'vaultArn', 'topicArn', 'events', 'refused', 'topic', 'subscriptions', 'subscriptionsRefused'],
  async *list(request) {
    const topicOf = createTopicReader(request);
    yield* eachPart({
      list: () => listVaults(request),
      key: ({ name }) => name,
      rows: (vault) => notificationOf(request, vault, topicOf),
    });
  },
  key: ({ scope, vaultArn }) => `${scopeKey(scope)}/${vaultArn}`,
  stored: {},
  columns: [
    {
      id: 'vault',
      title: 'VAULT',
      width: 'grow',
      keep: 100,
      text: ({ vaultName }) => vaultName,
      identity: ({ vaultName }) => vaultName,
    },
    {
      id: 'topic',
      title: 'TELLS',
      width: 'grow',
      keep: 95,
      text: (row) => row.refused ?? (row.topicArn === undefined ? 'nobody' : shortName(row.topicArn)),
      identity: ({ topicArn }) => topicArn,
      tone: ({ topicArn }) => (topicArn === undefined ? 'warn' : 'plain'),
    },
    {
      id: 'failures',
      title: 'FAILURES',
      width: 19,
      keep: 90,
      text: (row) => failuresText(row),
      tone: (row) => (row.refused ? 'muted' : deliveries(row).get('backup') === 'delivered' ? 'good' : 'warn'),
      sortBy: (row) => (row.refused ? -1 : deliveredCount(row)),
    },
    {
      id: 'events',
      title: 'OF',
      width: 'grow',
      keep: 80,
      text: ({ events }) => events.join(' '),
      sortBy: ({ events }) => events.length,
    },
  ],
  sort: { column: 'failures', descending: false },
  label: ({ vaultName }) => vaultName,
  copyText: ({ topicArn, vaultArn }) => topicArn ?? vaultArn,
  async describe(request, { vaultName }) {
    try {
      return toDocument(await request.call('backup', 'GetBackupVaultNotifications', { BackupVaultName: vaultName }));
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  },
  detail: (row) => [
    fieldsSection('Notifications', [
      ['Vault', row.vaultName],
      ['Topic', row.refused ?? row.topicArn ?? 'none: the vault publishes no failure'],
      ['Topic in', row.topicArn && parseArn(row.topicArn)?.region],
      ['Failures', row.refused ? undefined : failuresText(row)],
      ...(row.topic ? topicTroubles(row.topic) : []).map((text): Entry => ['Trouble', text, 'warn']),
      ...row.events.map((event): Entry => ['Event', eventText(event)]),
      ...scopeEntries(row.scope),
    ]),
    ...subscribersSection(row),
  ],
  drillDowns: [{ to: 'vaults', title: 'vault', single: true, params: ({ vaultName }) => ({ name: vaultName }) }],
};

const failuresText = (row: VaultNotification): string => (row.refused ? '?' : (deliveryText(row) ?? 'silent'));

const deliveredCount = (row: VaultNotification): number =>
  [...deliveries(row).values()].filter((delivery) => delivery === 'delivered').length;

const eventText = (event: string): string =>
  isDeprecatedEvent(event) ? `${event}: deprecated, may never fire` : event;

/** Who gets which failures, and through which filter. */
function subscribersSection(row: VaultNotification): DetailSection[] {
  if (row.topicArn === undefined || row.topic?.isGone) return [];
  const { subscriptions } = row;
  if (subscriptions === undefined) {
    return [
      fieldsSection('Subscribers', [
        ['Not known', row.subscriptionsRefused ?? 'its subscriptions were not read', 'muted'],
      ]),
    ];
  }
  if (subscriptions.length === 0) {
    return [
      fieldsSection('Subscribers', [
        ['Nobody', 'the topic has no subscription: nobody gets the notifications', 'warn'],
      ]),
    ];
  }
  return [
    fieldsSection(
      'Subscribers',
      subscriptions.flatMap((one) => subscriberEntries(row, one)),
    ),
  ];
}

function subscriberEntries(row: VaultNotification, one: Subscriber): Entry[] {
  const filter = one.filter === undefined ? [] : [['Filter', one.filter] as const];
  return [[one.protocol || 'subscriber', `${one.endpoint}: ${getsText(row, one)}`], ...filter];
}

function getsText(row: VaultNotification, one: Subscriber): string {
  if (one.isPending) return 'nothing: the subscription is not confirmed';
  if (one.refused !== undefined) return `not known: ${one.refused}`;
  const kinds = publishedFailures(row).map((kind) => ({ kind, delivery: passes(kind, one) }));
  const gets = kinds.filter(({ delivery }) => delivery !== 'lost');
  const names = gets.map(({ kind, delivery }) => (delivery === 'unknown' ? `${kind}?` : kind));
  if (names.length === 0) return 'no failure';
  return `failures of ${names.join(', ')}${one.filter === undefined ? '' : ', if its filter policy matches'}`;
}

type TopicParts = Pick<VaultNotification, 'topic' | 'subscriptions' | 'subscriptionsRefused'>;

/** Vaults share topics: each is read once for a list. */
function createTopicReader(request: RequestContext): (arn: string) => Promise<TopicParts> {
  const known = new Map<string, Promise<TopicParts>>();
  return (arn) => {
    const parts = known.get(arn) ?? readParts(request, arn);
    known.set(arn, parts);
    return parts;
  };
}

async function readParts(request: RequestContext, arn: string): Promise<TopicParts> {
  const topic = await readTopic(request, arn);
  if (topic.isGone) return { topic, subscriptions: [] };
  try {
    return { topic, subscriptions: await readSubscriptions(request, arn) };
  } catch (error) {
    return { topic, subscriptionsRefused: problemMessage(error) };
  }
}

async function* notificationOf(
  request: RequestContext,
  vault: Vault,
  topicOf: (arn: string) => Promise<TopicParts>,
): AsyncGenerator<VaultNotification[]> {
  const row = { scope: vault.scope, vaultName: vault.name, vaultArn: vault.arn };
  try {
    const response = await request.call('backup', 'GetBackupVaultNotifications', { BackupVaultName: vault.name });
    const events = (response.BackupVaultEvents ?? []).flatMap((event) => wordsOf(event) ?? []);
    const topicArn = wordsOf(response.SNSTopicArn);
    const parts = topicArn === undefined ? {} : await topicOf(topicArn);
    yield [defined({ ...row, topicArn, events, ...parts })];
  } catch (error) {
    if (!isDenial(error)) throw error;
    // AWS responds with ResourceNotFoundException if there is no configuration.
    yield [{ ...row, events: [], ...(isNotFound(error) ? {} : { refused: refusalOf(error) }) }];
  }
}

const isNotFound = (error: unknown): boolean => error instanceof AwsProblemError && error.problem.kind === 'not-found';
const refusalOf = (error: unknown): string => (error instanceof AwsProblemError ? error.problem.message : '');
