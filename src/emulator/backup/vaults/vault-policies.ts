// Access policies and notifications of vaults.
import {
  BackupVaultEvent,
  type DeleteBackupVaultAccessPolicyInput,
  type DeleteBackupVaultNotificationsInput,
  type PutBackupVaultAccessPolicyInput,
  type PutBackupVaultNotificationsInput,
} from '@aws-sdk/client-backup';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter, missingParameter } from '../../wire/aws-error.ts';
import { readPolicy } from '../../wire/resource-policy.ts';
import { checkPattern, required } from '../parameter-checks.ts';
import { findVault, findVaultOrDeny } from '../shared-shapes.ts';

export function putBackupVaultAccessPolicy(input: PutBackupVaultAccessPolicyInput, call: Call): object {
  const { name } = findVaultOrDeny(call, input.BackupVaultName);
  const policy = required(input.Policy, 'Policy');
  if (readPolicy(policy) === undefined) throw invalidParameter('The provided policy document is not valid.');
  call.estate.overlay.vaultOverlay.patchVault(call.region, name, { policy });
  return {};
}

export function deleteBackupVaultAccessPolicy(input: DeleteBackupVaultAccessPolicyInput, call: Call): object {
  const { name } = findVaultOrDeny(call, input.BackupVaultName);
  call.estate.overlay.vaultOverlay.patchVault(call.region, name, { policy: undefined });
  return {};
}

const topicPattern = /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}(\.fifo)?$/;

/**
 * AWS accepts these events, but the client's model lacks them:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
 */
const newerEvents: ReadonlySet<string> = new Set([
  ...['AVAILABLE', 'CREATION_FAILED', 'DELETED', 'DELETION_FAILED', 'EXPIRED', 'DISASSOCIATED'].map(
    (end) => `ACCESS_POINT_${end}`,
  ),
  'EKS_RESTORE_MODIFICATION_SUCCESS',
  'EKS_RESTORE_MODIFICATION_FAILED',
]);

export function putBackupVaultNotifications(input: PutBackupVaultNotificationsInput, call: Call): object {
  const { name } = findVault(call.estate, call.region, input.BackupVaultName);
  const topicArn = checkPattern(required(input.SNSTopicArn, 'SNSTopicArn'), 'SNSTopicArn', topicPattern);
  const events = required(input.BackupVaultEvents, 'BackupVaultEvents');
  if (events.length === 0) throw missingParameter('BackupVaultEvents is required.');
  const unknown = events.find((event) => !Object.hasOwn(BackupVaultEvent, event) && !newerEvents.has(event));
  if (unknown !== undefined) throw invalidParameter(`Invalid BackupVaultEvent: ${unknown}.`);
  call.estate.overlay.vaultOverlay.patchVault(call.region, name, { notifications: { topicArn, events: [...events] } });
  return {};
}

export function deleteBackupVaultNotifications(input: DeleteBackupVaultNotificationsInput, call: Call): object {
  const { name } = findVault(call.estate, call.region, input.BackupVaultName);
  call.estate.overlay.vaultOverlay.patchVault(call.region, name, { notifications: undefined });
  return {};
}
