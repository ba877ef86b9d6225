// Reads the SNS notification of a vault: one English sentence, with facts in the attributes.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
import { regionOf, shortName } from '../domain/arn.ts';
import type { BackupEvent, BackupEventKind, JobNews } from '../domain/jobs/backup-event.ts';
import type { Job } from '../domain/jobs/job.ts';
import { activeStates } from '../domain/jobs/job-state.ts';
import { type Bag, bagIn, textIn, timeIn } from '../lib/bag.ts';
import { defined } from '../lib/defined.ts';

export interface SnsNotification {
  readonly id: string;
  readonly topicArn: string;
  readonly text: string;
  /** Epoch ms. */
  readonly at: number;
  /** Attribute names to values; the case of names varies: EventType, eventType. */
  readonly attributes: Readonly<Record<string, string>>;
}

export const isSnsNotification = (bag: Bag): boolean =>
  textIn(bag, 'Type') === 'Notification' && typeof bag.Message === 'string';

export function readSnsEnvelope(bag: Bag): SnsNotification {
  const attributes = bagIn(bag, 'MessageAttributes');
  const values = Object.keys(attributes).map((name) => [name, textIn(bagIn(attributes, name), 'Value') ?? '']);
  return {
    id: textIn(bag, 'MessageId') ?? '',
    topicArn: textIn(bag, 'TopicArn') ?? '',
    text: typeof bag.Message === 'string' ? bag.Message : '',
    at: timeIn(bag, 'Timestamp') ?? 0,
    attributes: Object.fromEntries(values),
  };
}

/** undefined: the notification is not from AWS Backup. */
export function readSnsNotification(notification: SnsNotification, record: string): BackupEvent | undefined {
  const attribute = attributesOf(notification);
  const type = attribute('EventType');
  if (type === undefined) return undefined;
  const message = textIn({ message: notification.text }, 'message');
  const state = attribute('State') ?? attribute('IndexStatus') ?? '';
  const { at } = notification;
  const facts = { type, at, attribute, ...readSentence(message ?? '') };
  return defined({
    id: notification.id,
    via: 'sns' as const,
    kind: kindOf(type),
    at,
    accountId: attribute('AccountId') ?? '',
    region: regionOf(notification.topicArn),
    type,
    state,
    subject: subjectOf(facts),
    message: attribute('Reason') ? `${message} Reason: ${attribute('Reason')}` : message,
    job: readNews(facts),
    record,
  });
}

type Attribute = (name: string) => string | undefined;

function attributesOf({ attributes }: SnsNotification): Attribute {
  const byName = new Map(Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), value]));
  return (name) => byName.get(name.toLowerCase()) || undefined;
}

function kindOf(type: string): BackupEventKind {
  if (/OBJECT_(FAILED|SKIPPED)$|_MODIFICATION_(SUCCESS|FAILED)$/.test(type)) return 'object';
  if (/INDEX/.test(type)) return 'index';
  if (/^BACKUP_PLAN/.test(type)) return 'plan';
  if (/^(RECOVERY_POINT|CONTINUOUS_BACKUP)/.test(type)) return 'recovery-point';
  return jobKind(type) ? `${jobKind(type) as Job['kind']}-job` : 'other';
}

const jobKind = (type: string): Job['kind'] | undefined =>
  (['backup', 'copy', 'restore'] as const).find((kind) => type.startsWith(`${kind.toUpperCase()}_JOB`));

interface Sentence {
  readonly resourceArn?: string;
  readonly recoveryPointArn?: string;
}

/** The attributes of a notification, and what only its sentence says. */
interface NotificationFacts extends Sentence {
  readonly type: string;
  /** Epoch ms. */
  readonly at: number;
  readonly attribute: Attribute;
}

/** "… Recovery point ARN: arn:…. Resource ARN : arn:…. BackupJob ID : …" */
function readSentence(text: string): Sentence {
  const find = (label: RegExp) => label.exec(text)?.[1]?.replace(/\.$/, '');
  return defined({
    resourceArn: find(/Resource ARN ?: (arn:\S+)/),
    recoveryPointArn: find(/[Rr]ecovery point (?:ARN|arn) ?: (arn:\S+)/),
  });
}

const subjectOf = ({ attribute, resourceArn, recoveryPointArn }: NotificationFacts): string =>
  attribute('ResourceName') ??
  resourceArn ??
  attribute('RecoveryPointArn') ??
  recoveryPointArn ??
  attribute('Id') ??
  '';

/** The state of an event type without a State attribute. */
const statesOfTypes: readonly (readonly [ending: string, state: string])[] = [
  ['_STARTED', 'RUNNING'],
  ['_SUCCESSFUL', 'COMPLETED'],
  ['_FAILED', 'FAILED'],
  ['_EXPIRED', 'EXPIRED'],
];

/** Without an id there is no job to join it to. */
function readNews({ type, at, attribute, resourceArn, recoveryPointArn }: NotificationFacts): JobNews | undefined {
  const kind = jobKind(type);
  const id = attribute('Id');
  const byType = statesOfTypes.find(([ending]) => type.endsWith(ending))?.[1];
  const state = byType ?? attribute('State');
  if (!kind || !id || !state) return undefined;
  return {
    kind,
    id,
    state,
    at,
    members: defined({
      resourceArn,
      resourceName: resourceArn && shortName(resourceArn),
      recoveryPointArn,
      createdAt: timeIn({ at: attribute('StartTime') }, 'at'),
      completedAt: activeStates.has(state) ? undefined : at,
    }),
  };
}
