// Plans as AWS may return them, with members that no form shows and no schema names, at every position that AWS has.
type Random = () => number;
export type Json = Record<string, unknown>;

const chance = (random: Random, of: number): boolean => random() < of;
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Members of a later AWS. */
function future(random: Random, name: string): Json {
  if (chance(random, 0.4)) return {};
  const values = ['text', 7, false, ['a', { Deep: true }], { Mode: 'x', Of: [1, 2] }];
  return { [`Future${name}${Math.floor(random() * 3)}`]: pick(random, values) };
}

const lifecycle = (random: Random): Json => ({
  ...(chance(random, 0.7) ? { DeleteAfterDays: pick(random, [200, 365, -1]) } : {}),
  ...(chance(random, 0.3) ? { MoveToColdStorageAfterDays: 30 } : {}),
  ...(chance(random, 0.3) ? { OptInToArchiveForSupportedResources: true } : {}),
  ...future(random, 'Lifecycle'),
});

const copy = (random: Random, index: number): Json => ({
  DestinationBackupVaultArn: `arn:aws:backup:eu-west-1:123456789012:backup-vault:copy-${index}`,
  ...(chance(random, 0.7) ? { Lifecycle: lifecycle(random) } : {}),
  ...future(random, 'Copy'),
});

function rule(random: Random, index: number): Json {
  return {
    RuleName: `rule-${index}`,
    TargetBackupVaultName: 'prod',
    ...(chance(random, 0.8) ? { ScheduleExpression: 'cron(0 5 ? * * *)' } : {}),
    ...(chance(random, 0.5) ? { ScheduleExpressionTimezone: 'Europe/Berlin' } : {}),
    ...(chance(random, 0.5) ? { StartWindowMinutes: 60, CompletionWindowMinutes: 180 } : {}),
    ...(chance(random, 0.7) ? { Lifecycle: lifecycle(random) } : {}),
    ...(chance(random, 0.5) ? { RecoveryPointTags: { team: 'a, b', 'k=v': ' x ' } } : {}),
    ...(chance(random, 0.6) ? { CopyActions: [copy(random, 0), copy(random, 1)] } : {}),
    ...(chance(random, 0.3) ? { EnableContinuousBackup: false } : {}),
    ...(chance(random, 0.3) ? { IndexActions: [{ ResourceTypes: ['EBS'], ...future(random, 'Index') }] } : {}),
    ...(chance(random, 0.3) ? { ScanActions: [{ MalwareScanner: 'GUARDDUTY', ScanMode: 'FULL_SCAN' }] } : {}),
    ...(chance(random, 0.2)
      ? { TargetLogicallyAirGappedBackupVaultArn: 'arn:aws:backup:us-east-1:123456789012:backup-vault:gap' }
      : {}),
    ...future(random, 'Rule'),
  };
}

const advanced = (random: Random): Json[] => [
  {
    ResourceType: 'EC2',
    BackupOptions: { ...(chance(random, 0.7) ? { WindowsVSS: 'enabled' } : {}), FutureOption: 'on' },
    ...future(random, 'Advanced'),
  },
  { ResourceType: 'S3', BackupOptions: { BackupACLs: 'disabled' } },
];

export interface PlanAnswer {
  /** What the plan is. */
  readonly plan: Json & { readonly Rules: Json[]; readonly AdvancedBackupSettings?: Json[] };
  /** How GetBackupPlan tells it. */
  readonly response: Json;
}

/** Where the settings stand is up to AWS: beside the plan as today, inside, in both places, or split between them. */
export function planAnswer(random: Random): PlanAnswer {
  const Rules = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, index) => rule(random, index));
  const AdvancedBackupSettings = chance(random, 0.8) ? advanced(random) : undefined;
  const beside = chance(random, 0.4) ? { FutureSettings: { Level: 3, Of: ['a'] } } : {};
  const inner = {
    BackupPlanName: 'nightly',
    Rules,
    ...(chance(random, 0.4) ? { ScanSettings: [{ MalwareScanner: 'GUARDDUTY', ResourceTypes: ['S3'] }] } : {}),
    ...future(random, 'Plan'),
  };
  const place = pick(random, ['beside', 'beside', 'inside', 'both', 'split']);
  const [first = [], rest = []] = AdvancedBackupSettings
    ? [AdvancedBackupSettings.slice(0, 1), AdvancedBackupSettings.slice(1)]
    : [];
  const inside = { beside: null, inside: AdvancedBackupSettings, both: AdvancedBackupSettings, split: first }[place];
  const outside = { beside: AdvancedBackupSettings, inside: null, both: AdvancedBackupSettings, split: rest }[place];
  const told = Rules.map((one, index) => ({ RuleId: `id-${index}`, ...one, IndexActions: one.IndexActions ?? null }));
  return {
    plan: { ...beside, ...inner, ...(AdvancedBackupSettings ? { AdvancedBackupSettings } : {}) },
    response: {
      BackupPlanId: 'an-id',
      BackupPlanArn: 'arn',
      VersionId: 'v',
      CreationDate: 1_700_000_000.5,
      LastExecutionDate: null,
      ScheduledRunsPreview: [],
      FutureDate: 1_700_000_000,
      ...beside,
      BackupPlan: { ...inner, Rules: told, AdvancedBackupSettings: inside ?? null },
      AdvancedBackupSettings: outside ?? null,
    },
  };
}
