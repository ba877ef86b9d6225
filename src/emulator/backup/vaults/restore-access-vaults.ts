// Restore access vaults, through which another account can restore from an air-gapped vault after the approval of its
// team.
import type {
  CreateRestoreAccessBackupVaultInput,
  CreateRestoreAccessBackupVaultOutput,
  ListRestoreAccessBackupVaultsInput,
  ListRestoreAccessBackupVaultsOutput,
  RestoreAccessBackupVaultListMember,
  RevokeRestoreAccessBackupVaultInput,
} from '@aws-sdk/client-backup';
import { createRandom, seedOf } from '../../estate/random.ts';
import type { VaultSpec } from '../../estate/spec.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidRequest, resourceNotFound } from '../../wire/aws-error.ts';
import { pageOf } from '../../wire/paging.ts';
import { checkPattern, required } from '../parameter-checks.ts';
import { toDate } from '../shared-shapes.ts';
import { airGappedVault, sessionArn, teamOf } from './approval-teams.ts';
import { createVault } from './create-vault.ts';
import { approvingMs, isRevoked, vaultState } from './vault-state.ts';

const sourcePattern = /^arn:aws[a-z-]*:backup:[a-z0-9-]+:\d{12}:backup-vault:.+$/;

function sourceVault(arn: string, { estate, region, now }: Call): VaultSpec {
  const owner = estate.organization.estateOf(arn.split(':')[4] ?? '');
  const source = owner?.vaults(region).find((vault) => vault.arn === arn);
  if (source === undefined) throw resourceNotFound(`Backup vault ${arn} does not exist.`);
  if (source.type !== 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT') {
    throw invalidRequest(`Backup vault ${arn} is not a logically air-gapped backup vault.`);
  }
  if (teamOf(source, now) === undefined) throw invalidRequest(`Backup vault ${arn} has no approval team.`);
  return source;
}

export function createRestoreAccessBackupVault(
  input: CreateRestoreAccessBackupVaultInput,
  call: Call,
): CreateRestoreAccessBackupVaultOutput {
  const arn = required(input.SourceBackupVaultArn, 'SourceBackupVaultArn');
  const source = sourceVault(checkPattern(arn, 'SourceBackupVaultArn', sourcePattern), call);
  const suffix = createRandom(seedOf(arn, input.CreatorRequestId ?? call.now)).hex(8);
  const vaultInput = { ...input, BackupVaultName: input.BackupVaultName ?? `restore-access-${suffix}` };
  const vault = createVault(vaultInput, call, (base) => ({
    ...base,
    type: 'RESTORE_ACCESS_BACKUP_VAULT',
    readyAt: base.createdAt + approvingMs,
    sourceArn: source.arn,
    accessSession: sessionArn(call, base.arn),
  }));
  return {
    RestoreAccessBackupVaultArn: vault.arn,
    RestoreAccessBackupVaultName: vault.name,
    VaultState: vaultState(vault, call.now),
    CreationDate: new Date(vault.createdAt),
  };
}

/** A vault whose access is revoked stays until the team has approved the revocation. */
const accessTo = (source: VaultSpec, { estate, region, now }: Call) =>
  estate.organization
    .estates()
    .flatMap((owner) => owner.vaults(region).map((vault) => ({ owner, vault })))
    .filter(({ vault }) => vault.sourceArn === source.arn && !isRevoked(vault, now));

function toMember(vault: VaultSpec, now: number): RestoreAccessBackupVaultListMember {
  const { arn, createdAt, readyAt = createdAt, revocation } = vault;
  return {
    RestoreAccessBackupVaultArn: arn,
    CreationDate: new Date(createdAt),
    ApprovalDate: now < readyAt ? undefined : toDate(readyAt),
    VaultState: vaultState(vault, now),
    LatestRevokeRequest: revocation && {
      MpaSessionArn: revocation.session,
      Status: 'PENDING',
      InitiationDate: new Date(revocation.at),
    },
  };
}

export function listRestoreAccessBackupVaults(
  input: ListRestoreAccessBackupVaultsInput,
  call: Call,
): ListRestoreAccessBackupVaultsOutput {
  const all = accessTo(airGappedVault(input.BackupVaultName, call), call).map(({ vault }) => vault);
  all.sort((a, b) => (a.arn < b.arn ? -1 : 1));
  const { items, nextToken } = pageOf(all, input, ({ arn }) => arn);
  return { RestoreAccessBackupVaults: items.map((vault) => toMember(vault, call.now)), NextToken: nextToken };
}

export function revokeRestoreAccessBackupVault(input: RevokeRestoreAccessBackupVaultInput, call: Call): object {
  const source = airGappedVault(input.BackupVaultName, call);
  const arn = required(input.RestoreAccessBackupVaultArn, 'RestoreAccessBackupVaultArn');
  const found = accessTo(source, call).find(({ vault }) => vault.arn === arn);
  if (found === undefined) throw resourceNotFound(`Restore access backup vault ${arn} does not exist.`);
  if (found.vault.revocation !== undefined) throw invalidRequest(`Revoking ${arn} is pending.`);
  const revocation = { at: call.now, session: sessionArn(call, arn) };
  found.owner.overlay.vaultOverlay.patchVault(call.region, found.vault.name, { revocation });
  return {};
}
