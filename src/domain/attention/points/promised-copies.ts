// The copies that rules should make of a resource's backups, and their states. Copy jobs belong to the source
// account-Region. https://docs.aws.amazon.com/aws-backup/latest/devguide/recov-point-create-a-copy.html
import { accountOf, regionOf, vaultNameOf } from '../../arn.ts';
import type { Job } from '../../jobs/job.ts';
import { endOf, isActive } from '../../jobs/job-state.ts';
import type { PlanRule } from '../../plans/plan-rule.ts';
import { canBeContinuous, cannotCrossRegions } from '../../resource-type.ts';
import { endedBadly, isDone } from '../findings/about-job.ts';
import type { ScheduleContext } from '../rule-context.ts';
import type { ResourceCase, ScopeView } from '../scope-view.ts';

export type CopyState = 'arrived' | 'under-way' | 'failed' | 'missing' | 'waiting' | 'cannot-cross';

export interface PromisedCopy {
  readonly rule: PlanRule;
  readonly vaultArn: string;
  readonly state: CopyState;
  /** The newest backup of the rule that was copied or should be copied by now. */
  readonly source: Job;
  /** The newest copy job to the destination, of any backup. */
  readonly job?: Job;
  /** Epoch ms of the data of the newest copy that arrived. */
  readonly arrivedDataAt?: number;
  /** Ms from the backup to the arrival of its copy, for the newest copy that arrived. */
  readonly lagMs?: number;
  /** The reason why the copy can never arrive. */
  readonly reason?: string;
}

/** AWS starts the copy job when the backup is completed, and retries for up to two hours. */
const graceMs = 2 * 3_600_000;

/** One entry for each rule and destination vault of the resource. */
export function promisedCopies(
  resource: ResourceCase,
  { view, time }: Pick<ScheduleContext, 'view' | 'time'>,
): PromisedCopy[] {
  const { copyJobs } = view.facts;
  if (!copyJobs) return [];
  const isDue = (source: Job) => time.passed(endOf(source) + graceMs, copyJobs.at);
  const found: PromisedCopy[] = [];
  for (const rule of view.rules.values()) {
    if (rule.copies.length === 0) continue;
    const sources = resource.backups.filter((job) => job.createdBy?.ruleId === rule.id && isDone(job));
    for (const { vaultArn } of rule.copies) {
      const source = sources.find((job) => isDue(job) || hasCopy(job, vaultArn, resource)) ?? sources[0];
      if (source) found.push(promised({ rule, vaultArn, source }, resource, { view, isDue }));
    }
  }
  return found;
}

const hasCopy = ({ recoveryPointArn }: Job, vaultArn: string, { copies }: ResourceCase): boolean =>
  copies.some((copy) => copy.vaultArn === vaultArn && copy.recoveryPointArn === recoveryPointArn);

interface CopyContext {
  readonly view: ScopeView;
  /** Whether the copy of this backup should have arrived by now. */
  isDue(source: Job): boolean;
}

function promised(
  { rule, vaultArn, source }: Pick<PromisedCopy, 'rule' | 'vaultArn' | 'source'>,
  { type, arn, backups, copies }: ResourceCase,
  { view: { facts }, isDue }: CopyContext,
): PromisedCopy {
  const there = copies.filter((job) => job.vaultArn === vaultArn);
  const [job] = there;
  const arrived = there.find(isDone);
  const arrivedDataAt = arrived && dataTime(arrived, backups);
  const known = {
    rule,
    vaultArn,
    source,
    ...(job ? { job } : {}),
    ...(arrivedDataAt === undefined ? {} : { arrivedDataAt }),
    ...(arrived?.completedAt && arrivedDataAt !== undefined ? { lagMs: arrived.completedAt - arrivedDataAt } : {}),
  };
  const crosses = regionOf(vaultArn) !== facts.scope.region;
  const reason = crosses ? cannotCrossRegions(type, arn, facts.settings) : undefined;
  if (reason !== undefined && !arrived) return { ...known, state: 'cannot-cross', reason };
  const own = there.filter(({ recoveryPointArn }) => recoveryPointArn === source.recoveryPointArn);
  if (own.some(isDone)) return { ...known, state: 'arrived' };
  if (own.some(isActive)) return { ...known, state: 'under-way' };
  if (own.some(endedBadly)) return { ...known, state: 'failed', job: own.find(endedBadly) ?? source };
  // A copy action that is newer than the backup does not apply to it; a continuous recovery point is copied as a
  // snapshot.
  const isPromised = source.createdAt > (rule.versionAt ?? Number.POSITIVE_INFINITY);
  const isContinuous = rule.continuous && canBeContinuous(type);
  if (own.length === 0 && isPromised && !isContinuous && isDue(source)) return { ...known, state: 'missing' };
  return { ...known, state: arrived ? 'arrived' : 'waiting' };
}

/** A copy keeps the date of its source. The copy job lacks that date; the backup job that made the source has it. */
export function dataTime(copy: Job, backups: readonly Job[]): number {
  const source = backups.find(({ recoveryPointArn }) => recoveryPointArn === copy.recoveryPointArn);
  return source?.createdAt ?? copy.createdAt;
}

/** 'dr-locked in eu-west-1', with the account if it is another one. */
export function placeOfVault(vaultArn: string, from: { readonly accountId: string; readonly region: string }): string {
  const account = accountOf(vaultArn);
  const region = regionOf(vaultArn);
  const where = [
    ...(region === from.region ? [] : [region]),
    ...(account === '' || account === from.accountId ? [] : [`account ${account}`]),
  ];
  return where.length === 0 ? vaultNameOf(vaultArn) : `${vaultNameOf(vaultArn)} in ${where.join(' of ')}`;
}
