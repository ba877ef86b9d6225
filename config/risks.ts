// Risky calls that concern backups, by CloudTrail's eventName.
// Deletions and removed locks are MITRE ATT&CK T1490; https://github.com/elastic/detection-rules/issues/6310 and 6311.

export interface Risk {
  readonly level: 'critical' | 'high' | 'medium';
  /** One clause. */
  readonly reason: string;
  /** Also risky if AWS Backup made the call itself. */
  readonly alsoByService?: true;
  /** Only if the call reaches into another account. */
  readonly onlyOtherAccount?: true;
  /** CloudTrail's eventSource, if it is not AWS Backup: such events are looked up by name. */
  readonly source?: string;
  /** Looked up only where KMS keys are judged, and there only if a key cannot decrypt: two calls. */
  readonly withKeys?: true;
  /** Frequent for good reasons, or visible by its result: the event is in the list of audits, but causes no finding. */
  readonly routine?: true;
}

const accessReason = 'changes who can access the vault, or removes a denial';
const futureReason = 'future backups stop or change; existing recovery points stay';
const leavingReason = 'exposes backup data';
const approvalReason = 'changes who can approve a recovery';
const monitoringReason = 'switches monitoring off';
const trailSource = 'cloudtrail.amazonaws.com';
// https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-tagging.html
const taggingSource = 'tagging.amazonaws.com';
const selectedReason = 'changes which plans select a resource, and its access by tags';
const keySource = 'kms.amazonaws.com';
const evidenceReason = 'changes audit evidence or the selected resources';
const organizationReason = 'a policy or role change stops backups';

export const risks: Readonly<Record<string, Risk>> = {
  DeleteRecoveryPoint: { level: 'critical', reason: 'a backup is gone; a continuous one also stops' },
  DeleteBackupVaultLockConfiguration: { level: 'critical', reason: 'removes the vault lock, often before deletions' },
  DeleteBackupVault: { level: 'critical', reason: 'deletes the vault' },
  PutBackupVaultAccessPolicy: { level: 'critical', reason: accessReason },
  DeleteBackupVaultAccessPolicy: { level: 'critical', reason: accessReason },
  UpdateRecoveryPointLifecycle: { level: 'critical', reason: 'a shorter retention deletes backups earlier' },
  DisassociateRecoveryPoint: { level: 'critical', reason: 'a continuous backup leaves the control of AWS Backup' },
  PutBackupVaultLockConfiguration: {
    level: 'critical',
    reason: 'loosens the retention, or starts a lock that becomes final',
  },

  DisassociateRecoveryPointFromParent: { level: 'high', reason: 'breaks up a composite backup' },
  DeleteBackupPlan: { level: 'high', reason: futureReason },
  DeleteBackupSelection: { level: 'high', reason: futureReason },
  UpdateBackupPlan: { level: 'high', reason: futureReason, routine: true },
  CreateBackupSelection: { level: 'high', reason: futureReason, routine: true },
  UpdateRegionSettings: { level: 'high', reason: 'plans skip the resources of a type that is opted out' },
  UpdateGlobalSettings: { level: 'high', reason: 'changes cross-account backup or its approval' },
  StopBackupJob: { level: 'high', reason: 'the backup is not made', routine: true },
  DeleteBackupVaultNotifications: { level: 'high', reason: `${monitoringReason}: the vault sends no notifications` },
  PutBackupVaultNotifications: { level: 'high', reason: 'changes the topic of the notifications' },
  CancelLegalHold: { level: 'high', reason: 'releases the held recovery points' },
  StartCopyJob: { level: 'high', reason: `${leavingReason} to another account`, onlyOtherAccount: true },
  StartRestoreJob: { level: 'high', reason: leavingReason, routine: true },
  CreateRestoreAccessBackupVault: { level: 'high', reason: leavingReason },
  CreateBackupAccessPoint: { level: 'high', reason: leavingReason },
  AssociateBackupVaultMpaApprovalTeam: { level: 'high', reason: approvalReason },
  DisassociateBackupVaultMpaApprovalTeam: { level: 'high', reason: approvalReason },
  RevokeRestoreAccessBackupVault: { level: 'high', reason: approvalReason },
  DeleteOrganizationalBackupPlan: { level: 'high', reason: organizationReason, alsoByService: true },
  UpdateOrganizationalBackupPlan: { level: 'high', reason: organizationReason, alsoByService: true },
  InvalidOrganizationBackupPlan: { level: 'high', reason: organizationReason, alsoByService: true },
  BackupSelectionDeletedDueToSLRDeletion: { level: 'high', reason: organizationReason, alsoByService: true },

  DeleteFramework: { level: 'high', reason: `${monitoringReason}: the controls are no longer evaluated` },
  DeleteReportPlan: { level: 'high', reason: `${monitoringReason}: the reports are no longer made` },
  DeleteRestoreTestingPlan: { level: 'high', reason: `${monitoringReason}: restores are no longer tested` },
  DeleteRestoreTestingSelection: { level: 'high', reason: `${monitoringReason}: restores are no longer tested` },
  // https://attack.mitre.org/techniques/T1562/008/
  StopLogging: { level: 'high', reason: `${monitoringReason}: the trail records nothing`, source: trailSource },
  DeleteTrail: { level: 'high', reason: `${monitoringReason}: the trail is deleted`, source: trailSource },
  UpdateTrail: { level: 'high', reason: 'may switch monitoring off: the trail was changed', source: trailSource },
  PutEventSelectors: {
    level: 'high',
    reason: 'may switch monitoring off: the trail records other events',
    source: trailSource,
  },

  // https://attack.mitre.org/techniques/T1485/
  ScheduleKeyDeletion: {
    level: 'critical',
    reason: 'recovery points encrypted with the key can never be restored',
    source: keySource,
    withKeys: true,
  },
  DisableKey: {
    level: 'high',
    reason: 'the key is disabled: its recovery points cannot be restored',
    source: keySource,
    withKeys: true,
  },

  UpdateFramework: { level: 'medium', reason: evidenceReason },
  UpdateReportPlan: { level: 'medium', reason: evidenceReason },
  UpdateRestoreTestingPlan: { level: 'medium', reason: evidenceReason },
  UpdateRestoreTestingSelection: { level: 'medium', reason: evidenceReason },
  TagResource: { level: 'medium', reason: evidenceReason },
  UntagResource: { level: 'medium', reason: evidenceReason },
  TagResources: { level: 'medium', reason: selectedReason, source: taggingSource },
  UntagResources: { level: 'medium', reason: selectedReason, source: taggingSource },
  UpdateTieringConfiguration: { level: 'medium', reason: evidenceReason },
  DeleteTieringConfiguration: { level: 'medium', reason: evidenceReason },
};

/** Names of events that other services record: a sweep over AWS Backup's own events does not contain them. */
export const namesOfOtherSources: readonly string[] = Object.entries(risks).flatMap(([name, { source, withKeys }]) =>
  source === undefined || withKeys ? [] : [name],
);

/** Calls after which a key cannot decrypt. */
export const keyEventNames = ['DisableKey', 'ScheduleKeyDeletion'] as const;
