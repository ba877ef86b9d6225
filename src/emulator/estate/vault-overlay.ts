// What callers changed on the vault side: laid over the vaults, points and settings that are computed.
import { createPointOverlay, type PointOverlay } from './point-changes.ts';
import type { VaultSpec } from './spec.ts';

export type VaultPatch = Partial<Omit<VaultSpec, 'name' | 'arn' | 'type' | 'createdAt'>>;

export interface VaultOverlay {
  points: PointOverlay;
  patched(region: string, vault: VaultSpec): VaultSpec;
  patchVault(region: string, name: string, patch: VaultPatch): void;
  /** A vault of the same name that comes later starts afresh. */
  forgetVault(region: string, name: string): void;
}

export function createVaultOverlay(): VaultOverlay {
  const vaults = new Map<string, VaultPatch>();
  const vaultKey = (region: string, name: string) => `${region} ${name}`;

  return {
    points: createPointOverlay(),
    patched: (region, vault) => ({ ...vault, ...vaults.get(vaultKey(region, vault.name)) }),
    patchVault(region, name, patch) {
      const key = vaultKey(region, name);
      vaults.set(key, { ...vaults.get(key), ...patch });
    },
    forgetVault: (region, name) => void vaults.delete(vaultKey(region, name)),
  };
}
