import type { DescribeBackupVaultOutput, ListRestoreAccessBackupVaultsOutput } from '@aws-sdk/client-backup';
import { scopeKey } from '../../domain/scope.ts';
import type { Tone } from '../../domain/tone.ts';
import { airGappedType, lockSentence, lockState } from '../../domain/vaults/lock.ts';
import type { Storage } from '../../domain/vaults/storage.ts';
import { totalCost } from '../../domain/vaults/storage-cost.ts';
import type { Vault } from '../../domain/vaults/vault.ts';
import { formatAge } from '../../lib/text/format.ts';
import { tableOf } from '../../lib/text/table.ts';
import { vaultActions } from '../actions/vaults/vault-actions.ts';
import { isRefused, joinDocument, type Refused } from '../document.ts';
import type { DetailSection, Resource } from '../resource.ts';
import { days, fieldsSection, scopeEntries, timeText } from '../sections.ts';
import { costEntries } from './cost-text.ts';
import { asDescribed, describedVaults, describeVault, vaultsOfPlan } from './list-vaults.ts';
import { accessSections } from './restore-access-sections.ts';

const kinds = tableOf<string>({
  BACKUP_VAULT: 'standard',
  LOGICALLY_AIR_GAPPED_BACKUP_VAULT: 'air-gapped',
  RESTORE_ACCESS_BACKUP_VAULT: 'access',
});
const stateTones = tableOf<Tone>({ AVAILABLE: 'good', CREATING: 'busy', FAILED: 'bad' });

export const vaults: Resource<Vault> = {
  id: 'vaults',
  title: 'vault',
  plural: 'vaults',
  aliases: ['v', 'vault'],
  cadence: 'vaults',
  params: { name: 'one vault', planId: 'that the rules of one plan write to' },
  paramsDeciding: { name: [] },
  fields: [
    'name',
    'arn',
    'type',
    'state',
    'pointCount',
    'locked',
    'lockDate',
    'minRetentionDays',
    'maxRetentionDays',
    'createdAt',
    'keyArn',
    'keyType',
    'isLockDateUnknown',
  ],
  async *list(request) {
    const { name, planId } = request.params;
    if (name !== undefined) yield [await describeVault(request, name)];
    else if (planId !== undefined) yield* vaultsOfPlan(request, planId);
    else yield* describedVaults(request);
  },
  key: ({ scope, arn }) => `${scopeKey(scope)}/${arn}`,
  // The mode of a lock follows from a date that only DescribeBackupVault returns.
  lacks: ({ isLockDateUnknown }) => (isLockDateUnknown ? 'mode of a lock' : undefined),
  stored: {
    volatile: ['pointCount', 'isLockDateUnknown'],
    memberOfParam: { name: 'name' },
    state: ({ state }) => state,
  },
  columns: [
    {
      id: 'name',
      title: 'VAULT',
      member: 'name',
      width: 'grow',
      keep: 100,
      text: ({ name }) => name,
      identity: ({ arn }) => arn,
    },
    {
      id: 'type',
      title: 'TYPE',
      width: 10,
      keep: 85,
      text: ({ type }) => kinds[type] ?? type,
    },
    {
      id: 'points',
      member: 'pointCount',
      measure: 'number',
      title: 'POINTS',
      width: 8,
      keep: 96,
      align: 'right',
      text: pointsText,
      sortBy: ({ pointCount }) => pointCount,
    },
    {
      id: 'lock',
      title: 'LOCK',
      width: 12,
      keep: 95,
      text: (vault, now) => lockState(vault, now).text,
      tone: (vault, now) => lockState(vault, now).tone,
    },
    {
      id: 'retention',
      title: 'RETENTION',
      width: 13,
      keep: 80,
      text: retentionText,
      sortBy: ({ minRetentionDays }) => minRetentionDays,
    },
    {
      id: 'state',
      title: 'STATE',
      width: 9,
      keep: 60,
      text: ({ state }) => state ?? '',
      tone: ({ state }) => stateTones[state ?? ''] ?? 'plain',
    },
    {
      id: 'age',
      member: 'createdAt',
      measure: 'age',
      title: 'AGE',
      width: 6,
      keep: 70,
      align: 'right',
      text: ({ createdAt }, now) => (createdAt === undefined ? '' : formatAge(now - createdAt)),
      sortBy: ({ createdAt }) => createdAt,
    },
    { id: 'key', title: 'KEY', width: 12, keep: 40, text: ({ keyType }) => keyText(keyType), tone: () => 'muted' },
  ],
  sort: { column: 'name', descending: false },
  label: ({ name }) => name,
  copyText: ({ arn }) => arn,
  describe(request, { name, type }) {
    const input = { BackupVaultName: name };
    return joinDocument({
      DescribeBackupVault: request.call('backup', 'DescribeBackupVault', input),
      GetBackupVaultAccessPolicy: request.call('backup', 'GetBackupVaultAccessPolicy', input),
      GetBackupVaultNotifications: request.call('backup', 'GetBackupVaultNotifications', input),
      ...(type === airGappedType
        ? { ListRestoreAccessBackupVaults: request.call('backup', 'ListRestoreAccessBackupVaults', input) }
        : {}),
    });
  },
  detail(row, document, now) {
    const parts = document as VaultDocument | undefined;
    const fresh = asDescribed(row, parts?.DescribeBackupVault);
    return [identitySection(fresh, now), lockSection(fresh, now), ...(parts ? documentSections(parts) : [])];
  },
  knownSections: (row, known) => [costSection(row, known('storage', row.scope))],
  sectionsFrom: ['storage'],
  drillDowns: [
    { to: 'recovery-points', title: 'recovery points', params: ({ name }) => ({ vaultName: name }) },
    { to: 'backup-jobs', title: 'backup jobs', params: ({ name }) => ({ vaultName: name }) },
    { to: 'copy-jobs', title: 'copy jobs', params: ({ arn }) => ({ vaultArn: arn }) },
    { to: 'restore-jobs', title: 'restore jobs', params: ({ arn }) => ({ vaultArn: arn }) },
    { to: 'protected-resources', title: 'resources', params: ({ arn }) => ({ vaultArn: arn }) },
    { to: 'scan-jobs', title: 'scan jobs', params: ({ name }) => ({ vaultName: name }) },
    { to: 'legal-holds', title: 'legal holds', params: ({ name }) => ({ vaultName: name }) },
    { to: 'tiering', title: 'tiering', params: ({ name }) => ({ vaultName: name }) },
  ],
  actions: vaultActions,
  enterDrillsDown: true,
};

interface VaultDocument {
  readonly DescribeBackupVault: DescribeBackupVaultOutput;
  readonly GetBackupVaultAccessPolicy?: { readonly Policy?: string } | Refused | null;
  readonly GetBackupVaultNotifications?:
    | { readonly SNSTopicArn?: string; readonly BackupVaultEvents?: string[] }
    | Refused
    | null;
  readonly ListRestoreAccessBackupVaults?: ListRestoreAccessBackupVaultsOutput | Refused | null;
}

function identitySection(row: Vault, now: number): DetailSection {
  return fieldsSection('Vault', [
    ['Name', row.name],
    ['Type', kinds[row.type] ?? row.type],
    ['State', row.state, stateTones[row.state ?? '']],
    ['Recovery points', pointsText(row)],
    ['Created', timeText(row.createdAt, now)],
    ['ARN', row.arn],
    ['Key', row.keyArn],
    ['Key type', keyText(row.keyType)],
    ...scopeEntries(row.scope),
  ]);
}

function lockSection(row: Vault, now: number): DetailSection {
  const { tone } = lockState(row, now);
  return fieldsSection('Lock', [
    ['Lock', lockSentence(row, now), tone],
    ['Final from', timeText(row.lockDate, now)],
    ['Shortest retention', days(row.minRetentionDays)],
    ['Longest retention', days(row.maxRetentionDays)],
  ]);
}

/** The sum over the types of its recovery points. */
function costSection({ name }: Vault, stored: readonly Storage[]): DetailSection {
  const own = stored.filter(({ vaultName }) => vaultName === name);
  const isPart = own.some(({ since }) => since !== undefined);
  return fieldsSection('Cost', costEntries(totalCost(own.flatMap(({ cost }) => cost ?? [])), isPart));
}

function documentSections(parts: VaultDocument): DetailSection[] {
  const {
    DescribeBackupVault: vault,
    GetBackupVaultAccessPolicy: policy,
    GetBackupVaultNotifications: notices,
  } = parts;
  return [
    fieldsSection('Access and alerts', [
      ['Access policy', isRefused(policy) ? policy.refused : (policy?.Policy ?? 'none'), policy ? 'plain' : 'muted'],
      [
        'Notifies',
        isRefused(notices) ? notices.refused : (notices?.SNSTopicArn ?? 'nobody'),
        notices ? 'plain' : 'muted',
      ],
      ['Of', isRefused(notices) ? undefined : notices?.BackupVaultEvents?.join(' ')],
      ['Source vault', vault.SourceBackupVaultArn],
      ['Approval team', vault.MpaApprovalTeamArn],
    ]),
    ...accessSections(vault, parts.ListRestoreAccessBackupVaults),
  ];
}

function pointsText({ pointCount }: Vault): string {
  return pointCount === undefined ? '?' : String(pointCount);
}

function retentionText({ minRetentionDays, maxRetentionDays }: Vault): string {
  if (minRetentionDays === undefined && maxRetentionDays === undefined) return '';
  return `${minRetentionDays ?? 1}-${maxRetentionDays ?? ''}d`;
}

function keyText(keyType: string | undefined): string {
  if (keyType === 'AWS_OWNED_KMS_KEY') return 'AWS owned';
  return keyType === 'CUSTOMER_MANAGED_KMS_KEY' ? 'customer' : (keyType ?? '');
}
