import type { VaultSpec } from '../../estate/spec.ts';
import type { Call } from '../service.ts';

/** Finds the vaults of one answer: a thousand jobs lie in a handful of them, and each is put together once. */
export function createVaultLook({ estate }: Pick<Call, 'estate'>) {
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
