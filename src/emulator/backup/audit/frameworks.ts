import type {
  CreateFrameworkInput,
  CreateFrameworkOutput,
  DeleteFrameworkInput,
  DescribeFrameworkInput,
  DescribeFrameworkOutput,
  FrameworkControl,
  ListFrameworksInput,
  ListFrameworksOutput,
  UpdateFrameworkInput,
  UpdateFrameworkOutput,
} from '@aws-sdk/client-backup';
import type { Call } from '../../protocols/service.ts';
import { invalidParameter, limitExceeded } from '../../wire/aws-error.ts';
import { pageOf } from '../../wire/paging.ts';
import { required } from '../parameter-checks.ts';
import {
  type AuditResource,
  byName,
  collectionOf,
  deploymentOf,
  findAuditResource,
  findChangeable,
  newAuditResource,
} from './audit-resources.ts';

interface Framework extends AuditResource {
  description?: string | undefined;
  controls: FrameworkControl[];
  token?: string | undefined;
}

const mostControls = 50;
/** https://docs.aws.amazon.com/aws-backup/latest/devguide/controls-and-remediation.html */
const knownControls: ReadonlySet<string> = new Set([
  'BACKUP_LAST_RECOVERY_POINT_CREATED',
  'BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK',
  'BACKUP_RECOVERY_POINT_ENCRYPTED',
  'BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED',
  'BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK',
  'BACKUP_RESOURCES_IN_LOGICALLY_AIR_GAPPED_VAULT',
  'BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN',
  'BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK',
  'BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT',
  'BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION',
  'RESTORE_TIME_FOR_RESOURCES_MEET_TARGET',
]);

function checkControls(controls: FrameworkControl[] | undefined): FrameworkControl[] {
  const requested = required(controls, 'FrameworkControls');
  if (requested.length === 0) throw invalidParameter('A framework needs at least one control.');
  if (requested.length > mostControls) throw limitExceeded(`A framework can have at most ${mostControls} controls.`);
  for (const { ControlName } of requested) {
    const name = required(ControlName, 'ControlName');
    if (!knownControls.has(name)) throw invalidParameter(`Invalid control name: ${name}.`);
  }
  return requested;
}

export function createFramework(input: CreateFrameworkInput, call: Call): CreateFrameworkOutput {
  const controls = checkControls(input.FrameworkControls);
  const { planOverlay } = call.estate.overlay;
  return planOverlay.replay(`CreateFramework ${call.region}`, input.IdempotencyToken, () => {
    const made = newAuditResource('framework', { name: input.FrameworkName, tags: input.FrameworkTags }, call);
    const framework = { ...made, description: input.FrameworkDescription, controls, token: input.IdempotencyToken };
    collectionOf<Framework>('framework', call).set(made.name, framework);
    return { FrameworkName: made.name, FrameworkArn: made.arn };
  });
}

export function updateFramework(input: UpdateFrameworkInput, call: Call): UpdateFrameworkOutput {
  const { planOverlay } = call.estate.overlay;
  return planOverlay.replay(`UpdateFramework ${call.region}`, input.IdempotencyToken, () => {
    const known = findChangeable<Framework>('framework', input.FrameworkName, call);
    collectionOf<Framework>('framework', call).set(known.name, {
      ...known,
      changedAt: call.now,
      description: input.FrameworkDescription ?? known.description,
      controls: input.FrameworkControls ? checkControls(input.FrameworkControls) : known.controls,
    });
    return { FrameworkName: known.name, FrameworkArn: known.arn, CreationTime: new Date(known.createdAt) };
  });
}

export function deleteFramework({ FrameworkName }: DeleteFrameworkInput, call: Call): object {
  const known = findChangeable<Framework>('framework', FrameworkName, call);
  collectionOf<Framework>('framework', call).set(known.name, { ...known, deletedAt: call.now });
  return {};
}

export function describeFramework({ FrameworkName }: DescribeFrameworkInput, call: Call): DescribeFrameworkOutput {
  const framework = findAuditResource<Framework>('framework', FrameworkName, call);
  return {
    FrameworkName: framework.name,
    FrameworkArn: framework.arn,
    FrameworkDescription: framework.description,
    FrameworkControls: framework.controls,
    CreationTime: new Date(framework.createdAt),
    DeploymentStatus: deploymentOf(framework, call.now),
    FrameworkStatus: 'ACTIVE',
    IdempotencyToken: framework.token,
  };
}

export function listFrameworks(input: ListFrameworksInput, call: Call): ListFrameworksOutput {
  const all = [...collectionOf<Framework>('framework', call).values()].sort(byName);
  const { items, nextToken } = pageOf(all, input, ({ name }) => name);
  return {
    Frameworks: items.map((framework) => ({
      FrameworkName: framework.name,
      FrameworkArn: framework.arn,
      FrameworkDescription: framework.description,
      NumberOfControls: framework.controls.length,
      CreationTime: new Date(framework.createdAt),
      DeploymentStatus: deploymentOf(framework, call.now),
    })),
    NextToken: nextToken,
  };
}
