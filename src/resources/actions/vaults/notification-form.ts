// The form on a vault's notifications: its fields, what they offer, and what is said of them.
import { parseArn, shortName } from '../../../domain/arn.ts';
import { isFifo, type Topic, topicAccess, topicTroubles } from '../../../domain/notifications/topic.ts';
import {
  currentVaultEvents,
  deprecatedVaultEvents,
  isDeprecatedEvent,
  publishedKinds,
} from '../../../domain/vaults/notification.ts';
import { type AnyContext, type FormField, type Option, textOf } from '../../action.ts';
import { words } from '../checks.ts';
import { textField } from '../fields.ts';
import type { NotificationFacts } from './notification-facts.ts';

/** They include each failed job. */
const proposedEvents = ['BACKUP_JOB_COMPLETED', 'COPY_JOB_FAILED', 'RESTORE_JOB_COMPLETED'];

export const factsOf = ({ facts }: Pick<AnyContext, 'facts'>): NotificationFacts =>
  (facts ?? { topics: [] }) as NotificationFacts;

export const notificationFields: readonly FormField[] = [
  {
    id: 'topic',
    label: 'Topic',
    kind: 'pick',
    optional: true,
    hint: 'ARN of an SNS topic of this Region; empty: nothing is published',
    initial: (context) => factsOf(context).settings?.SNSTopicArn ?? onlyTopic(context),
    options: topicOptions,
    check: checkTopic,
    preview: (arn, context) => (arn === '' ? [] : troublesOf(arn, context)),
  },
  textField('events', 'Events', {
    visible: ({ values }) => textOf(values, 'topic') !== '',
    hint: 'separated by spaces',
    initial: (context) => (factsOf(context).settings?.BackupVaultEvents ?? proposedEvents).join(' '),
    check: checkEvents,
    preview: (text, context) => [...keptDeprecations(text, context), ...otherEvents(words(text))],
  }),
];

/** The topic is proposed if there is no other that AWS Backup may publish to. */
function onlyTopic(context: AnyContext): string {
  const usable = factsOf(context).topics.filter((topic) => topicAccess(topic) === 'allowed');
  return usable.length === 1 ? (usable[0]?.arn ?? '') : '';
}

const accessTexts = {
  allowed: 'AWS Backup may publish',
  missing: 'AWS Backup may not publish yet',
  denied: 'AWS Backup cannot publish',
  unknown: 'not known whether AWS Backup may publish',
} as const;

const accessOrder = ['allowed', 'unknown', 'missing', 'denied'] as const;

function topicOptions(context: AnyContext): readonly Option[] {
  const rank = (topic: Topic) => accessOrder.indexOf(topicAccess(topic));
  return factsOf(context)
    .topics.toSorted((one, other) => rank(one) - rank(other))
    .map((topic) => ({ value: topic.arn, label: `${shortName(topic.arn)}: ${accessTexts[topicAccess(topic)]}` }));
}

function checkTopic(text: string, context: AnyContext): string | undefined {
  const { scope } = context;
  const { settings, topics, topicsRefused } = factsOf(context);
  if (text === settings?.SNSTopicArn) return undefined;
  const topic = parseArn(text);
  if (topic?.service !== 'sns') return 'Enter the ARN of an SNS topic.';
  if (topic.region !== scope.region) return `The topic is in ${topic.region}; the vault is in ${scope.region}.`;
  if (isFifo(text)) return 'AWS Backup does not publish to FIFO topics.';
  const isListed = topicsRefused === undefined && topic.accountId === scope.accountId;
  if (isListed && !topics.some(({ arn }) => arn === text)) {
    return `There is no topic ${shortName(text)} in ${scope.region} of this account.`;
  }
  return undefined;
}

/** What keeps the messages from arriving, as far as it is known. */
export function troublesOf(arn: string, context: AnyContext): readonly string[] {
  const { topics, topicsRefused } = factsOf(context);
  const topic = topics.find((one) => one.arn === arn);
  if (topic) return topicTroubles(topic);
  return [`Not known whether AWS Backup may publish to the topic: ${topicsRefused ?? 'it was not listed'}`];
}

function checkEvents(text: string, context: AnyContext): string | undefined {
  // AWS accepts every event that it returned, even one that is newer than this list.
  const present = factsOf(context).settings?.BackupVaultEvents ?? [];
  const fresh = words(text).filter((event) => !present.includes(event));
  const deprecated = fresh.find(isDeprecatedEvent);
  if (deprecated !== undefined) return deprecationOf(deprecated)[0];
  const unknown = fresh.find((event) => !currentVaultEvents.includes(event));
  return unknown === undefined
    ? undefined
    : `There is no event ${unknown}; there are ${currentVaultEvents.join(', ')}.`;
}

function deprecationOf(event: string): readonly string[] {
  if (!isDeprecatedEvent(event)) return [];
  const instead = deprecatedVaultEvents[event];
  const start = `${event} is deprecated and may never fire`;
  return [
    instead === undefined ? `${start}.` : `${start}: use ${instead}, which is sent for every end with its State.`,
  ];
}

/** Of other deprecated events the form says the same as a problem. */
const keptDeprecations = (text: string, context: AnyContext): readonly string[] =>
  words(text)
    .filter((event) => factsOf(context).settings?.BackupVaultEvents.includes(event))
    .flatMap(deprecationOf);

const longestLine = 54;

/** The events that are not chosen, in lines. */
function otherEvents(chosen: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const event of currentVaultEvents.filter((one) => !chosen.includes(one))) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + event.length < longestLine) lines[lines.length - 1] = `${last} ${event}`;
    else lines.push(last === undefined ? `also: ${event}` : event);
  }
  return lines;
}

/** What follows from the choice. */
export function notificationWarnings(context: AnyContext): readonly string[] {
  const arn = textOf(context.values, 'topic');
  if (arn === '') return [];
  const events = words(textOf(context.values, 'events'));
  const { accountId } = context.scope;
  const owner = parseArn(arn)?.accountId;
  return [
    ...troublesOf(arn, context),
    ...(owner === accountId
      ? []
      : [`The topic is of account ${owner}: AWS Backup documents topics of the vault's own account only.`]),
    ...events.flatMap(deprecationOf),
    ...(publishedKinds(events).length === 0 ? ['None of these events reports a failure.'] : []),
  ];
}
