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
import { type BackupFate, backupState, childrenOf, runMinutesFor, sizesOf } from '../../estate/backup-fate.ts';
import { createDice, seedOf } from '../../estate/dice.ts';
import { cutOff, forgetLocks, isTooSlow, isWithinLock, refused } from '../../estate/job-judge.ts';
import type { ResourceSpec } from '../../estate/spec.ts';
import { invalidParameter, invalidRequest } from '../../wire/aws-error.ts';
import type { Call } from '../service.ts';
import { findBackup } from './backup-jobs.ts';
import { bearVault } from './bear-vault.ts';
import { checkRole } from './plan-checks.ts';
import { checkLifecycle, toLifecycleSpec } from './plan-document.ts';
import { required } from './vault-checks.ts';
import { findVault } from './wire-shapes.ts';

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

export function startBackupJob(input: StartBackupJobInput, call: Call): StartBackupJobOutput {
  const { estate, region } = call;
  const vault = findVault(estate, region, required(input.BackupVaultName, 'BackupVaultName'));
  const arn = required(input.ResourceArn, 'ResourceArn');
  const roleArn = checkRole(input.IamRoleArn);
  checkLifecycle(input.Lifecycle);
  const resource = estate.resources(region).find((candidate) => candidate.arn === arn);
  if (resource === undefined) throw invalidParameter(`Invalid ARN: ${arn}. The resource does not exist.`);
  if (input.StartWindowMinutes !== undefined && input.StartWindowMinutes < 60) {
    throw invalidParameter('The start window must be at least 60 minutes.');
  }
  if (input.CompleteWindowMinutes !== undefined && input.CompleteWindowMinutes < 60) {
    throw invalidParameter('The completion window must be at least 60 minutes.');
  }
  const fate = estate.overlay.planSide.replay(`StartBackupJob ${region}`, input.IdempotencyToken, () => {
    const wished = onDemandFate(input, resource, vault.name, roleArn, call);
    const started = isWithinLock(vault.lock, wished.lifecycle) ? wished : refused(wished);
    for (const one of [started, ...started.children]) estate.overlay.start(one);
    return started;
  });
  return {
    BackupJobId: fate.id,
    CreationDate: new Date(fate.createdAt),
    IsParent: resource.members !== undefined,
  };
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
  const fate: BackupFate = {
    id: dice.jobId(),
    region,
    account,
    vault,
    resource,
    createdAt: now,
    startBy: now + (input.StartWindowMinutes ?? 8 * 60) * minuteMs,
    startsAt,
    endsAt: startsAt + runMs,
    expectedEndAt: startsAt + runMs,
    outcome: 'COMPLETED',
    ...sizesOf(dice, resource),
    pointArn: pointArn(resource.type, region, account, dice),
    continuous: false,
    lifecycle: toLifecycleSpec(input.Lifecycle),
    roleArn,
    options: input.BackupOptions ?? {},
    children: [],
  };
  fate.children = childrenOf(fate, dice);
  const windowMinutes = input.CompleteWindowMinutes ?? 7 * dayMinutes;
  return isTooSlow(resource.type, runMs, windowMinutes) ? cutOff(fate, startsAt, windowMinutes) : fate;
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
  const vault = findVault(estate, region, input.BackupVaultName);
  const { name, arn, lock } = vault;
  if (estate.points(region, name, now).length > 0) {
    throw invalidRequest('Backup vault cannot be deleted because it contains recovery points.');
  }
  estate.overlay.removeVault(region, name);
  estate.overlay.vaultSide.noteChange(region, { at: now, state: 'DELETED', vault, isLocked: lock !== undefined });
  estate.overlay.vaultSide.forgetTags(arn);
  forgetLocks(estate.overlay, region, name);
  return {};
}
