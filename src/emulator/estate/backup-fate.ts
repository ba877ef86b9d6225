// The fate of one backup job: when it is created, starts and ends, and how. Fixed by its slot; the clock only tells how
// much of it has happened yet.
import type { BackupJobState } from '@aws-sdk/client-backup';
import { continuousPointArn, pointArn } from './arn.ts';
import { createDice, type Dice, mixSeed, type Seed, seedOf } from './dice.ts';
import { expiryOf, failureOf, issueOf, type Verdict } from './messages.ts';
import { type Mishap, mishapAt } from './mishap.ts';
import type { Lifecycle, PlanSpec, ResourceSpec, RuleSpec } from './spec.ts';

const minuteMs = 60_000;

export interface BackupFate {
  id: string;
  region: string;
  account: string;
  vault: string;
  resource: ResourceSpec;
  /** Absent: somebody started it by hand. */
  by?: { plan: PlanSpec; rule: RuleSpec } | undefined;
  createdAt: number;
  startBy: number;
  /** Absent: it never started. */
  startsAt?: number | undefined;
  endsAt: number;
  /** What AWS guesses while it runs. */
  expectedEndAt: number;
  outcome: Extract<BackupJobState, 'COMPLETED' | 'FAILED' | 'EXPIRED' | 'ABORTED' | 'PARTIAL'>;
  verdict?: Verdict | undefined;
  /** As AWS reports it: absent for types it does not fill in. */
  sizeBytes: number | undefined;
  transferBytes: number;
  pointArn: string;
  continuous: boolean;
  lifecycle: Lifecycle;
  roleArn: string;
  /** `enabled` asks for VSS. */
  options: Readonly<Record<string, string>>;
  parent?: { jobId: string; pointArn: string };
  children: readonly BackupFate[];
  /** Absent: chance decides about what comes of it too. */
  mishap?: Mishap | undefined;
  /** When its continuous point ceases to be kept up. */
  stopsAt?: number | undefined;
  deletion?: DeletionLuck | undefined;
}

/** How the deletion of a point will go: thrown when it is first asked for, and kept, since every look at a vault asks. */
export interface DeletionLuck {
  /** Of the point it was thrown for. */
  arn: string;
  lateMs: number;
  isUnlucky: boolean;
}

/** What is the same for each run of one rule on one resource. */
export interface FateOrigin {
  region: string;
  account: string;
  by: { plan: PlanSpec; rule: RuleSpec };
  resource: ResourceSpec;
  seed: Seed;
  roleArn: string;
  /** Absent: chance decides. */
  mishaps?: readonly Mishap[] | undefined;
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

/** The job that `slotAt` brings forth. */
export function backupFate(origin: FateOrigin, slotAt: number): BackupFate {
  const { by, resource, region, account } = origin;
  const { rule } = by;
  const dice = createDice(mixSeed(origin.seed, Math.floor(slotAt / 1000)));
  const id = dice.jobId();
  const createdAt = slotAt + dice.whole(800, 95_000);
  const startBy = slotAt + rule.startWindowMinutes * minuteMs;
  const startsAt = createdAt + dice.whole(20_000, Math.min(14, rule.startWindowMinutes / 10) * minuteMs);
  const [shortest, longest] = rule.runMinutes ?? runMinutesFor(resource.type);
  const runMs = Math.round(dice.between(shortest, longest) * minuteMs);
  const mishap = mishapAt(origin.mishaps, slotAt);
  const end = befallen(outcomeOf(dice, resource), mishap);
  const continuous = rule.continuous && continuousTypes.has(resource.type);
  const endsAt = end.outcome === 'EXPIRED' ? startBy : startsAt + (prolongedMs(mishap, dice) ?? runMs);
  const expectedEndAt = startsAt + Math.round(runMs * dice.between(0.9, 1.15));
  const sizes = sizesOf(dice, resource);
  // Member by member: objects that others are spread into are slow to make and large, and these are the most there are.
  const fate: BackupFate = {
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
    verdict: end.verdict,
    sizeBytes: sizes.sizeBytes,
    transferBytes: sizes.transferBytes,
    pointArn: continuous
      ? continuousPointArn(resource.type, region, account, resource.name, createDice(origin.seed))
      : pointArn(resource.type, region, account, dice),
    continuous,
    lifecycle: rule.lifecycle,
    roleArn: origin.roleArn,
    options: by.plan.windowsVss && resource.windows ? withVss : noOptions,
    children: none,
    mishap,
    stopsAt: continuous ? origin.mishaps?.find(({ isStopped }) => isStopped)?.from : undefined,
    deletion: undefined,
  };
  if (resource.members) fate.children = childrenOf(fate, dice);
  return fate;
}

const withVss = Object.freeze({ WindowsVSS: 'enabled' });
const noOptions = Object.freeze({});
const none: readonly BackupFate[] = Object.freeze([]);

type End = Pick<BackupFate, 'outcome' | 'verdict'>;

/** The dice are thrown all the same, so that a mishap changes nothing else. */
const befallen = (byChance: End, mishap: Mishap | undefined): End =>
  mishap === undefined ? byChance : { outcome: mishap.outcome ?? 'COMPLETED', verdict: mishap.verdict };

const prolongedMs = (mishap: Mishap | undefined, dice: Dice) =>
  mishap?.runMinutes && Math.round(dice.between(...mishap.runMinutes) * minuteMs);

function outcomeOf(dice: Dice, resource: ResourceSpec): End {
  const roll = dice.next();
  const issueShare = resource.windows ? 0.2 : 0.015;
  if (roll < 0.95) {
    if (resource.members && dice.chance(0.12)) return { outcome: 'PARTIAL' };
    return { outcome: 'COMPLETED', verdict: dice.chance(issueShare) ? issueOf(dice, resource) : undefined };
  }
  if (roll < 0.98) return { outcome: 'FAILED', verdict: failureOf(dice, resource) };
  if (roll < 0.992) return { outcome: 'EXPIRED', verdict: expiryOf(dice) };
  return { outcome: 'ABORTED' };
}

/** Which sizes AWS fills in, and with what, differs by type: https://github.com/aws/aws-cli/issues/7192 */
export function sizesOf(
  dice: Dice,
  { type, sizeBytes }: ResourceSpec,
): Pick<BackupFate, 'sizeBytes' | 'transferBytes'> {
  const changed = Math.round(sizeBytes * dice.between(0.004, 0.05));
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
      return { sizeBytes: dice.chance(0.5) ? 0 : changed, transferBytes: changed };
    case 'DynamoDB':
      return { sizeBytes: Math.round(sizeBytes * dice.between(0.97, 1.03)), transferBytes: sizeBytes };
    default:
      return { sizeBytes, transferBytes: sizeBytes };
  }
}

/** Backups of a composite's members, each inside its parent's time. */
export function childrenOf(parent: BackupFate, dice: Dice): readonly BackupFate[] {
  const { resource, startsAt, endsAt, by, ...rest } = parent;
  if (resource.members === undefined || startsAt === undefined) return none;
  return resource.members.map((member, index) => {
    const own = createDice(seedOf(parent.id, member.name));
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
      verdict: fails ? failureOf(dice, member) : undefined,
      ...sizesOf(own, member),
      pointArn: pointArn(member.type, parent.region, parent.account, own),
      continuous: false,
      parent: { jobId: parent.id, pointArn: parent.pointArn },
      children: [],
    };
  });
}

const abortingMs = 90_000;
const pendingMs = 12_000;

/** Its state at `now`; undefined before it is created. */
export function backupState(fate: BackupFate, now: number): BackupJobState | undefined {
  if (now < fate.createdAt) return undefined;
  if (now >= fate.endsAt) return fate.outcome;
  if (fate.outcome === 'ABORTED' && now >= fate.endsAt - abortingMs) return 'ABORTING';
  if (fate.startsAt === undefined || now < fate.startsAt - pendingMs) return 'CREATED';
  return now < fate.startsAt ? 'PENDING' : 'RUNNING';
}

/** How much of the run is over, from 0 to 1. EC2 and EBS wait at 99 % for their snapshots. */
export function backupProgress(fate: BackupFate, now: number): number {
  const { startsAt, endsAt, expectedEndAt, outcome, mishap } = fate;
  if (startsAt === undefined || now <= startsAt) return 0;
  const doneAt = mishap?.isStuck ? expectedEndAt : endsAt;
  const done = Math.min(1, (now - startsAt) / (doneAt - startsAt));
  if (now < endsAt) return Math.min(0.99, done);
  return outcome === 'COMPLETED' || outcome === 'PARTIAL' ? 1 : 0;
}

export const leavesPoint = ({ outcome }: BackupFate) => outcome === 'COMPLETED' || outcome === 'PARTIAL';
