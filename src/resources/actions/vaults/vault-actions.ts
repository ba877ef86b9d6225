import { lockState } from '../../../domain/vaults/lock.ts';
import type { Vault } from '../../../domain/vaults/vault.ts';
import { dayMs } from '../../../lib/duration.ts';
import { formatDateTime } from '../../../lib/text/format.ts';
import { type Action, type ActionContext, type ActionOn, type FormField, numberOf, textOf } from '../../action.ts';
import type { RequestContext } from '../../resource.ts';
import { type Retry, repeatable, tokenIn } from '../../retry.ts';
import { checkKey, checkVaultName } from '../checks.ts';
import { deletion } from '../deletion.ts';
import { daysField, given, longestDays, tagsField, tagsOf, textField } from '../fields.ts';
import { vaultSubject } from '../subjects.ts';
import { tagsAction } from '../tag-action.ts';
import { irreversible, undoable } from '../undo.ts';
import { accessActions } from './access-actions.ts';
import { testNotification, vaultNotifications } from './notification-actions.ts';
import { vaultPolicy } from './vault-documents.ts';

type VaultContext = ActionContext<Vault>;

const isAirGapped = ({ values }: VaultContext): boolean => textOf(values, 'type') === 'air-gapped';

/** AWS's shortest minimum retention of an air-gapped vault. */
const leastAirGappedDays = 7;

function checkRange(_: string, { values }: VaultContext): string | undefined {
  const [least, most] = [numberOf(values, 'min-retention'), numberOf(values, 'max-retention')];
  if (least !== undefined && most !== undefined && least > most)
    return 'The minimum retention is longer than the maximum retention.';
  return undefined;
}

const retentionFields = (airGapped: boolean): FormField[] => {
  const visible = airGapped ? { visible: isAirGapped, optional: false } : {};
  const least = airGapped ? leastAirGappedDays : 1;
  return [
    daysField('min-retention', 'Shortest retention', { ...visible, least, check: checkRange } as Partial<FormField>),
    daysField('max-retention', 'Longest retention', { ...visible, least, check: checkRange } as Partial<FormField>),
  ];
};

export const createVault: Action<Vault, 'CreateBackupVault' | 'CreateLogicallyAirGappedBackupVault'> = {
  id: 'create',
  title: 'create a vault',
  pending: 'creating',
  outcome: 'is created',
  creates: { resource: 'vaults', title: 'Vault', member: 'BackupVaultName', param: 'name' },
  on: 'list',
  key: 'A',
  undo: (context) =>
    isAirGapped(context)
      ? irreversible('nobody can remove the lock of a logically air-gapped vault or change its retention')
      : undoable('delete the vault while it is empty'),
  knows: ['vaults'],
  fields: [
    textField('name', 'Name', {
      check(text, { known, scope }) {
        const taken = (known('vaults', scope) as readonly Vault[]).some(
          (vault) =>
            vault.name === text && vault.scope.region === scope.region && vault.scope.accountId === scope.accountId,
        );
        return checkVaultName(text) ?? (taken ? `A vault ${text} already exists in ${scope.region}.` : undefined);
      },
    }),
    {
      id: 'type',
      label: 'Type',
      kind: 'choice',
      options: () => [
        { value: 'standard' },
        { value: 'air-gapped', label: 'logically air-gapped: locked in compliance mode from the start' },
      ],
    },
    ...retentionFields(true),
    textField('key', 'Key ARN', { optional: true, hint: "empty: AWS Backup's own key", check: checkKey }),
    tagsField(),
  ],
  warnings: (context) =>
    isAirGapped(context)
      ? [
          'A logically air-gapped vault has a compliance lock from its creation on: nobody can ever remove it or change its retention.',
        ]
      : ['The key cannot be changed later.'],
  retries: {
    CreateBackupVault: tokenIn('CreatorRequestId'),
    CreateLogicallyAirGappedBackupVault: tokenIn('CreatorRequestId'),
  },
  requests({ values, token }) {
    const name = textOf(values, 'name');
    const common = {
      BackupVaultName: name,
      ...given('EncryptionKeyArn', textOf(values, 'key')),
      ...given('BackupVaultTags', tagsOf(values)),
      CreatorRequestId: token,
    };
    if (textOf(values, 'type') !== 'air-gapped') {
      return [{ service: 'backup', operation: 'CreateBackupVault', input: common }];
    }
    const range = {
      MinRetentionDays: numberOf(values, 'min-retention'),
      MaxRetentionDays: numberOf(values, 'max-retention'),
    };
    const input = { ...common, ...range };
    return [{ service: 'backup', operation: 'CreateLogicallyAirGappedBackupVault', input }];
  },
};

/** The present lock: a list lacks parts of it, and PutBackupVaultLockConfiguration replaces it as a whole. */
interface LockFacts {
  readonly lockDate?: number | undefined;
  readonly least?: number | undefined;
  readonly most?: number | undefined;
}

async function loadLock(request: RequestContext, { name }: Vault): Promise<LockFacts> {
  const vault = await request.call('backup', 'DescribeBackupVault', { BackupVaultName: name });
  return { lockDate: vault.LockDate?.getTime(), least: vault.MinRetentionDays, most: vault.MaxRetentionDays };
}

/** By default the remaining grace time is not shortened. */
function graceLeft({ lockDate }: LockFacts = {}, now: number): number {
  const left = lockDate === undefined ? 0 : Math.ceil((lockDate - now) / dayMs);
  return Math.max(leastGraceDays, left);
}

const isCompliance = ({ values }: VaultContext): boolean => textOf(values, 'mode') === 'compliance';
const leastGraceDays = 3;

export const lockVault: Action<Vault, 'PutBackupVaultLockConfiguration'> = {
  id: 'lock',
  title: 'lock',
  subject: vaultSubject,
  pending: 'locking',
  outcome: 'is locked',
  key: 'L',
  undo: (context) =>
    isCompliance(context)
      ? irreversible('after the grace time nobody can remove or change a compliance lock')
      : undoable('remove the lock'),
  disabled(vault, { now }) {
    const { mode } = lockState(vault, now);
    if (mode === 'air-gapped') return 'a logically air-gapped vault is always locked';
    return mode === 'compliance' ? 'its compliance lock is final: nobody can change it' : undefined;
  },
  load: loadLock,
  fields: [
    {
      id: 'mode',
      label: 'Mode',
      kind: 'choice',
      options: () => [
        { value: 'governance', label: 'governance: principals with the permission can remove it' },
        { value: 'compliance', label: 'compliance: after the grace time nobody can' },
      ],
      initial: ({ facts }) => ((facts as LockFacts | undefined)?.lockDate === undefined ? 'governance' : 'compliance'),
    },
    {
      id: 'grace',
      label: 'Grace days',
      kind: 'number',
      least: leastGraceDays,
      most: longestDays,
      visible: isCompliance,
      initial: ({ facts, now }) => String(graceLeft(facts, now)),
      hint: 'how long the lock can still be changed or removed',
      preview: (text, { now }) => (/^\d+$/.test(text) ? [graceSentence(now, Number(text))] : []),
    },
    daysField('min-retention', 'Shortest retention', {
      initial: ({ facts }) => String((facts as LockFacts | undefined)?.least ?? ''),
      check: checkRange,
    }),
    daysField('max-retention', 'Longest retention', {
      initial: ({ facts }) => String((facts as LockFacts | undefined)?.most ?? ''),
      check: checkRange,
    }),
  ],
  warnings(context) {
    const { now, row, values } = context;
    const range = [numberOf(values, 'min-retention'), numberOf(values, 'max-retention')];
    return [
      ...(lockState(row, now).mode === 'unknown' ? ['The vault is locked already; its mode is not known.'] : []),
      'While the vault is locked, no recovery point can be deleted and no retention can be shortened.',
      ...(range.some((days) => days !== undefined)
        ? ['Backup and copy jobs with a retention outside the range fail from then on.']
        : []),
      ...(isCompliance(context)
        ? [
            graceSentence(now, numberOf(values, 'grace') ?? leastGraceDays),
            ...(row.pointCount !== 0
              ? [
                  `It holds ${row.pointCount ?? 'perhaps'} recovery points: those without "delete after" would be kept, and billed, forever.`,
                ]
              : []),
          ]
        : []),
    ];
  },
  retries: { PutBackupVaultLockConfiguration: repeatable },
  requests: ({ row, values, ...rest }) => [
    {
      service: 'backup',
      operation: 'PutBackupVaultLockConfiguration',
      input: {
        BackupVaultName: row.name,
        ...given('MinRetentionDays', numberOf(values, 'min-retention')),
        ...given('MaxRetentionDays', numberOf(values, 'max-retention')),
        ...(isCompliance({ row, values, ...rest }) ? given('ChangeableForDays', numberOf(values, 'grace')) : {}),
      },
    },
  ],
};

const graceSentence = (now: number, days: number): string =>
  `From ${formatDateTime(now + days * dayMs)} on nobody can remove or change this lock: not you, not the root user, not AWS.`;

export const unlockVault: Action<Vault, 'DeleteBackupVaultLockConfiguration'> = {
  id: 'unlock',
  title: 'remove the lock',
  subject: vaultSubject,
  pending: 'unlocking',
  outcome: 'is no longer locked',
  undo: irreversible('lock the vault again; what is deleted in between cannot be recovered'),
  disabled(vault, { now }) {
    const { mode } = lockState(vault, now);
    if (mode === 'none') return 'it is not locked';
    return mode === 'compliance' || mode === 'air-gapped' ? 'nobody can remove this lock' : undefined;
  },
  warnings: ({ row, now }) => [
    ...(lockState(row, now).mode === 'unknown'
      ? ['The mode of the lock is not known: AWS refuses the request if the lock is final.']
      : []),
    'Principals with the permission can then delete its recovery points.',
  ],
  retries: {
    DeleteBackupVaultLockConfiguration: {
      kind: 'read-back',
      removes: true,
      async wasDone(request, { BackupVaultName }) {
        const { Locked } = await request.call('backup', 'DescribeBackupVault', { BackupVaultName });
        return Locked !== true;
      },
    },
  },
  requests: ({ row }) => [
    { service: 'backup', operation: 'DeleteBackupVaultLockConfiguration', input: { BackupVaultName: row.name } },
  ],
};

/** AWS responds with a denial if a vault does not exist: the list of vaults says whether it was deleted. */
const vaultDeletion: Retry<'DeleteBackupVault'> = {
  kind: 'read-back',
  removes: true,
  async wasDone(request, { BackupVaultName }) {
    for await (const { BackupVaultList = [] } of request.pages('backup', 'ListBackupVaults', {})) {
      if (BackupVaultList.some((vault) => vault.BackupVaultName === BackupVaultName)) return false;
    }
    return true;
  },
};

export const deleteVault: Action<Vault, 'DeleteBackupVault'> = {
  ...deletion,
  undo: irreversible('a vault of the same name would be a new one, without its key, policy and tags'),
  subject: vaultSubject,
  disabled({ pointCount, name }) {
    if (/^aws\/efs\//.test(name)) return 'AWS Backup needs this vault for EFS';
    // AWS refuses to delete a vault that is not empty.
    return pointCount ? `it holds ${pointCount} recovery points; only an empty vault can be deleted` : undefined;
  },
  warnings: () => ['Plans that write to it fail from then on.'],
  retries: { DeleteBackupVault: vaultDeletion },
  requests: ({ row }) => [{ service: 'backup', operation: 'DeleteBackupVault', input: { BackupVaultName: row.name } }],
};

export const vaultActions: readonly ActionOn<Vault>[] = [
  lockVault,
  unlockVault,
  vaultPolicy,
  vaultNotifications,
  testNotification,
  tagsAction(({ arn }) => arn, undefined, { subject: vaultSubject }),
  ...accessActions,
  deleteVault,
  createVault,
];
