// The document of a plan, joined from the parts of GetBackupPlan's response.
import type { AdvancedBackupSetting, BackupPlanInput, BackupRule, GetBackupPlanOutput } from '@aws-sdk/client-backup';

/** Members of the response that describe the version and not the plan. */
const ofVersion: ReadonlySet<string> = new Set([
  '$metadata',
  'BackupPlan',
  'BackupPlanId',
  'BackupPlanArn',
  'VersionId',
  'CreatorRequestId',
  'CreationDate',
  'DeletionDate',
  'LastExecutionDate',
  'ScheduledRunsPreview',
]);

/**
 * AWS fills AdvancedBackupSettings beside the plan only and leaves it null inside:
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/backup/plan.go. UpdateBackupPlan
 * replaces the whole document, so every setting beside the plan is moved into it; single values there are ids and
 * dates.
 */
export function documentOfResponse(response: GetBackupPlanOutput): BackupPlanInput {
  const { AdvancedBackupSettings: beside, ...rest } = response;
  const settings = Object.entries(rest).filter(
    ([name, value]) => !ofVersion.has(name) && typeof value === 'object' && value !== null,
  );
  const { AdvancedBackupSettings: inside, Rules = [], ...plan } = response.BackupPlan ?? { BackupPlanName: '' };
  const advanced = mergeSettings(inside ?? [], beside ?? []);
  return {
    ...Object.fromEntries(settings),
    ...plan,
    Rules,
    ...(advanced.length > 0 ? { AdvancedBackupSettings: advanced } : {}),
  } as BackupPlanInput;
}

/** The document as AWS takes it: it assigns the ids of rules itself. */
export function planOfResponse(response: GetBackupPlanOutput): BackupPlanInput {
  const document = documentOfResponse(response);
  return {
    ...document,
    Rules: ((document.Rules ?? []) as readonly BackupRule[]).map(({ RuleId: _, ...rule }) => rule),
  };
}

function mergeSettings(
  inside: readonly AdvancedBackupSetting[],
  beside: readonly AdvancedBackupSetting[],
): AdvancedBackupSetting[] {
  const counterpartOf = (setting: AdvancedBackupSetting, among: readonly AdvancedBackupSetting[]) =>
    among.find(({ ResourceType }) => ResourceType === setting.ResourceType);
  const merged = inside.map((setting) => {
    const counterpart = counterpartOf(setting, beside);
    return counterpart
      ? { ...counterpart, ...setting, BackupOptions: { ...counterpart.BackupOptions, ...setting.BackupOptions } }
      : setting;
  });
  return [...merged, ...beside.filter((setting) => !counterpartOf(setting, inside))];
}
