// A simulated backup job: its creation, start, end and outcome follow from its schedule slot. The clock decides only
// which part of it has happened.
import type { BackupJobState } from '@aws-sdk/client-backup';
import { continuousPointArn, pointArn } from '../arn.ts';
import { createRandom, mixSeed, type Random, type Seed, seedOf } from '../random.ts';
import type { Lifecycle, PlanSpec, ResourceSpec, RuleSpec } from '../spec.ts';
import { type JobFault, jobFaultAt } from './job-fault.ts';
import { expiryOf, failureOf, issueOf, type OutcomeReason } from './outcome-reasons.ts';

const minuteMs = 60_000;

export interface SimulatedBackup {
  id: string;
  region: string;
  account: string;
  vault: string;
  resource: ResourceSpec;
  /** Absent for a job that a caller started. */
  by?: { plan: PlanSpec; rule: RuleSpec } | undefined;
  createdAt: number;
  startBy: number;
  /** Absent for a job that never starts. */
  startsAt?: number | undefined;
  endsAt: number;
  /** AWS's estimate while the job runs. */
  expectedEndAt: number;
  outcome: Extract<BackupJobState, 'COMPLETED' | 'FAILED' | 'EXPIRED' | 'ABORTED' | 'PARTIAL'>;
  reason?: OutcomeReason | undefined;
  /** As AWS reports it: absent for types whose size AWS leaves out. */
  sizeBytes: number | undefined;
  transferBytes: number;
  pointArn: string;
  continuous: boolean;
  lifecycle: Lifecycle;
  roleArn: string;
  /** `WindowsVSS: enabled` requests VSS. */
  options: Readonly<Record<string, string>>;
  parent?: { jobId: string; pointArn: string };
  children: readonly SimulatedBackup[];
  /** Absent: the seed decides about copies and scans as well. */
  jobFault?: JobFault | undefined;
  /** Epoch ms at which AWS stops updating its continuous recovery point. */
  stopsAt?: number | undefined;
  deletion?: DeletionOutcome | undefined;
}

/**
 * The outcome of the deletion of a recovery point: computed on the first use, and stored because every read of a vault
 * needs it.
 */
export interface DeletionOutcome {
  /** The ARN of the recovery point that the outcome belongs to. */
  arn: string;
  delayMs: number;
  isBlocked: boolean;
}

/** Properties that all runs of one rule on one resource share. */
export interface BackupOrigin {
  region: string;
  account: string;
  by: { plan: PlanSpec; rule: RuleSpec };
  resource: ResourceSpec;
  seed: Seed;
  roleArn: string;
  /** Absent: the seed decides. */
  jobFaults?: readonly JobFault[] | undefined;
}

const runMinutesOf: Record<string, readonly [number, number]> = {
  EC2: [12, 70],
  EBS: [10, 60],
  RDS: [8, 45],
  Aurora: [8, 35],
  S3: [20, 150],
  EFS: [20, 120],
  DynamoDB: [3, 15],
  FSx: [15, 60],
  Redshift: [20, 60],
  'Storage Gateway': [30, 120],
  CloudFormation: [30, 90],
};
const otherRunMinutes = [10, 60] as const;
export const runMinutesFor = (type: string) => runMinutesOf[type] ?? otherRunMinutes;

const continuousTypes = new Set(['RDS', 'Aurora', 'S3']);

/** The backup job of the slot at `slotAt`. */
export function simulateBackup(origin: BackupOrigin, slotAt: number): SimulatedBackup {
  const { by, resource, region, account } = origin;
  const { rule } = by;
  const random = createRandom(mixSeed(origin.seed, Math.floor(slotAt / 1000)));
  const id = random.jobId();
  const createdAt = slotAt + random.whole(800, 95_000);
  const startBy = slotAt + rule.startWindowMinutes * minuteMs;
  const startsAt = createdAt + random.whole(20_000, Math.min(14, rule.startWindowMinutes / 10) * minuteMs);
  const [shortest, longest] = rule.runMinutes ?? runMinutesFor(resource.type);
  const runMs = Math.round(random.between(shortest, longest) * minuteMs);
  const jobFault = jobFaultAt(origin.jobFaults, slotAt);
  const end = endWithFault(outcomeOf(random, resource), jobFault);
  const continuous = rule.continuous && continuousTypes.has(resource.type);
  const endsAt = end.outcome === 'EXPIRED' ? startBy : startsAt + (prolongedMs(jobFault, random) ?? runMs);
  const expectedEndAt = startsAt + Math.round(runMs * random.between(0.9, 1.15));
  const sizes = sizesOf(random, resource);
  // Lists every member: V8 creates spread objects slowly and stores them in more memory, and backup jobs are the most
  // frequent objects.
  const job: SimulatedBackup = {
    id,
    region,
    account,
    vault: rule.vault,
    resource,
    by,
    createdAt,
    startBy,
    startsAt: end.outcome === 'EXPIRED' ? undefined : startsAt,
    endsAt,
    expectedEndAt,
    outcome: end.outcome,
    reason: end.reason,
    sizeBytes: sizes.sizeBytes,
    transferBytes: sizes.transferBytes,
    pointArn: continuous
      ? continuousPointArn({ type: resource.type, region, account, name: resource.name }, createRandom(origin.seed))
      : pointArn({ type: resource.type, region, account }, random),
    continuous,
    lifecycle: rule.lifecycle,
    roleArn: origin.roleArn,
    options: by.plan.windowsVss && resource.windows ? withVss : noOptions,
    children: none,
    jobFault,
    stopsAt: continuous ? origin.jobFaults?.find(({ isStopped }) => isStopped)?.from : undefined,
    deletion: undefined,
  };
  if (resource.members) job.children = childrenOf(job, random);
  return job;
}

const withVss = Object.freeze({ WindowsVSS: 'enabled' });
const noOptions = Object.freeze({});
const none: readonly SimulatedBackup[] = Object.freeze([]);

type End = Pick<SimulatedBackup, 'outcome' | 'reason'>;

/** The random outcome is computed in any case, so that a fault does not change the other random values. */
const endWithFault = (byChance: End, jobFault: JobFault | undefined): End =>
  jobFault === undefined ? byChance : { outcome: jobFault.outcome ?? 'COMPLETED', reason: jobFault.reason };

const prolongedMs = (jobFault: JobFault | undefined, random: Random) =>
  jobFault?.runMinutes && Math.round(random.between(...jobFault.runMinutes) * minuteMs);

function outcomeOf(random: Random, resource: ResourceSpec): End {
  const roll = random.next();
  const issueShare = resource.windows ? 0.2 : 0.015;
  if (roll < 0.95) {
    if (resource.members && random.chance(0.12)) return { outcome: 'PARTIAL' };
    return { outcome: 'COMPLETED', reason: random.chance(issueShare) ? issueOf(random, resource) : undefined };
  }
  if (roll < 0.98) return { outcome: 'FAILED', reason: failureOf(random, resource) };
  if (roll < 0.992) return { outcome: 'EXPIRED', reason: expiryOf(random) };
  return { outcome: 'ABORTED' };
}

/** AWS fills in sizes differently for each type: https://github.com/aws/aws-cli/issues/7192 */
export function sizesOf(
  random: Random,
  { type, sizeBytes }: ResourceSpec,
): Pick<SimulatedBackup, 'sizeBytes' | 'transferBytes'> {
  const changed = Math.round(sizeBytes * random.between(0.004, 0.05));
  switch (type) {
    case 'RDS':
    case 'CloudFormation':
      return { sizeBytes: 0, transferBytes: 0 };
    case 'Aurora':
    case 'FSx':
      return { sizeBytes: undefined, transferBytes: changed };
    case 'EFS':
      return { sizeBytes: changed, transferBytes: changed };
    case 'S3':
      return { sizeBytes: random.chance(0.5) ? 0 : changed, transferBytes: changed };
    case 'DynamoDB':
      return { sizeBytes: Math.round(sizeBytes * random.between(0.97, 1.03)), transferBytes: sizeBytes };
    default:
      return { sizeBytes, transferBytes: sizeBytes };
  }
}

/** Child jobs for the members of a composite; each runs within its parent's time. */
export function childrenOf(parent: SimulatedBackup, random: Random): readonly SimulatedBackup[] {
  const { resource, startsAt, endsAt, by, ...rest } = parent;
  if (resource.members === undefined || startsAt === undefined) return none;
  return resource.members.map((member, index) => {
    const own = createRandom(seedOf(parent.id, member.name));
    const begins = startsAt + own.whole(2_000, 30_000);
    const fails = parent.outcome === 'FAILED' || (parent.outcome === 'PARTIAL' && index === 0);
    return {
      ...rest,
      by,
      id: own.jobId(),
      resource: member,
      createdAt: begins,
      startsAt: begins + 5_000,
      endsAt: begins + 5_000 + Math.round((endsAt - begins - 5_000) * own.between(0.5, 0.98)),
      outcome: fails ? 'FAILED' : parent.outcome === 'PARTIAL' ? 'COMPLETED' : parent.outcome,
      reason: fails ? failureOf(random, member) : undefined,
      ...sizesOf(own, member),
      pointArn: pointArn({ type: member.type, region: parent.region, account: parent.account }, own),
      continuous: false,
      parent: { jobId: parent.id, pointArn: parent.pointArn },
      children: [],
    };
  });
}

const abortingMs = 90_000;
const pendingMs = 12_000;

/** The job's state at `now`; undefined before its creation. */
export function backupState(job: SimulatedBackup, now: number): BackupJobState | undefined {
  if (now < job.createdAt) return undefined;
  if (now >= job.endsAt) return job.outcome;
  if (job.outcome === 'ABORTED' && now >= job.endsAt - abortingMs) return 'ABORTING';
  if (job.startsAt === undefined || now < job.startsAt - pendingMs) return 'CREATED';
  return now < job.startsAt ? 'PENDING' : 'RUNNING';
}

/** The finished part of the run, from 0 to 1. EC2 and EBS stay at 99 % until their snapshots are complete. */
export function backupProgress(job: SimulatedBackup, now: number): number {
  const { startsAt, endsAt, expectedEndAt, outcome, jobFault } = job;
  if (startsAt === undefined || now <= startsAt) return 0;
  const doneAt = jobFault?.isStuck ? expectedEndAt : endsAt;
  const done = Math.min(1, (now - startsAt) / (doneAt - startsAt));
  if (now < endsAt) return Math.min(0.99, done);
  return outcome === 'COMPLETED' || outcome === 'PARTIAL' ? 1 : 0;
}

export const leavesPoint = ({ outcome }: SimulatedBackup) => outcome === 'COMPLETED' || outcome === 'PARTIAL';
