// What somebody does to backups that a person wants to know of at once, by CloudTrail's eventName.
// Deleting and unlocking are MITRE ATT&CK T1490; https://github.com/elastic/detection-rules/issues/6310 and 6311.

export interface Risk {
  readonly level: 'critical' | 'high' | 'medium';
  /** One clause. */
  readonly reason: string;
  /** Risky too when AWS Backup did it by itself. */
  readonly alsoByService?: true;
  /** Only when it reaches into another account. */
  readonly onlyOtherAccount?: true;
  /** Done every day for good reasons, or told by what came of it: it stands in the list of audits, but calls nobody. */
  readonly routine?: true;
}

const accessReason = 'opens the vault to others, or takes a denial away';
const futureReason = 'future backups stop or change; points that exist stay';
const leavingReason = 'data leaves through backups';
const approvalReason = 'changes who can approve a recovery';
const evidenceReason = 'changes evidence or what is selected';
const organizationReason = 'a policy or role change stops backups';

export const risks: Readonly<Record<string, Risk>> = {
  DeleteRecoveryPoint: { level: 'critical', reason: 'a backup is gone; a continuous one also stops' },
  DeleteBackupVaultLockConfiguration: { level: 'critical', reason: 'lifts the lock, as one does ahead of deleting' },
  DeleteBackupVault: { level: 'critical', reason: 'removes the vault itself' },
  PutBackupVaultAccessPolicy: { level: 'critical', reason: accessReason },
  DeleteBackupVaultAccessPolicy: { level: 'critical', reason: accessReason },
  UpdateRecoveryPointLifecycle: { level: 'critical', reason: 'a shorter retention deletes silently later' },
  DisassociateRecoveryPoint: { level: 'critical', reason: 'a continuous backup leaves the control of AWS Backup' },
  PutBackupVaultLockConfiguration: { level: 'critical', reason: 'loosens retention, or starts a lock without return' },

  DisassociateRecoveryPointFromParent: { level: 'high', reason: 'breaks up a composite backup' },
  DeleteBackupPlan: { level: 'high', reason: futureReason },
  DeleteBackupSelection: { level: 'high', reason: futureReason },
  UpdateBackupPlan: { level: 'high', reason: futureReason, routine: true },
  CreateBackupSelection: { level: 'high', reason: futureReason, routine: true },
  UpdateRegionSettings: { level: 'high', reason: 'a type opted out is skipped without a word' },
  UpdateGlobalSettings: { level: 'high', reason: 'changes cross-account backup or its approval' },
  StopBackupJob: { level: 'high', reason: 'this backup will not exist', routine: true },
  DeleteBackupVaultNotifications: { level: 'high', reason: 'blinds alerting' },
  PutBackupVaultNotifications: { level: 'high', reason: 'changes where alerts go' },
  CancelLegalHold: { level: 'high', reason: 'releases what was held' },
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

  DeleteFramework: { level: 'medium', reason: evidenceReason },
  UpdateFramework: { level: 'medium', reason: evidenceReason },
  DeleteReportPlan: { level: 'medium', reason: evidenceReason },
  DeleteRestoreTestingPlan: { level: 'medium', reason: evidenceReason },
  DeleteRestoreTestingSelection: { level: 'medium', reason: evidenceReason },
  UpdateRestoreTestingPlan: { level: 'medium', reason: evidenceReason },
  TagResource: { level: 'medium', reason: evidenceReason },
  UntagResource: { level: 'medium', reason: evidenceReason },
  UpdateTieringConfiguration: { level: 'medium', reason: evidenceReason },
  DeleteTieringConfiguration: { level: 'medium', reason: evidenceReason },
};
