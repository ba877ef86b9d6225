// Changes by callers to vaults, recovery points, settings and tags.

import type { VaultSpec } from '../spec.ts';
import { type AccessPointOverlay, createAccessPointOverlay } from './access-point-overlay.ts';
import { createPointOverlay, type PointOverlay } from './point-overlay.ts';
import { createSettingsOverlay, type SettingsOverlay } from './settings-overlay.ts';

export type VaultPatch = Partial<Omit<VaultSpec, 'name' | 'arn' | 'type' | 'createdAt'>>;

export interface TieringConfig {
  name: string;
  arn: string;
  /** `*` stands for all vaults. */
  vault: string;
  selection: { resources: string[]; days: number; type: string }[];
  createdAt: number;
  updatedAt?: number;
  creatorRequestId?: string | undefined;
}

export interface VaultChange {
  at: number;
  state: 'CREATED' | 'MODIFIED' | 'DELETED';
  vault: Pick<VaultSpec, 'name' | 'arn'>;
  isLocked: boolean;
}

export interface VaultOverlay {
  /** Created, locked, unlocked and deleted vaults, oldest first. */
  changesIn(region: string): readonly VaultChange[];
  noteChange(region: string, change: VaultChange): void;
  points: PointOverlay;
  accessPoints: AccessPointOverlay;
  settings: SettingsOverlay;
  /** The tags after a caller's last change. Undefined without a change. */
  tagsOf(arn: string): Record<string, string> | undefined;
  setTags(arn: string, tags: Record<string, string>): void;
  forgetTags(arn: string): void;
  /** Configurations by name. */
  tieringIn(region: string): Map<string, TieringConfig>;
  patched(region: string, vault: VaultSpec): VaultSpec;
  patchVault(region: string, name: string, patch: VaultPatch): void;
  /** A later vault of the same name starts without these changes. */
  forgetVault(region: string, name: string): void;
}

export function createVaultOverlay(): VaultOverlay {
  const vaults = new Map<string, VaultPatch>();
  const changes = new Map<string, VaultChange[]>();
  const tiering = new Map<string, Map<string, TieringConfig>>();
  const tagsByArn = new Map<string, Record<string, string>>();
  const accessPoints = createAccessPointOverlay();
  const vaultKey = (region: string, name: string) => `${region} ${name}`;

  return {
    changesIn: (region) => changes.get(region) ?? [],
    noteChange: (region, change) => void changes.set(region, [...(changes.get(region) ?? []), change]),
    points: createPointOverlay(accessPoints),
    accessPoints,
    settings: createSettingsOverlay(),
    tagsOf: (arn) => tagsByArn.get(arn),
    setTags: (arn, tags) => void tagsByArn.set(arn, tags),
    tieringIn(region) {
      const configs = tiering.get(region) ?? new Map<string, TieringConfig>();
      tiering.set(region, configs);
      return configs;
    },
    forgetTags: (arn) => void tagsByArn.delete(arn),
    patched: (region, vault) => ({ ...vault, ...vaults.get(vaultKey(region, vault.name)) }),
    patchVault(region, name, patch) {
      const key = vaultKey(region, name);
      vaults.set(key, { ...vaults.get(key), ...patch });
    },
    forgetVault: (region, name) => void vaults.delete(vaultKey(region, name)),
  };
}
