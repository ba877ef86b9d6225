// The responses of AWS about one account in one Region, as they came over the wire.
import type {
  BackupJob,
  BackupRule,
  BackupSelection,
  CopyJob,
  ProtectedResource,
  RecoveryPointByBackupVault,
} from '@aws-sdk/client-backup';

export interface NaivePlan {
  readonly id: string;
  readonly name: string;
  /** Epoch ms since when it is as it is. */
  readonly versionAt: number;
  /** Epoch ms; 0: never. */
  readonly lastRunAt: number;
  readonly rules: readonly BackupRule[];
  readonly selections: readonly NaiveSelection[];
}

export interface NaiveSelection {
  readonly createdAt: number;
  readonly document: BackupSelection;
}

export interface NaiveWorld {
  readonly now: number;
  readonly region: string;
  readonly plans: readonly NaivePlan[];
  readonly jobs: readonly BackupJob[];
  readonly copies: readonly CopyJob[];
  readonly points: readonly RecoveryPointByBackupVault[];
  /** Epoch ms: older points of a full vault were not requested; 0: all were. */
  readonly pointsSince: number;
  readonly resources: readonly ProtectedResource[];
  readonly optIn: Readonly<Record<string, boolean>>;
}

/** One response and its request. */
export interface Recorded {
  readonly operation: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers of all operations
  readonly input: any;
  // biome-ignore lint/suspicious/noExplicitAny: answers of all operations
  readonly output: any;
}

export function worldOf(all: readonly Recorded[], now: number, region: string): NaiveWorld {
  const of = (operation: string) => all.filter((one) => one.operation === operation);
  const once = <T>(list: T[], id: (one: T) => unknown): T[] => [...new Map(list.map((one) => [id(one), one])).values()];
  const time = (date: Date | undefined) => date?.getTime() ?? 0;
  const selectionsOf = (planId: string): NaiveSelection[] =>
    of('GetBackupSelection')
      .filter(({ input }) => input.BackupPlanId === planId)
      .map(({ output }) => ({ createdAt: time(output.CreationDate), document: output.BackupSelection }));
  const plans = of('GetBackupPlan').map(({ output }): NaivePlan => {
    const versions = of('ListBackupPlanVersions').flatMap((one) => one.output.BackupPlanVersionsList ?? []);
    const version = versions.find(
      ({ BackupPlanId, VersionId }) => BackupPlanId === output.BackupPlanId && VersionId === output.VersionId,
    );
    return {
      id: output.BackupPlanId,
      name: output.BackupPlan.BackupPlanName,
      versionAt: time(version?.CreationDate),
      lastRunAt: time(output.LastExecutionDate),
      rules: output.BackupPlan.Rules,
      selections: selectionsOf(output.BackupPlanId),
    };
  });
  return {
    now,
    region,
    plans: once(plans, ({ id }) => id),
    jobs: once(
      of('ListBackupJobs').flatMap(({ output }): BackupJob[] => output.BackupJobs ?? []),
      ({ BackupJobId }) => BackupJobId,
    ).filter(({ ParentJobId }) => !ParentJobId),
    copies: once(
      of('ListCopyJobs').flatMap(({ output }): CopyJob[] => output.CopyJobs ?? []),
      ({ CopyJobId }) => CopyJobId,
    ).filter(({ ParentJobId }) => !ParentJobId),
    points: of('ListRecoveryPointsByBackupVault')
      .flatMap(({ output }): RecoveryPointByBackupVault[] => output.RecoveryPoints ?? [])
      .filter(({ ParentRecoveryPointArn }) => !ParentRecoveryPointArn),
    pointsSince: Math.max(0, ...of('ListRecoveryPointsByBackupVault').map(({ input }) => time(input.ByCreatedAfter))),
    resources: of('ListProtectedResources').flatMap(({ output }): ProtectedResource[] => output.Results ?? []),
    optIn: of('DescribeRegionSettings')[0]?.output.ResourceTypeOptInPreference ?? {},
  };
}
