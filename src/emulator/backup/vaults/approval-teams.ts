// Multi-party approval teams, which approve restores from air-gapped vaults by other accounts. In the emulator a team
// approves every request after a delay.
import type {
  AssociateBackupVaultMpaApprovalTeamInput,
  DescribeBackupVaultOutput,
  DisassociateBackupVaultMpaApprovalTeamInput,
} from '@aws-sdk/client-backup';
import { createRandom, seedOf } from '../../estate/random.ts';
import type { VaultSpec } from '../../estate/spec.ts';
import type { Call } from '../../protocols/service.ts';
import { invalidRequest } from '../../wire/aws-error.ts';
import { checkPattern, required } from '../parameter-checks.ts';
import { findVault } from '../shared-shapes.ts';
import { approvingMs } from './vault-state.ts';

const openMs = 86_400_000;
const teamPattern = /^arn:aws[a-z-]*:mpa:[a-z0-9-]+:\d{12}:approval-team\/.+$/;

export function teamOf({ team }: VaultSpec, now: number): string | undefined {
  const update = team?.update;
  return update !== undefined && now >= update.at + approvingMs ? update.arn : team?.arn;
}

export const sessionArn = ({ estate, region, account, now }: Call, about: string) =>
  `arn:aws:mpa:${region}:${account}:session/${createRandom(seedOf(estate.seed, 'mpa', about, now)).uuid()}`;

export function describeTeam(vault: VaultSpec, now: number): DescribeBackupVaultOutput {
  const update = vault.team?.update;
  return {
    MpaApprovalTeamArn: teamOf(vault, now),
    MpaSessionArn: vault.accessSession,
    LatestMpaApprovalTeamUpdate: update && {
      MpaSessionArn: update.session,
      Status: now < update.at + approvingMs ? 'PENDING' : 'APPROVED',
      InitiationDate: new Date(update.at),
      ExpiryDate: new Date(update.at + openMs),
    },
  };
}

export function airGappedVault(name: string | undefined, call: Call): VaultSpec {
  const vault = findVault(call.estate, call.region, required(name, 'BackupVaultName'));
  if (vault.type !== 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT') {
    throw invalidRequest(`Backup vault ${vault.name} is not a logically air-gapped backup vault.`);
  }
  return vault;
}

/** The first team is associated at once; the associated team must approve any later change. */
function changeTeam(vault: VaultSpec, arn: string | undefined, call: Call): void {
  const { estate, region, now } = call;
  const current = teamOf(vault, now);
  const last = vault.team?.update;
  if (last !== undefined && now < last.at + approvingMs) {
    throw invalidRequest(`A change of the approval team of backup vault ${vault.name} is pending.`);
  }
  const update = { at: now, arn, session: sessionArn(call, vault.arn) };
  const team = current === undefined ? { arn } : { arn: current, update };
  estate.overlay.vaultOverlay.patchVault(region, vault.name, { team });
}

export function associateBackupVaultMpaApprovalTeam(
  input: AssociateBackupVaultMpaApprovalTeamInput,
  call: Call,
): object {
  const vault = airGappedVault(input.BackupVaultName, call);
  const arn = required(input.MpaApprovalTeamArn, 'MpaApprovalTeamArn');
  changeTeam(vault, checkPattern(arn, 'MpaApprovalTeamArn', teamPattern), call);
  return {};
}

export function disassociateBackupVaultMpaApprovalTeam(
  input: DisassociateBackupVaultMpaApprovalTeamInput,
  call: Call,
): object {
  const vault = airGappedVault(input.BackupVaultName, call);
  if (teamOf(vault, call.now) === undefined) {
    throw invalidRequest(`Backup vault ${vault.name} has no approval team.`);
  }
  changeTeam(vault, undefined, call);
  return {};
}
