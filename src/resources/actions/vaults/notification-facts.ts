// What the forms on a vault's notifications need of AWS Backup, SNS and KMS.
import { AwsProblemError } from '../../../aws/errors/errors.ts';
import { parseArn } from '../../../domain/arn.ts';
import { isFifo, type Topic } from '../../../domain/notifications/topic.ts';
import type { RequestContext } from '../../resource.ts';
import { listTopics, problemMessage, readTopic } from '../../vaults/topics.ts';

/** As AWS returns it, with members that this program does not know. */
export interface NotificationSettings {
  readonly SNSTopicArn: string;
  readonly BackupVaultEvents: readonly string[];
}

export interface NotificationFacts {
  /** Absent: the vault publishes nothing. */
  readonly settings?: NotificationSettings;
  /** The topic of the settings and those that may be chosen: no FIFO topics, none of another Region. */
  readonly topics: readonly Topic[];
  /** Why the topics could not be listed. */
  readonly topicsRefused?: string;
}

/** The policies of so many topics are read; of others it is not known whether AWS Backup may publish. */
const mostTopics = 20;

/** undefined: the vault publishes nothing. */
export async function readSettings(request: RequestContext, vault: string): Promise<NotificationSettings | undefined> {
  try {
    const response = await request.call('backup', 'GetBackupVaultNotifications', { BackupVaultName: vault });
    const { BackupVaultName: _, BackupVaultArn: __, $metadata: ___, ...settings } = response;
    if (!settings.SNSTopicArn) return undefined;
    return { ...settings, SNSTopicArn: settings.SNSTopicArn, BackupVaultEvents: settings.BackupVaultEvents ?? [] };
  } catch (error) {
    if (error instanceof AwsProblemError && error.problem.kind === 'not-found') return undefined;
    throw error;
  }
}

export async function readNotificationFacts(request: RequestContext, vault: string): Promise<NotificationFacts> {
  const settings = await readSettings(request, vault);
  const { arns, refused } = await topicArns(request);
  const ofSettings = settings === undefined ? [] : [settings.SNSTopicArn];
  const offered = arns.filter((arn) => !isFifo(arn) && parseArn(arn)?.region === request.scope.region);
  const all = [...new Set([...ofSettings, ...offered])];
  const read = await Promise.all(all.slice(0, mostTopics).map((arn) => readTopic(request, arn)));
  const unread = all
    .slice(mostTopics)
    .map((arn): Topic => ({ arn, refused: `vaultop reads only ${mostTopics} topics` }));
  return {
    topics: [...read, ...unread],
    ...(settings ? { settings } : {}),
    ...(refused === undefined ? {} : { topicsRefused: refused }),
  };
}

async function topicArns(request: RequestContext): Promise<{ readonly arns: readonly string[]; refused?: string }> {
  try {
    return { arns: await listTopics(request) };
  } catch (error) {
    return { arns: [], refused: problemMessage(error) };
  }
}
