// A protected resource, its recovery points and its jobs.
import { shortName } from '../../domain/arn.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { jobTone } from '../../domain/jobs/job-state.ts';
import type { Scope } from '../../domain/scope.ts';
import { pointTone } from '../../domain/vaults/point-status.ts';
import type { ProtectedResource } from '../../domain/vaults/protected-resource.ts';
import type { RecoveryPoint } from '../../domain/vaults/recovery-point.ts';
import type { Relation } from './relation.ts';
import type { RelationNodes } from './relation-nodes.ts';
import { newestFirst, outside, type RelationRows } from './relation-rows.ts';

/** `nodes`: what the children lead to. */
export function resourceRelations(
  { all, ago }: RelationRows,
  nodes: RelationNodes,
): Pick<RelationNodes, 'resource' | 'point' | 'job'> {
  function resource(arn: string, scope: Scope): Relation {
    const listed = all<ProtectedResource>('protected-resources').find((one) => one.arn === arn);
    const points = all<RecoveryPoint>('recovery-points').filter((point) => point.resourceArn === arn);
    const jobs = all<Job>('backup-jobs').filter((job) => job.resourceArn === arn);
    const plans = new Map(
      jobs.flatMap(({ createdBy, scope: at }) => (createdBy ? [[createdBy.planId, at] as const] : [])),
    );
    const originals = points.filter(({ sourceVaultArn, parentArn }) => !sourceVaultArn && !parentArn);
    return {
      id: `resource ${arn}`,
      text: `${listed?.type ?? jobs[0]?.resourceType ?? 'resource'} ${listed?.name ?? jobs[0]?.resourceName ?? shortName(arn)}`,
      tone: 'accent',
      target: { to: 'protected-resources', params: { arn }, scope: listed?.scope ?? scope },
      children: () => [
        ...[...plans].map(([id, at]) => nodes.plan(id, at)),
        ...newestFirst(originals).map(nodes.point),
        ...newestFirst(jobs.filter((job) => !points.some(({ arn: made }) => made === job.recoveryPointArn))).map(
          nodes.job,
        ),
      ],
    };
  }

  function pointOf(point: RecoveryPoint): Relation {
    const { arn, scope, vaultName, status, createdAt, keyArn, resourceArn } = point;
    const jobs = all<Job>('backup-jobs').filter((job) => job.recoveryPointArn === arn);
    const copies = all<Job>('copy-jobs').filter((job) => job.recoveryPointArn === arn);
    const restores = all<Job>('restore-jobs').filter((job) => job.recoveryPointArn === arn);
    return {
      id: `point ${vaultName} ${arn}`,
      text: `point ${shortName(arn)} in ${vaultName}, ${status}, ${ago(createdAt)}`,
      tone: pointTone(status),
      target: { to: 'recovery-points', params: { vaultName, arn }, scope },
      children: () => [
        ...[...jobs, ...restores].map(nodes.job),
        ...copies.map((job) => copyOf(job, resourceArn)),
        ...(keyArn ? [outside('key', keyArn, scope)] : []),
      ],
    };
  }

  function copyOf(job: Job, resourceArn: string): Relation {
    const made = all<RecoveryPoint>('recovery-points').filter(
      (point) => point.arn === job.copiedPointArn && point.resourceArn === resourceArn,
    );
    return { ...jobOf(job), children: () => made.map(nodes.point) };
  }

  const jobOf = (job: Job): Relation => ({
    id: `job ${job.kind} ${job.id}`,
    text: `${job.kind} job ${job.id.slice(0, 8)}: ${job.state}, ${ago(job.createdAt)}${job.kind === 'copy' ? ` to ${job.vaultName}` : ''}`,
    tone: jobTone(job),
    target: { to: `${job.kind}-jobs` as const, params: { id: job.id }, scope: job.scope },
  });

  return { resource, point: pointOf, job: jobOf };
}
