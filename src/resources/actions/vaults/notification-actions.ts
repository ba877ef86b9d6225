// The topic and the events of a vault, and a message to test the topic.
import { AwsProblemError } from '../../../aws/errors/errors.ts';
import { type Topic, topicTroubles } from '../../../domain/notifications/topic.ts';
import type { Vault } from '../../../domain/vaults/vault.ts';
import { sanitize } from '../../../lib/text/text.ts';
import { type Action, type ActionContext, textOf } from '../../action.ts';
import { once, repeatable } from '../../retry.ts';
import { readTopic } from '../../vaults/topics.ts';
import { words } from '../checks.ts';
import { vaultSubject } from '../subjects.ts';
import { irreversible, undoable } from '../undo.ts';
import { type NotificationSettings, readNotificationFacts, readSettings } from './notification-facts.ts';
import { factsOf, notificationFields, notificationWarnings } from './notification-form.ts';
import { isMissing, prettyJson } from './vault-documents.ts';

/** undefined: nothing is published any more. */
function wanted({ values, facts }: ActionContext<Vault>): NotificationSettings | undefined {
  const SNSTopicArn = textOf(values, 'topic');
  if (SNSTopicArn === '') return undefined;
  return { ...factsOf({ facts }).settings, SNSTopicArn, BackupVaultEvents: words(textOf(values, 'events')) };
}

/** The order of events means nothing. */
function isUnchanged(before: NotificationSettings | undefined, after: NotificationSettings | undefined): boolean {
  const textIn = (one: NotificationSettings | undefined) =>
    one && [one.SNSTopicArn, ...[...new Set(one.BackupVaultEvents)].toSorted()].join(' ');
  return textIn(before) === textIn(after);
}

const textOfSettings = (settings: NotificationSettings | undefined): string => (settings ? prettyJson(settings) : '');

export const vaultNotifications: Action<Vault, 'PutBackupVaultNotifications' | 'DeleteBackupVaultNotifications'> = {
  id: 'notifications',
  title: 'edit the notifications',
  subject: vaultSubject,
  pending: 'changing',
  outcome: 'has the notifications that were sent',
  undo(context) {
    if (!wanted(context)) return irreversible('AWS keeps no copy of what is deleted; the present text is below');
    return undoable(factsOf(context).settings ? 'send the old text again, shown below' : 'delete it again');
  },
  load: (request, { name }) => readNotificationFacts(request, name),
  fields: notificationFields,
  change: (context) => ({
    before: textOfSettings(factsOf(context).settings),
    after: textOfSettings(wanted(context)),
  }),
  warnings: notificationWarnings,
  touches: ['notifications'],
  retries: {
    PutBackupVaultNotifications: repeatable,
    DeleteBackupVaultNotifications: {
      kind: 'read-back',
      removes: true,
      wasDone: (request, { BackupVaultName }) =>
        isMissing(request.call('backup', 'GetBackupVaultNotifications', { BackupVaultName })),
    },
  },
  requests(context) {
    const { settings } = factsOf(context);
    const input = { BackupVaultName: context.row.name };
    const after = wanted(context);
    if (isUnchanged(settings, after)) return [];
    if (!after) return [{ service: 'backup', operation: 'DeleteBackupVaultNotifications', input }];
    return [{ service: 'backup', operation: 'PutBackupVaultNotifications', input: { ...after, ...input } }];
  },
};

interface TestFacts {
  readonly topic: Topic;
}

async function readTestFacts(request: Parameters<typeof readTopic>[0], vault: string): Promise<TestFacts> {
  const settings = await readSettings(request, vault);
  if (settings) return { topic: await readTopic(request, settings.SNSTopicArn) };
  throw new AwsProblemError({
    kind: 'not-found',
    message: `The vault ${sanitize(vault)} publishes no notifications: there is no topic to test.`,
    nextStep: 'Choose a topic first: "edit the notifications".',
    retryable: false,
  });
}

/** `Subject` is what a mail or a page shows first. */
const testSubject = 'vaultop test';

export const testNotification: Action<Vault, 'Publish'> = {
  id: 'test-notification',
  title: 'send a test message to its topic',
  subject: vaultSubject,
  pending: 'sending',
  outcome: 'has a test message in its topic',
  // Whoever tests is there, and wants to see it arrive.
  danger: 'confirm',
  undo: irreversible('a message that was sent cannot be taken back'),
  load: (request, { name }) => readTestFacts(request, name),
  route: ({ facts }) => [`to ${(facts as TestFacts).topic.arn}`],
  warnings: ({ facts }) => [
    'Every subscriber gets the message, and it may page the person on call. Its subject is "vaultop test".',
    'It tests that the topic reaches its subscribers, not that AWS Backup may publish to the topic: it is sent with your credentials.',
    'A subscription with a filter policy on attributes does not get it: the message has no attributes.',
    ...topicTroubles((facts as TestFacts).topic),
  ],
  retries: { Publish: once },
  requests({ row, scope, facts }) {
    const { arn } = (facts as TestFacts).topic;
    const where = `vault ${row.name} in ${scope.region} of account ${scope.accountId}`;
    const Message = `vaultop test: sent manually for ${where}. Nothing has failed.`;
    return [{ service: 'sns', operation: 'Publish', input: { TopicArn: arn, Subject: testSubject, Message } }];
  },
};
