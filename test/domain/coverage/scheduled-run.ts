// The resources that a scheduled run of the embedded AWS selects, and the same selections as the program reads them.
import type { BackupSelection } from '@aws-sdk/client-backup';
import type { Selection, TagCondition } from '../../../src/domain/plans/selection.ts';
import { createAccountEstate } from '../../../src/emulator/estate/account-estate.ts';
import { createBuilder } from '../../../src/emulator/estate/estate-builder.ts';
import type { EstateSpec, PlanSpec, RegionSpec, ResourceSpec } from '../../../src/emulator/estate/spec.ts';
import { createTimelineCaches } from '../../../src/emulator/estate/timeline.ts';

export const account = '123456789012';
export const region = 'eu-west-1';
const dayMs = 86_400_000;
const runDay = Date.UTC(2026, 9, 14);

export type ScheduledResource = Pick<ResourceSpec, 'arn' | 'type' | 'tags'> & {
  /** Of a stack. */
  readonly members?: readonly ScheduledResource[];
};

export interface ScheduledRun {
  /** Of each plan. */
  readonly plans: readonly (readonly BackupSelection[])[];
  readonly resources: readonly ScheduledResource[];
  /** By type, as they differ from AWS's defaults. */
  readonly optIns?: Readonly<Record<string, boolean>>;
}

/** ARNs of the resources that each plan's run of one day has jobs of. */
export function takenByRuns({ plans, resources, optIns = {} }: ScheduledRun): ReadonlySet<string>[] {
  const at = createBuilder({ seed: 'coverage', account, originAt: runDay - 100 * dayMs }).region(region);
  const spec: EstateSpec = {
    account,
    accountName: 'shop',
    regionNames: [region],
    region: (name) => (name === region ? regionSpec : undefined),
  };
  const rule = at.rule('daily', 'cron(0 5 * * ? *)', { vault: 'main', deleteAfterDays: 30 });
  const planSpecs = plans.map((selections, index): PlanSpec => {
    const plan = at.plan(`plan-${index}`, { rules: [{ ...rule, id: `rule-${index}` }], ageDays: 90 });
    return { ...plan, selections: selections.map((document, place) => selectionSpec(document, place)) };
  });
  const regionSpec: RegionSpec = {
    region,
    vaults: [at.vault('main', { ageDays: 90 })],
    resources: resources.map(resourceSpec),
    plans: planSpecs,
    restoreTests: [],
  };
  const organization = { accounts: [], estateOf: () => estate } as never;
  const estate = createAccountEstate({ seed: 'coverage', spec, caches: createTimelineCaches(), organization });
  estate.overlay.vaultOverlay.settings.changeRegion(region, { at: 0, optIns: { ...optIns }, managed: {} });
  const jobs = estate.timeline.backups(region, runDay, runDay + dayMs);
  return planSpecs.map(
    ({ id }) => new Set(jobs.filter(({ by }) => by?.plan.id === id).map(({ resource }) => resource.arn)),
  );
}

const resourceSpec = ({ members, ...resource }: ScheduledResource): ResourceSpec => ({
  ...resource,
  name: resource.arn,
  sizeBytes: 1,
  ...(members ? { members: members.map(resourceSpec) } : {}),
});

const selectionSpec = (document: BackupSelection, place: number): PlanSpec['selections'][number] => ({
  id: `selection-${place}`,
  name: `selection-${place}`,
  roleArn: `arn:aws:iam::${account}:role/backup`,
  createdAt: runDay - 80 * dayMs,
  resources: document.Resources ?? [],
  tags: (document.ListOfTags ?? []).map(({ ConditionKey = '', ConditionValue = '' }) => ({
    key: ConditionKey,
    value: ConditionValue,
  })),
  document,
});

/** As the list of selections has it. */
export const selectionOf = (document: BackupSelection, planId = 'plan-0', id = 'selection-0'): Selection => ({
  scope: { accountId: account, region, connection: '' },
  planId,
  id,
  name: id,
  resources: document.Resources ?? [],
  notResources: document.NotResources ?? [],
  tags: (document.ListOfTags ?? []).map(({ ConditionType = '', ConditionKey = '', ConditionValue = '' }) => ({
    type: ConditionType,
    key: ConditionKey,
    value: ConditionValue,
  })),
  conditions: Object.entries(document.Conditions ?? {}).flatMap(([type, all]) =>
    (all ?? []).map(
      ({ ConditionKey = '', ConditionValue = '' }): TagCondition => ({
        type,
        key: ConditionKey,
        value: ConditionValue,
      }),
    ),
  ),
});

/** AWS's defaults, and what differs. */
export const optInsWith = (optIns: Readonly<Record<string, boolean>> = {}): Record<string, boolean> => ({
  ...Object.fromEntries(
    ['Aurora', 'CloudFormation', 'DSQL', 'DocumentDB', 'DynamoDB', 'EBS', 'EC2', 'EFS', 'EKS', 'FSx'].map(
      (type) => [type, true] as const,
    ),
  ),
  ...Object.fromEntries(
    ['Neptune', 'RDS', 'Redshift', 'S3', 'Storage Gateway', 'Timestream', 'VirtualMachine'].map(
      (type) => [type, true] as const,
    ),
  ),
  ...optIns,
});
