// Parses CloudTrail's record, a JSON text with values from outside: any part may be missing or of another type.
import { accountOf, vaultNameOf } from '../../domain/arn.ts';
import type { Audit, Touched } from '../../domain/audits/audit.ts';
import { assessRisk } from '../../domain/audits/audit-risk.ts';
import type { LockBounds } from '../../domain/vaults/lock-change.ts';
import { type Bag, bagIn, isBag, numberIn, textIn, textsIn } from '../../lib/bag.ts';
import { defined } from '../reading.ts';

export interface AuditHeader {
  /** eventName. */
  readonly name: string;
  readonly accountId: string;
  /** The user name that LookupEvents returns beside the record; services have none. */
  readonly username: string | undefined;
}

type ReadPart = Pick<Audit, ReadMember>;
type ReadMember =
  | ('actor' | 'actorArn' | 'sourceIp' | 'byService' | 'errorCode' | 'risk' | 'riskReason')
  | ('target' | 'touched' | 'lock' | 'policy');

export function readRecord(record: Bag | undefined, { name, accountId, username }: AuditHeader): ReadPart {
  const bag = record ?? {};
  const identity = bagIn(bag, 'userIdentity');
  const byService = isByService(bag, identity);
  const errorCode = textIn(bag, 'errorCode');
  const subject = {
    ...bagIn(bag, 'responseElements'),
    ...bagIn(bag, 'serviceEventDetails'),
    ...bagIn(bag, 'requestParameters'),
  };
  const touched = readTouched(subject);
  const destination = textIn(subject, 'destinationBackupVaultArn');
  const otherAccount = accountOf(destination) !== '' && accountOf(destination) !== accountId;
  const { level, reason } = assessRisk(defined({ name, byService, errorCode, otherAccount }));
  return defined({
    actor: byService ? 'AWS Backup' : actorName(identity, username),
    actorArn: textIn(identity, 'arn'),
    sourceIp: textIn(bag, 'sourceIPAddress'),
    byService,
    errorCode,
    risk: level,
    riskReason: reason,
    target: keyArnIn(bag) ?? targetOf(subject, touched),
    touched,
    lock: name === lockPut ? readBounds(bagIn(bag, 'requestParameters')) : undefined,
    policy: policyIn(name, bagIn(bag, 'requestParameters')),
  });
}

/** CloudTrail's name of the event that sets a lock. */
export const lockPut = 'PutBackupVaultLockConfiguration';

/** CloudTrail's names of the events that set and remove an access policy. */
export const policyPut = 'PutBackupVaultAccessPolicy';
export const policyDelete = 'DeleteBackupVaultAccessPolicy';

function policyIn(name: string, request: Bag): string | undefined {
  if (name === policyDelete) return '';
  return name === policyPut ? textIn(request, 'policy') : undefined;
}

const readBounds = (request: Bag): LockBounds =>
  defined({
    minDays: numberIn(request, 'minRetentionDays'),
    maxDays: numberIn(request, 'maxRetentionDays'),
    finalAfterDays: numberIn(request, 'changeableForDays'),
  });

function isByService(record: Bag, identity: Bag): boolean {
  return (
    record.eventType === 'AwsServiceEvent' ||
    identity.invokedBy === 'backup.amazonaws.com' ||
    identity.type === 'AWSService'
  );
}

/**
 * 'alice', 'BackupAdmin/alice' for the session of a role, 'root'. For a user of IAM Identity Center the record has the
 * user id only. https://docs.aws.amazon.com/singlesignon/latest/userguide/sso-cloudtrail-use-cases.html
 */
function actorName(identity: Bag, username: string | undefined): string {
  if (identity.type === 'Root') return 'root';
  const session = /:(?:assumed-role|federated-user)\/(.+)$/.exec(textIn(identity, 'arn') ?? '');
  const person = identity.type === 'IdentityCenterUser' ? textIn(bagIn(identity, 'onBehalfOf'), 'userId') : undefined;
  return (
    session?.[1] ?? person ?? username ?? textIn(identity, 'userName') ?? textIn(identity, 'principalId') ?? 'unknown'
  );
}

function readTouched(subject: Bag): Touched {
  return defined({
    vaultName:
      textIn(subject, 'backupVaultName') ??
      textIn(subject, 'sourceBackupVaultName') ??
      (vaultNameOf(textIn(subject, 'backupVaultArn')) || undefined),
    recoveryPointArn: textIn(subject, 'recoveryPointArn'),
    planId: textIn(subject, 'backupPlanId'),
    resourceArn: textIn(subject, 'resourceArn') ?? onlyOne(textsIn(subject, 'resourceARNList')),
    backupJobId: textIn(subject, 'backupJobId'),
    copyJobId: textIn(subject, 'copyJobId'),
    restoreJobId: textIn(subject, 'restoreJobId'),
  });
}

const onlyOne = ([first, ...others]: readonly string[]): string | undefined =>
  others.length === 0 ? first : undefined;
/**
 * The key of a call of KMS, whose parameters may name it by its id alone.
 * AWS: https://docs.aws.amazon.com/kms/latest/developerguide/ct-schedulekeydeletion.html
 */
function keyArnIn(record: Bag): string | undefined {
  if (record.eventSource !== 'kms.amazonaws.com' || !Array.isArray(record.resources)) return undefined;
  const [first] = record.resources.filter(isBag);
  return first && textIn(first, 'ARN');
}

/** The target of the event; for an unknown event the first text of its parameters. */
function targetOf(subject: Bag, touched: Touched): string {
  const planName = textIn(bagIn(subject, 'backupPlan'), 'backupPlanName');
  const named = touched.recoveryPointArn ?? touched.resourceArn ?? planName ?? touched.planId ?? touched.vaultName;
  const job = touched.backupJobId ?? touched.copyJobId ?? touched.restoreJobId;
  const [first, ...others] = textsIn(subject, 'resourceARNList');
  if (first !== undefined && others.length > 0) return `${first} and ${others.length} more`;
  return named ?? job ?? firstText(subject) ?? '';
}

function firstText(subject: Bag): string | undefined {
  for (const name of Object.keys(subject)) {
    const text = textIn(subject, name);
    if (text !== undefined) return text;
  }
  return undefined;
}
