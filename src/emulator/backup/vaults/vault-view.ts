import type { VaultSpec } from '../../estate/spec.ts';
import type { Call } from '../../protocols/service.ts';

/**
 * Looks up vaults for one response and caches them: a thousand jobs refer to a few vaults, and each lookup builds the
 * list of vaults.
 */
export function createVaultView({ estate }: Pick<Call, 'estate'>) {
  const known = new Map<string, VaultSpec | undefined>();
  return (account: string, region: string, name: string): VaultSpec | undefined => {
    const key = `${account} ${region} ${name}`;
    if (!known.has(key)) {
      const owner = estate.organization.estateOf(account) ?? estate;
      known.set(
        key,
        owner.vaults(region).find((vault) => vault.name === name),
      );
    }
    return known.get(key);
  };
}
