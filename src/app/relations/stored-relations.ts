// Relations between stored rows: no request is sent for them.
import { shortName } from '../../domain/arn.ts';
import { consoleUrlOfArn } from '../../domain/console/console-pages.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { jobTone } from '../../domain/jobs/job-state.ts';
import type { PlanRule } from '../../domain/plans/plan-rule.ts';
import { type Selection, tagWords } from '../../domain/plans/selection.ts';
import type { Scope } from '../../domain/scope.ts';
import { pointTone } from '../../domain/vaults/point-status.ts';
import type { ProtectedResource } from '../../domain/vaults/protected-resource.ts';
import type { RecoveryPoint } from '../../domain/vaults/recovery-point.ts';
import type { Vault } from '../../domain/vaults/vault.ts';
import { formatAge } from '../../lib/text/format.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { Data } from '../state/data.ts';
import { everywhere } from '../state/list-requests.ts';
import type { Relation } from './relation.ts';

export interface StoredRelations {
  plan(id: string, scope: Scope): Relation;
  resource(arn: string, scope: Scope): Relation;
  vault(arn: string, scope: Scope): Relation;
}

export function storedRelations(data: Data): StoredRelations {
  const all = <Row>(list: ResourceId): readonly Row[] => data.listed(everywhere(list, data)) as readonly Row[];
  const ago = (at: number) => `${formatAge(data.now - at)} ago`;
  const isAt = (scope: Scope) => (row: { readonly scope: Scope }) =>
    row.scope.accountId === scope.accountId && row.scope.region === scope.region;

  function plan(id: string, scope: Scope): Relation {
    const rules = all<PlanRule>('plan-rules').filter((rule) => rule.planId === id && isAt(scope)(rule));
    const selections = all<Selection>('selections').filter((one) => one.planId === id && isAt(scope)(one));
    return {
      id: `plan ${id}`,
      text: `plan ${rules[0]?.planName ?? selections[0]?.planName ?? id}`,
      tone: 'accent',
      target: { to: 'plans', params: { id }, scope },
      children: () => [
        ...rules.map(ruleOf),
        ...selections.map(selectionOf),
        ...taken(id, scope, selections).map((arn) => resource(arn, scope)),
      ],
    };
  }

  function ruleOf(rule: PlanRule): Relation {
    const { scope, planId, id, name, vaultName, copies } = rule;
    const into = all<Vault>('vaults').find((one) => one.name === vaultName && isAt(scope)(one));
    return {
      id: `rule ${planId} ${id}`,
      text: `rule ${name}: ${rule.schedule}`,
      target: { to: 'plans', params: { id: planId }, scope },
      children: () => [
        into
          ? vault(into.arn, scope)
          : { id: `vault ${vaultName}`, text: `vault ${vaultName}: not listed`, tone: 'warn' },
        ...copies.map(
          ({ vaultArn }): Relation => ({ ...vault(vaultArn, scope), text: `copies to vault ${shortName(vaultArn)}` }),
        ),
      ],
    };
  }

  /** By name, and those of the plan's jobs: AWS does not say which resources tags select. */
  function taken(planId: string, scope: Scope, selections: readonly Selection[]): string[] {
    const named = selections.flatMap(({ resources }) => resources.filter((arn) => !arn.includes('*')));
    const backedUp = all<Job>('backup-jobs').filter((job) => job.createdBy?.planId === planId && isAt(scope)(job));
    return [...new Set([...named, ...backedUp.map(({ resourceArn }) => resourceArn)])];
  }

  function selectionOf({ scope, planId, id, name, roleArn, resources, tags, conditions }: Selection): Relation {
    const words = [...tags, ...conditions].map(tagWords);
    const chosen = [...words, ...resources.map((arn) => (arn.includes('*') ? arn : shortName(arn)))].join(', ');
    return {
      id: `selection ${planId} ${id}`,
      text: `resource assignment ${name}: ${chosen}`,
      target: { to: 'selections', params: { planId }, scope, isList: true },
      children: () => (roleArn ? [outside('role', roleArn, scope)] : []),
    };
  }

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
        ...[...plans].map(([id, at]) => plan(id, at)),
        ...newestFirst(originals).map(pointOf),
        ...newestFirst(jobs.filter((job) => !points.some(({ arn: made }) => made === job.recoveryPointArn))).map(jobOf),
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
        ...[...jobs, ...restores].map(jobOf),
        ...copies.map((job) => copyOf(job, resourceArn)),
        ...(keyArn ? [outside('key', keyArn, scope)] : []),
      ],
    };
  }

  function copyOf(job: Job, resourceArn: string): Relation {
    const made = all<RecoveryPoint>('recovery-points').filter(
      (point) => point.arn === job.copiedPointArn && point.resourceArn === resourceArn,
    );
    return { ...jobOf(job), children: () => made.map(pointOf) };
  }

  const jobOf = (job: Job): Relation => ({
    id: `job ${job.kind} ${job.id}`,
    text: `${job.kind} job ${job.id.slice(0, 8)}: ${job.state}, ${ago(job.createdAt)}${job.kind === 'copy' ? ` to ${job.vaultName}` : ''}`,
    tone: jobTone(job),
    target: { to: `${job.kind}-jobs` as const, params: { id: job.id }, scope: job.scope },
  });

  function vault(arn: string, scope: Scope): Relation {
    const known = all<Vault>('vaults').find((one) => one.arn === arn);
    const topic = all<{ vaultArn: string; topicArn?: string }>('notifications').find((one) => one.vaultArn === arn);
    const at = known?.scope ?? scope;
    const writing = all<PlanRule>('plan-rules').filter(
      (rule) =>
        (rule.vaultName === known?.name && isAt(at)(rule)) || rule.copies.some(({ vaultArn }) => vaultArn === arn),
    );
    return {
      id: `vault ${arn}`,
      text: `vault ${known?.name ?? shortName(arn)}${known ? '' : ': not listed here'}`,
      tone: 'accent',
      target: known ? { to: 'vaults', params: { name: known.name }, scope: at } : undefined,
      children: () => [
        ...(known?.keyArn ? [outside('key', known.keyArn, at)] : []),
        ...(topic?.topicArn ? [outside('topic', topic.topicArn, at)] : []),
        ...writing.map((rule) => ({ ...ruleOf(rule), text: `rule ${rule.planName} / ${rule.name} writes into it` })),
        ...newestFirst(
          all<RecoveryPoint>('recovery-points').filter((point) => point.vaultName === known?.name && isAt(at)(point)),
        ).map(pointOf),
      ],
    };
  }

  return { plan, resource, vault };
}

const newestFirst = <Row extends { readonly createdAt: number }>(rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((a, b) => b.createdAt - a.createdAt);

/** Something that no list contains: its page in AWS's console. */
function outside(kind: 'key' | 'role' | 'topic', arn: string, { region, accountId }: Scope): Relation {
  const url = consoleUrlOfArn(arn, { region });
  return {
    id: `${kind} ${arn}`,
    text: `${kind} ${shortName(arn)}`,
    tone: 'muted',
    target: url === undefined ? undefined : { link: { url, shows: kind, accountId } },
  };
}
