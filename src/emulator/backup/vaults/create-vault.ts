import { vaultArn } from '../../estate/arn.ts';
import type { VaultSpec } from '../../estate/spec.ts';
import type { Call } from '../../protocols/service.ts';
import { alreadyExists } from '../../wire/aws-error.ts';
import { checkTags, checkVaultName } from '../parameter-checks.ts';

interface NewVault {
  BackupVaultName?: string | undefined;
  BackupVaultTags?: Record<string, string> | undefined;
  CreatorRequestId?: string | undefined;
}

type VaultBase = Omit<VaultSpec, 'type'>;

/** Creates a vault, or returns the vault that the same request created before. */
export function createVault(
  input: NewVault,
  { estate, region, account, now }: Call,
  make: (base: VaultBase) => VaultSpec,
) {
  const name = checkVaultName(input.BackupVaultName);
  const tags = checkTags(input.BackupVaultTags);
  const { CreatorRequestId } = input;
  const known = estate.vaults(region).find((vault) => vault.name === name);
  if (known !== undefined && CreatorRequestId !== undefined && known.creatorRequestId === CreatorRequestId) {
    return known;
  }
  const arn = vaultArn(region, account, name);
  if (known !== undefined) {
    throw alreadyExists('Backup vault with the same name already exists', {
      Arn: arn,
      CreatorRequestId: known.creatorRequestId,
    });
  }
  const creator = CreatorRequestId !== undefined && { creatorRequestId: CreatorRequestId };
  const vault = make({ name, arn, createdAt: now, tags, ...creator });
  estate.overlay.addVault(region, vault);
  estate.overlay.vaultOverlay.noteChange(region, {
    at: now,
    state: 'CREATED',
    vault,
    isLocked: vault.lock !== undefined,
  });
  return vault;
}
