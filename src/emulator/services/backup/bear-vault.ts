import { vaultArn } from '../../estate/arn.ts';
import type { VaultSpec } from '../../estate/spec.ts';
import { alreadyExists } from '../../wire/aws-error.ts';
import type { Call } from '../service.ts';
import { checkTags, checkVaultName } from './vault-checks.ts';

interface Wish {
  BackupVaultName?: string | undefined;
  BackupVaultTags?: Record<string, string> | undefined;
  CreatorRequestId?: string | undefined;
}

type Birth = Omit<VaultSpec, 'type'>;

/** Adds a vault, or gives the one again that the same request made before. */
export function bearVault(wish: Wish, { estate, region, account, now }: Call, make: (birth: Birth) => VaultSpec) {
  const name = checkVaultName(wish.BackupVaultName);
  const tags = checkTags(wish.BackupVaultTags);
  const { CreatorRequestId } = wish;
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
  estate.overlay.vaultSide.noteChange(region, { at: now, state: 'CREATED', vault, isLocked: vault.lock !== undefined });
  return vault;
}
