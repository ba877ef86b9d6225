// What callers have changed: laid over the computed part of the estate.
import type { BackupFate } from './backup-fate.ts';
import { createForcedEndings, type ForcedEndings } from './forced-endings.ts';
import { createPlanOverlay, type PlanOverlay } from './plan-overlay.ts';
import type { VaultSpec } from './spec.ts';
import { createVaultOverlay, type VaultOverlay } from './vault-overlay.ts';

export interface Overlay {
  /** Jobs started by hand, by Region. */
  startedIn(region: string): BackupFate[];
  start(fate: BackupFate): void;
  stop(jobId: string, at: number): void;
  /** The fate as callers have changed it. */
  apply(fate: BackupFate): BackupFate;
  vaultsIn(region: string, computed: VaultSpec[]): VaultSpec[];
  addVault(region: string, vault: VaultSpec): void;
  removeVault(region: string, name: string): void;
  /** Plans, and what is started or written down beside them. */
  planSide: PlanOverlay;
  /** Jobs of any kind that were made to end. */
  endings: ForcedEndings;
  /** A number that no other request gets: ids are made of it. */
  nextSerial(): number;
  /** The last one given out. */
  serial(): number;
  /** Goes on after this one, so that a call that is repeated makes the same ids. */
  continueAfter(serial: number): void;
  /** What callers changed about vaults, points, settings and holds. */
  vaultSide: VaultOverlay;
}

const abortTakesMs = 75_000;

export function createOverlay(): Overlay {
  const started = new Map<string, BackupFate[]>();
  const stoppedAt = new Map<string, number>();
  const addedVaults = new Map<string, VaultSpec[]>();
  const removedVaults = new Set<string>();
  const endings = createForcedEndings();
  const vaultSide = createVaultOverlay();
  let serial = 0;

  return {
    planSide: createPlanOverlay(),
    startedIn: (region) => started.get(region) ?? [],
    start: (fate) => void started.set(fate.region, [...(started.get(fate.region) ?? []), fate]),
    stop: (jobId, at) => void stoppedAt.set(jobId, at),
    endings,
    apply(fate) {
      if (endings.isEmpty() && stoppedAt.size === 0) return fate;
      if (endings.isForced(fate.id)) return endings.ended(fate);
      const at = stoppedAt.get(fate.id);
      if (at === undefined) return fate;
      return {
        ...fate,
        outcome: 'ABORTED',
        endsAt: at + abortTakesMs,
        startsAt: fate.startsAt ?? at,
        verdict: undefined,
      };
    },
    vaultsIn: (region, computed) =>
      [
        ...computed.filter(({ name }) => !removedVaults.has(`${region} ${name}`)),
        ...(addedVaults.get(region) ?? []),
      ].map((vault) => vaultSide.patched(region, vault)),
    addVault: (region, vault) => void addedVaults.set(region, [...(addedVaults.get(region) ?? []), vault]),
    removeVault(region, name) {
      vaultSide.forgetVault(region, name);
      const added = addedVaults.get(region) ?? [];
      const kept = added.filter((vault) => vault.name !== name);
      if (kept.length < added.length) addedVaults.set(region, kept);
      else removedVaults.add(`${region} ${name}`);
    },
    vaultSide,
    nextSerial: () => {
      serial += 1;
      return serial;
    },
    serial: () => serial,
    continueAfter(last) {
      serial = last;
    },
  };
}
