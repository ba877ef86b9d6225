// Changes by callers, which the estate applies to its computed part.
import type { SimulatedBackup } from '../jobs/simulated-backup.ts';
import type { VaultSpec } from '../spec.ts';
import { createForcedEndings, type ForcedEndings } from './forced-endings.ts';
import { createPlanOverlay, type PlanOverlay } from './plan-overlay.ts';
import { createTagOverlay, type TagOverlay } from './tag-overlay.ts';
import { createVaultOverlay, type VaultOverlay } from './vault-overlay.ts';

export interface EstateOverlay {
  /** Backup jobs that callers started, by Region. */
  startedIn(region: string): SimulatedBackup[];
  start(job: SimulatedBackup): void;
  stop(jobId: string, at: number): void;
  /** The job with the changes by callers. */
  apply(job: SimulatedBackup): SimulatedBackup;
  vaultsIn(region: string, computed: VaultSpec[]): VaultSpec[];
  addVault(region: string, vault: VaultSpec): void;
  removeVault(region: string, name: string): void;
  /** Changes of plans, manually started copies and restores, and collections of other records. */
  planOverlay: PlanOverlay;
  /** Jobs that the control API ended. */
  endings: ForcedEndings;
  /** Increments and returns the serial number, from which unique ids are made. */
  nextSerial(): number;
  /** The last serial number. */
  serial(): number;
  /** Continues after `serial`, so that a repeated call creates the same ids. */
  continueAfter(serial: number): void;
  /** Changes of the tags of resources. */
  tagOverlay: TagOverlay;
  /** Changes of vaults, recovery points, settings and legal holds. */
  vaultOverlay: VaultOverlay;
}

const abortTakesMs = 75_000;

export function createOverlay(): EstateOverlay {
  const started = new Map<string, SimulatedBackup[]>();
  const stoppedAt = new Map<string, number>();
  const addedVaults = new Map<string, VaultSpec[]>();
  const removedVaults = new Set<string>();
  const endings = createForcedEndings();
  const vaultOverlay = createVaultOverlay();
  let serial = 0;

  return {
    planOverlay: createPlanOverlay(),
    tagOverlay: createTagOverlay(),
    startedIn: (region) => started.get(region) ?? [],
    start: (job) => void started.set(job.region, [...(started.get(job.region) ?? []), job]),
    stop: (jobId, at) => void stoppedAt.set(jobId, at),
    endings,
    apply(job) {
      if (endings.isEmpty() && stoppedAt.size === 0) return job;
      if (endings.isForced(job.id)) return endings.ended(job);
      const at = stoppedAt.get(job.id);
      if (at === undefined) return job;
      return {
        ...job,
        outcome: 'ABORTED',
        endsAt: at + abortTakesMs,
        startsAt: job.startsAt ?? at,
        reason: undefined,
      };
    },
    vaultsIn: (region, computed) =>
      [
        ...computed.filter(({ name }) => !removedVaults.has(`${region} ${name}`)),
        ...(addedVaults.get(region) ?? []),
      ].map((vault) => vaultOverlay.patched(region, vault)),
    addVault: (region, vault) => void addedVaults.set(region, [...(addedVaults.get(region) ?? []), vault]),
    removeVault(region, name) {
      vaultOverlay.forgetVault(region, name);
      const added = addedVaults.get(region) ?? [];
      const kept = added.filter((vault) => vault.name !== name);
      if (kept.length < added.length) addedVaults.set(region, kept);
      else removedVaults.add(`${region} ${name}`);
    },
    vaultOverlay,
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
