// Calls that change the estate.
import type {
  CreateBackupVaultInput,
  CreateBackupVaultOutput,
  DeleteBackupVaultInput,
  StartBackupJobInput,
  StartBackupJobOutput,
  StopBackupJobInput,
} from '@aws-sdk/client-backup';
import { pointArn } from '../../estate/arn.ts';
import { type BackupFate, backupState, runMinutesFor, sizesOf } from '../../estate/backup-fate.ts';
import { createDice, seedOf } from '../../estate/dice.ts';
import type { ResourceSpec } from '../../estate/spec.ts';
import { invalidParameter, invalidRequest } from '../../wire/aws-error.ts';
import type { Call } from '../service.ts';
import { findBackup } from './backup-jobs.ts';
import { bearVault } from './bear-vault.ts';
import { required } from './vault-checks.ts';
import { findVault } from './wire-shapes.ts';

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

export function startBackupJob(input: StartBackupJobInput, call: Call): StartBackupJobOutput {
  const { estate, region } = call;
  const vault = findVault(estate, region, required(input.BackupVaultName, 'BackupVaultName'));
  const arn = required(input.ResourceArn, 'ResourceArn');
  const roleArn = required(input.IamRoleArn, 'IamRoleArn');
  const resource = estate.resources(region).find((candidate) => candidate.arn === arn);
  if (resource === undefined) throw invalidParameter(`Invalid ARN: ${arn}. The resource does not exist.`);
  if (input.StartWindowMinutes !== undefined && input.StartWindowMinutes < 60) {
    throw invalidParameter('The start window must be at least 60 minutes.');
  }
  const fate = estate.overlay.once(input.IdempotencyToken, () => {
    const started = onDemandFate(input, resource, vault.name, roleArn, call);
    estate.overlay.start(started);
    return started;
  });
  return { BackupJobId: fate.id, CreationDate: new Date(fate.createdAt), IsParent: false };
}

function onDemandFate(
  input: StartBackupJobInput,
  resource: ResourceSpec,
  vault: string,
  roleArn: string,
  { estate, region, now, account }: Call,
): BackupFate {
  const dice = createDice(seedOf(estate.seed, 'on demand', region, resource.arn, estate.overlay.nextSerial(), now));
  const [shortest, longest] = runMinutesFor(resource.type);
  const startsAt = now + dice.whole(4_000, 40_000);
  const runMs = Math.round(dice.between(shortest, longest) * minuteMs);
  return {
    id: dice.uuid().toUpperCase(),
    region,
    account,
    vault,
    resource,
    createdAt: now,
    startBy: now + (input.StartWindowMinutes ?? 8 * 60) * minuteMs,
    startsAt,
    endsAt: startsAt + Math.min(runMs, (input.CompleteWindowMinutes ?? 7 * dayMinutes) * minuteMs),
    expectedEndAt: startsAt + runMs,
    outcome: 'COMPLETED',
    ...sizesOf(dice, resource),
    pointArn: pointArn(resource.type, region, account, dice),
    continuous: false,
    lifecycle: {
      deleteAfterDays: input.Lifecycle?.DeleteAfterDays,
      coldAfterDays: input.Lifecycle?.MoveToColdStorageAfterDays,
    },
    roleArn,
    options: input.BackupOptions ?? {},
    children: [],
  };
}

const unstoppable = new Set(['Aurora', 'DocumentDB', 'FSx', 'Neptune', 'SAP HANA on Amazon EC2', 'RDS']);

export function stopBackupJob({ BackupJobId }: StopBackupJobInput, call: Call): object {
  const fate = findBackup(call, BackupJobId);
  const { type } = fate.resource;
  if (unstoppable.has(type)) throw invalidRequest(`Stopping backup jobs is not supported for resource type ${type}.`);
  const state = backupState(fate, call.now) ?? 'CREATED';
  if (fate.endsAt <= call.now) throw invalidRequest(`Backup job ${fate.id} cannot be stopped: it is ${state}.`);
  call.estate.overlay.stop(fate.id, call.now);
  return {};
}

export function createBackupVault(input: CreateBackupVaultInput, call: Call): CreateBackupVaultOutput {
  const { estate, region, account } = call;
  const vault = bearVault(input, call, (birth) => ({
    ...birth,
    type: 'BACKUP_VAULT',
    keyArn:
      input.EncryptionKeyArn ??
      `arn:aws:kms:${region}:${account}:key/${createDice(seedOf(estate.seed, birth.arn)).uuid()}`,
  }));
  return { BackupVaultName: vault.name, BackupVaultArn: vault.arn, CreationDate: new Date(vault.createdAt) };
}

export function deleteBackupVault(input: DeleteBackupVaultInput, { estate, region, now }: Call): object {
  const { name, arn } = findVault(estate, region, input.BackupVaultName);
  if (estate.points(region, name, now).length > 0) {
    throw invalidRequest('Backup vault cannot be deleted because it contains recovery points.');
  }
  estate.overlay.removeVault(region, name);
  estate.overlay.vaultSide.forgetTags(arn);
  return {};
}
