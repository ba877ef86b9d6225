// Operations that start and stop backup jobs.
import type { StartBackupJobInput, StartBackupJobOutput, StopBackupJobInput } from '@aws-sdk/client-backup';
import { pointArn } from '../../estate/arn.ts';
import { cutOff, isTooSlow, isWithinLock, refused } from '../../estate/jobs/job-limits.ts';
import {
  backupState,
  childrenOf,
  runMinutesFor,
  type SimulatedBackup,
  sizesOf,
} from '../../estate/jobs/simulated-backup.ts';
import { createRandom, seedOf } from '../../estate/random.ts';
import type { ResourceSpec } from '../../estate/spec.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter, invalidRequest } from '../../wire/aws-error.ts';
import { required } from '../parameter-checks.ts';
import { checkRole } from '../plans/plan-checks.ts';
import { checkLifecycle, toLifecycleSpec } from '../plans/plan-document.ts';
import { findVault } from '../shared-shapes.ts';
import { findBackup } from './backup-jobs.ts';

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
  const job = estate.overlay.planOverlay.replay(`StartBackupJob ${region}`, input.IdempotencyToken, () => {
    const requested = onDemandBackup(input, { resource, vault: vault.name, roleArn }, call);
    const started = isWithinLock(vault.lock, requested.lifecycle) ? requested : refused(requested);
    for (const startedJob of [started, ...started.children]) estate.overlay.start(startedJob);
    return started;
  });
  return {
    BackupJobId: job.id,
    CreationDate: new Date(job.createdAt),
    IsParent: resource.members !== undefined,
  };
}

interface CheckedInput {
  resource: ResourceSpec;
  vault: string;
  roleArn: string;
}

function onDemandBackup(
  input: StartBackupJobInput,
  { resource, vault, roleArn }: CheckedInput,
  { estate, region, now, account }: Call,
): SimulatedBackup {
  const random = createRandom(seedOf(estate.seed, 'on demand', region, resource.arn, estate.overlay.nextSerial(), now));
  const [shortest, longest] = runMinutesFor(resource.type);
  const startsAt = now + random.whole(4_000, 40_000);
  const runMs = Math.round(random.between(shortest, longest) * minuteMs);
  const job: SimulatedBackup = {
    id: random.jobId(),
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
    ...sizesOf(random, resource),
    pointArn: pointArn({ type: resource.type, region, account }, random),
    continuous: false,
    lifecycle: toLifecycleSpec(input.Lifecycle),
    roleArn,
    options: input.BackupOptions ?? {},
    children: [],
  };
  job.children = childrenOf(job, random);
  const windowMinutes = input.CompleteWindowMinutes ?? 7 * dayMinutes;
  return isTooSlow(resource.type, runMs, windowMinutes) ? cutOff(job, startsAt, windowMinutes) : job;
}

const unstoppable = new Set(['Aurora', 'DocumentDB', 'FSx', 'Neptune', 'SAP HANA on Amazon EC2', 'RDS']);

export function stopBackupJob({ BackupJobId }: StopBackupJobInput, call: Call): object {
  const job = findBackup(call, BackupJobId);
  const { type } = job.resource;
  if (unstoppable.has(type)) throw invalidRequest(`Stopping backup jobs is not supported for resource type ${type}.`);
  const state = backupState(job, call.now) ?? 'CREATED';
  if (job.endsAt <= call.now) throw invalidRequest(`Backup job ${job.id} cannot be stopped: it is ${state}.`);
  call.estate.overlay.stop(job.id, call.now);
  return {};
}
