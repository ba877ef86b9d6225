// Reads EventBridge events of AWS Backup, whose members differ between event types.
// https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-backup.html

import type { BackupEvent, BackupEventKind } from '../domain/jobs/backup-event.ts';
import { type Bag, bagIn, textIn, textsIn, timeIn } from '../lib/bag.ts';
import { defined } from '../lib/defined.ts';
import { tableOf } from '../lib/text/table.ts';
import { messageOf, readJobNews } from './job-detail.ts';

const kinds = tableOf<BackupEventKind>({
  'Backup Job State Change': 'backup-job',
  'Copy Job State Change': 'copy-job',
  'Restore Job State Change': 'restore-job',
  'Scan Job State Change': 'scan-job',
  'Recovery Point State Change': 'recovery-point',
  'Recovery Point Change': 'recovery-point',
  'Recovery Point Index State Change': 'index',
  'Backup Plan State Change': 'plan',
  'Backup Vault State Change': 'vault',
  'Region Setting State Change': 'setting',
  'AWS API Call via CloudTrail': 'api-call',
  'AWS Service Event via CloudTrail': 'api-call',
});

/** True for every event that EventBridge puts into a queue, whatever its source. */
export const isEventBridgeEvent = (bag: Bag): boolean =>
  textIn(bag, 'detail-type') !== undefined && typeof bag.detail === 'object' && textIn(bag, 'id') !== undefined;

/** `record`: the text of the event. undefined: an event of another service. */
export function readEventBridgeEvent(bag: Bag, record: string): BackupEvent | undefined {
  const type = textIn(bag, 'detail-type') ?? '';
  const detail = bagIn(bag, 'detail');
  const fromBackup = textIn(bag, 'source') === 'aws.backup' || detail.eventSource === 'backup.amazonaws.com';
  if (!fromBackup) return undefined;
  const kind = kinds[type] ?? 'other';
  const at = timeIn(bag, 'time') ?? 0;
  const state = stateOf(kind, detail);
  return defined({
    id: textIn(bag, 'id') ?? '',
    via: 'eventbridge' as const,
    kind,
    at,
    accountId: textIn(bag, 'account') ?? '',
    region: textIn(bag, 'region') ?? '',
    type,
    state,
    subject: subjectOf(kind, detail, textsIn(bag, 'resources')),
    message: messageOf(detail),
    job: readJobNews(kind, { detail, state, at, resources: textsIn(bag, 'resources') }),
    record,
  });
}

/** The member is `state`, `status` or `indexStatus`. */
function stateOf(kind: BackupEventKind, detail: Bag): string {
  if (kind === 'api-call') return textIn(detail, 'errorCode') ?? '';
  return textIn(detail, 'state') ?? textIn(detail, 'status') ?? textIn(detail, 'indexStatus') ?? '';
}

const subjectNames: Readonly<Record<BackupEventKind, readonly string[]>> = {
  'backup-job': ['resourceArn', 'backupJobId'],
  'copy-job': ['resourceArn', 'copyJobId'],
  'restore-job': ['createdResourceArn', 'sourceResourceArn', 'restoreJobId'],
  'scan-job': ['resourceArn', 'scanJobId'],
  'recovery-point': ['resourceArn'],
  index: ['recoveryPointArn'],
  plan: ['backupPlanId'],
  vault: ['backupVaultName'],
  setting: [],
  object: [],
  'api-call': ['eventName'],
  other: [],
};

function subjectOf(kind: BackupEventKind, detail: Bag, resources: readonly string[]): string {
  for (const name of subjectNames[kind]) {
    const text = textIn(detail, name);
    if (text !== undefined) return text;
  }
  return resources[0] ?? Object.keys(bagIn(detail, 'ResourceTypeOptInPreference')).join(', ');
}
