// Operations that create, change and delete backup plans.
import type {
  BackupPlanInput,
  CreateBackupPlanInput,
  CreateBackupPlanOutput,
  DeleteBackupPlanInput,
  DeleteBackupPlanOutput,
  UpdateBackupPlanInput,
  UpdateBackupPlanOutput,
} from '@aws-sdk/client-backup';
import type { PlanSpec, PlanVersion } from '../../estate/spec.ts';
import type { Call } from '../../protocols/service.ts';
import { alreadyExists, invalidParameter, invalidRequest, limitExceeded } from '../../wire/aws-error.ts';
import { required } from '../parameter-checks.ts';
import { newRandom } from './plan-checks.ts';
import { checkPlan, requestsVss, toDocument, toRuleSpecs } from './plan-document.ts';
import { findPlan, toPlanDocument } from './plans.ts';

const mostPlans = 300;

export function createBackupPlan(input: CreateBackupPlanInput, call: Call): CreateBackupPlanOutput {
  const plan = checkPlan(input.BackupPlan, call);
  checkVaults(plan, call);
  const { planOverlay } = call.estate.overlay;
  return planOverlay.replay(`CreateBackupPlan ${call.region}`, input.CreatorRequestId, () => {
    refuseDuplicate(plan, call);
    if (call.estate.plans(call.region).length >= mostPlans) throw limitExceeded('There are 300 backup plans already.');
    const made = toPlan(plan, input, call);
    planOverlay.putPlan(call, made);
    return toChanged(made, plan, call.now);
  });
}

function checkVaults({ Rules = [] }: BackupPlanInput, { estate, region }: Call): void {
  const vaults = estate.vaults(region);
  for (const { TargetBackupVaultName, TargetLogicallyAirGappedBackupVaultArn: arn } of Rules) {
    const name = required(TargetBackupVaultName, 'TargetBackupVaultName');
    if (!vaults.some((vault) => vault.name === name)) throw invalidParameter(`Backup vault ${name} does not exist.`);
    // AWS: "ARN must be in the same account and Region".
    if (arn && !vaults.some((vault) => vault.arn === arn && vault.type === 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT'))
      throw invalidParameter(`${arn} is not a logically air-gapped vault of this account and Region.`);
  }
}

/** The content of a document without the ids of its rules. */
const textOf = (document: BackupPlanInput) => JSON.stringify(sorted(toDocument(document, () => '')));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, sorted(member)]));
}

function refuseDuplicate(plan: BackupPlanInput, { estate, region }: Call): void {
  const text = textOf(plan);
  const duplicate = estate.plans(region).find((known) => textOf(toPlanDocument(known)) === text);
  if (duplicate === undefined) return;
  throw alreadyExists('Backup plan with the same plan document already exists', {
    Arn: duplicate.arn,
    CreatorRequestId: duplicate.creatorRequestId,
  });
}

function toPlan(plan: BackupPlanInput, input: CreateBackupPlanInput, call: Call): PlanSpec {
  const random = newRandom(call, 'plan');
  const id = random.uuid();
  const document = toDocument(plan, () => random.uuid());
  return {
    id,
    arn: `arn:aws:backup:${call.region}:${call.account}:backup-plan:${id}`,
    createdAt: call.now,
    selections: [],
    tags: input.BackupPlanTags ?? {},
    creatorRequestId: input.CreatorRequestId,
    ...withVersion({ versionId: Buffer.from(random.uuid()).toString('base64'), createdAt: call.now, document }, []),
  };
}

/** The content of a plan whose latest version is this one. */
const withVersion = (version: Required<PlanVersion>, earlier: readonly PlanVersion[]) => ({
  name: version.document.BackupPlanName ?? '',
  versionId: version.versionId,
  versions: [...earlier, version],
  rules: toRuleSpecs(version.document),
  windowsVss: requestsVss(version.document),
});

const toChanged = (plan: PlanSpec, requested: BackupPlanInput, now: number): UpdateBackupPlanOutput => ({
  BackupPlanId: plan.id,
  BackupPlanArn: plan.arn,
  CreationDate: new Date(now),
  VersionId: plan.versionId,
  AdvancedBackupSettings: requested.AdvancedBackupSettings,
});

export function updateBackupPlan(input: UpdateBackupPlanInput, call: Call): UpdateBackupPlanOutput {
  const former = findPlan(call, input.BackupPlanId);
  const plan = checkPlan(input.BackupPlan, call);
  checkVaults(plan, call);
  const random = newRandom(call, former.id);
  const idOf = (ruleName: string) => former.rules.find(({ name }) => name === ruleName)?.id ?? random.uuid();
  const versionId = Buffer.from(random.uuid()).toString('base64');
  // Earlier versions keep their content: an initial version gets its document before the plan changes.
  const written = former.versions.map((version) => ({ document: toPlanDocument(former), ...version }));
  const version = { versionId, createdAt: call.now, document: toDocument(plan, idOf) };
  const changed = { ...former, ...withVersion(version, written) };
  call.estate.overlay.planOverlay.putPlan(call, changed, former);
  return { ...toChanged(changed, plan, call.now), ScanSettings: plan.ScanSettings };
}

export function deleteBackupPlan(input: DeleteBackupPlanInput, call: Call): DeleteBackupPlanOutput {
  const plan = findPlan(call, input.BackupPlanId);
  if (plan.id.startsWith('aws/') || plan.id.startsWith('orgs/')) {
    throw invalidRequest(`Backup plan ${plan.id} is managed by AWS and cannot be deleted.`);
  }
  if (plan.selections.length > 0) {
    throw invalidRequest('Related backup plan selections must be deleted prior to backup plan deletion.');
  }
  call.estate.overlay.planOverlay.deletePlan(call, plan);
  return {
    BackupPlanId: plan.id,
    BackupPlanArn: plan.arn,
    DeletionDate: new Date(call.now),
    VersionId: plan.versionId,
  };
}
