// Who can restore from a logically air-gapped vault: its approval team, restore access vaults of other accounts, and
// shares of AWS RAM.
// AWS: https://docs.aws.amazon.com/aws-backup/latest/devguide/multipartyapproval.html and
// https://docs.aws.amazon.com/aws-backup/latest/devguide/logicallyairgappedvault.html
import type { DescribeBackupVaultOutput, RestoreAccessBackupVaultListMember } from '@aws-sdk/client-backup';
import { accountOf, parseArn, vaultNameOf } from '../../../domain/arn.ts';
import { airGappedType } from '../../../domain/vaults/lock.ts';
import type { Vault } from '../../../domain/vaults/vault.ts';
import { type Action, type ActionContext, type ActionOn, type AnyContext, textOf } from '../../action.ts';
import type { RequestContext } from '../../resource.ts';
import { type Retry, tokenIn } from '../../retry.ts';
import { checkVaultName } from '../checks.ts';
import { given, tagsField, tagsOf, textField } from '../fields.ts';
import { vaultPlaceOf, vaultSubject } from '../subjects.ts';
import { irreversible, undoable } from '../undo.ts';

const notAirGapped = ({ type }: Vault): string | undefined =>
  type === airGappedType ? undefined : 'only for air-gapped vaults';

const commentField = textField('comment', 'Comment', { optional: true, hint: 'shown to the approvers' });
const comment = ({ values }: AnyContext) => given('RequesterComment', textOf(values, 'comment'));

const describe = (request: RequestContext, { name }: Vault): Promise<DescribeBackupVaultOutput> =>
  request.call('backup', 'DescribeBackupVault', { BackupVaultName: name });

const teamOf = ({ facts }: AnyContext): string =>
  ((facts ?? {}) as Partial<DescribeBackupVaultOutput>).MpaApprovalTeamArn ?? '';

function checkTeam(text: string, context: AnyContext): string | undefined {
  const arn = parseArn(text);
  if (arn?.service !== 'mpa' || !arn.resource.startsWith('approval-team/')) {
    return 'A team looks like arn:aws:mpa:us-east-1:123456789012:approval-team/backup-approvers.';
  }
  return text === teamOf(context) ? 'This team is already the approval team of the vault.' : undefined;
}

/** AWS changes the team once those who are asked have approved it: until then the change is pending. */
const isChanged = (vault: DescribeBackupVaultOutput, arn: string | undefined): boolean =>
  vault.MpaApprovalTeamArn === arn || vault.LatestMpaApprovalTeamUpdate?.Status === 'PENDING';

const associateTeam: Action<Vault, 'AssociateBackupVaultMpaApprovalTeam'> = {
  id: 'set-approval-team',
  title: 'set the approval team',
  subject: vaultSubject,
  pending: 'setting the team',
  outcome: 'has the approval team, once the former team, if any, has approved',
  undo: irreversible('from then on only the new team can approve its replacement or removal'),
  disabled: notAirGapped,
  load: describe,
  fields: [
    textField('team', 'Team ARN', {
      hint: 'arn:aws:mpa:REGION:ACCOUNT:approval-team/NAME',
      initial: teamOf,
      check: checkTeam,
    }),
    commentField,
  ],
  warnings: (context) => [
    'Its members approve restore access vaults, even when this account is no longer accessible.',
    ...(teamOf(context) === '' ? [] : [`The present team must approve the change: ${teamOf(context)}.`]),
  ],
  retries: {
    AssociateBackupVaultMpaApprovalTeam: {
      kind: 'read-back',
      removes: false,
      async wasDone(request, { BackupVaultName, MpaApprovalTeamArn }) {
        return isChanged(await request.call('backup', 'DescribeBackupVault', { BackupVaultName }), MpaApprovalTeamArn);
      },
    },
  },
  requests: (context) => [
    {
      service: 'backup',
      operation: 'AssociateBackupVaultMpaApprovalTeam',
      input: {
        BackupVaultName: context.row.name,
        MpaApprovalTeamArn: textOf(context.values, 'team'),
        ...comment(context),
      },
    },
  ],
};

const disassociateTeam: Action<Vault, 'DisassociateBackupVaultMpaApprovalTeam'> = {
  id: 'remove-approval-team',
  title: 'remove the approval team',
  subject: vaultSubject,
  pending: 'removing the team',
  // Other accounts lose the way to its recovery points: the name is typed, though the team can be set again.
  danger: 'type-name',
  outcome: 'loses its approval team once the team has approved',
  undo: undoable('set the approval team again'),
  disabled: notAirGapped,
  load: describe,
  fields: [commentField],
  warnings: (context) => [
    ...(teamOf(context) === ''
      ? ['AWS returned no approval team of this vault: it will refuse the request.']
      : [`The team must approve the removal: ${teamOf(context)}.`]),
    'Other accounts can then no longer create restore access vaults of this vault.',
  ],
  retries: {
    DisassociateBackupVaultMpaApprovalTeam: {
      kind: 'read-back',
      removes: false,
      async wasDone(request, { BackupVaultName }) {
        return isChanged(await request.call('backup', 'DescribeBackupVault', { BackupVaultName }), undefined);
      },
    },
  },
  requests: (context) => [
    {
      service: 'backup',
      operation: 'DisassociateBackupVaultMpaApprovalTeam',
      input: { BackupVaultName: context.row.name, ...comment(context) },
    },
  ],
};

const airGappedVaults = ({ known, scope }: AnyContext): readonly Vault[] =>
  (known('vaults') as readonly Vault[]).filter(
    (vault) => vault.type === airGappedType && vault.scope.region === scope.region,
  );

function checkSource(text: string, { scope }: AnyContext): string | undefined {
  const arn = parseArn(text);
  if (arn?.service !== 'backup' || !arn.resource.startsWith('backup-vault:')) {
    return `Give the ARN of an air-gapped vault: arn:aws:backup:${scope.region}:ACCOUNT:backup-vault:NAME.`;
  }
  return arn.region === scope.region
    ? undefined
    : `The vault is in ${arn.region}; this action runs in ${scope.region}.`;
}

const createAccessVault: Action<Vault, 'CreateRestoreAccessBackupVault'> = {
  id: 'create-access',
  title: 'create a restore access vault',
  pending: 'requesting access',
  outcome: 'is requested: AWS creates it once the approval team has approved',
  creates: { resource: 'vaults', title: 'Vault', member: 'RestoreAccessBackupVaultName', param: 'name' },
  on: 'list',
  undo: undoable('revoke the access on the air-gapped vault'),
  knows: ['vaults'],
  fields: [
    {
      id: 'source',
      label: 'Air-gapped vault',
      kind: 'pick',
      hint: 'ARN of a logically air-gapped vault with an approval team, in any account',
      options: (context) =>
        airGappedVaults(context).map(({ arn, name, scope }) => ({ value: arn, label: `${name} ${scope.accountId}` })),
      check: checkSource,
    },
    textField('name', 'Name', { check: checkVaultName }),
    commentField,
    tagsField(),
  ],
  route: ({ values, accountNames }) => [`to restore from ${vaultPlaceOf(textOf(values, 'source'), accountNames)}`],
  warnings: () => ['This account can restore its recovery points until the access is revoked.'],
  retries: { CreateRestoreAccessBackupVault: tokenIn('CreatorRequestId') },
  requests: (context) => [
    {
      service: 'backup',
      operation: 'CreateRestoreAccessBackupVault',
      input: {
        SourceBackupVaultArn: textOf(context.values, 'source'),
        BackupVaultName: textOf(context.values, 'name'),
        ...given('BackupVaultTags', tagsOf(context.values)),
        ...comment(context),
        CreatorRequestId: context.token,
      },
    },
  ],
};

async function accessVaults(request: RequestContext, name: string): Promise<RestoreAccessBackupVaultListMember[]> {
  const found: RestoreAccessBackupVaultListMember[] = [];
  for await (const page of request.pages('backup', 'ListRestoreAccessBackupVaults', { BackupVaultName: name })) {
    found.push(...(page.RestoreAccessBackupVaults ?? []));
  }
  return found;
}

const revocation: Retry<'RevokeRestoreAccessBackupVault'> = {
  kind: 'read-back',
  removes: true,
  async wasDone(request, { BackupVaultName = '', RestoreAccessBackupVaultArn }) {
    const vaults = await accessVaults(request, BackupVaultName);
    const vault = vaults.find((one) => one.RestoreAccessBackupVaultArn === RestoreAccessBackupVaultArn);
    return vault === undefined || vault.LatestRevokeRequest?.Status === 'PENDING';
  },
};

const accessFacts = ({ facts }: AnyContext): readonly RestoreAccessBackupVaultListMember[] =>
  Array.isArray(facts) ? facts : [];

const revokeAccess: Action<Vault, 'RevokeRestoreAccessBackupVault'> = {
  id: 'revoke-access',
  title: 'revoke a restore access vault',
  subject: vaultSubject,
  pending: 'revoking',
  outcome: 'loses the restore access vault once the approval team has approved',
  undo: irreversible('a new restore access vault needs the approval of the team again'),
  disabled: notAirGapped,
  load: async (request, { name, type }) => (type === airGappedType ? accessVaults(request, name) : []),
  fields: [
    {
      id: 'access-vault',
      label: 'Access vault',
      kind: 'pick',
      hint: 'the ARN of the restore access vault',
      options: (context) =>
        accessFacts(context).flatMap(({ RestoreAccessBackupVaultArn: value = '', VaultState }) =>
          value === '' ? [] : [{ value, label: `${VaultState ?? ''} in account ${accountOf(value)}` }],
        ),
      initial: (context) => accessFacts(context)[0]?.RestoreAccessBackupVaultArn ?? '',
      check: (text, context) =>
        accessFacts(context).some(({ RestoreAccessBackupVaultArn }) => RestoreAccessBackupVaultArn === text)
          ? undefined
          : 'AWS lists no restore access vault of this vault with that ARN.',
    },
    commentField,
  ],
  warnings: ({ values }) => {
    const arn = textOf(values, 'access-vault');
    return [`Account ${accountOf(arn)} can no longer restore from this vault through ${vaultNameOf(arn)}.`];
  },
  retries: { RevokeRestoreAccessBackupVault: revocation },
  requests: (context) => [
    {
      service: 'backup',
      operation: 'RevokeRestoreAccessBackupVault',
      input: {
        BackupVaultName: context.row.name,
        RestoreAccessBackupVaultArn: textOf(context.values, 'access-vault'),
        ...comment(context),
      },
    },
  ],
};

/** AWS: a vault is shared with single accounts, not with an organization; each has 12 hours to accept. */
const shareVault: Action<Vault> = {
  id: 'share',
  title: 'share with another account: the AWS CLI command',
  subject: vaultSubject,
  pending: 'sharing',
  disabled: notAirGapped,
  fields: [
    textField('to-account', 'Account', {
      hint: 'the id of one account',
      check: (text, { row }) => {
        if (!/^\d{12}$/.test(text)) return 'An account id has 12 digits; AWS shares with accounts, not organizations.';
        return text === (row as Vault).scope.accountId
          ? 'The vault is in this account: enter the id of another account.'
          : undefined;
      },
    }),
  ],
  warnings: ({ values }) => [
    `AWS RAM shares the vault, not AWS Backup. Account ${textOf(values, 'to-account')} has 12 hours to accept the share, and then restores from it.`,
  ],
  retries: {},
  requests: () => [],
  command: ({ row, values }: ActionContext<Vault>) => ({
    service: 'ram',
    operation: 'CreateResourceShare',
    input: {
      name: `vault-${row.name}-${textOf(values, 'to-account')}`,
      resourceArns: [row.arn],
      principals: [textOf(values, 'to-account')],
    },
  }),
};

export const accessActions: readonly ActionOn<Vault>[] = [
  shareVault,
  associateTeam,
  disassociateTeam,
  revokeAccess,
  createAccessVault,
];
