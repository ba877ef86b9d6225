// Vaults and plans have no history of their own: their events come of comparing what there is with what there was.

import type { Estate } from '../../estate/estate.ts';
import { type BackupEvent, backupEvent } from '../../estate/event-envelope.ts';
import type { SettingsChange } from '../../estate/settings-overlay.ts';
import type { PlanSpec, VaultSpec } from '../../estate/spec.ts';

interface Seen {
  vaults: Map<string, VaultSpec>;
  plans: Map<string, PlanSpec>;
  settings: readonly SettingsChange[];
}

/** Events of what has changed in a Region since it was last asked; nothing, the first time. */
export function createSettingWatch(estate: Estate): (region: string, now: number) => BackupEvent[] {
  const known = new Map<string, Seen>();
  return (region, now) => {
    const seen: Seen = {
      vaults: new Map(estate.vaults(region).map((vault) => [vault.arn, vault])),
      plans: new Map(estate.plans(region).map((plan) => [plan.arn, plan])),
      settings: estate.overlay.vaultSide.settings.changesIn(region),
    };
    const before = known.get(region);
    known.set(region, seen);
    if (before === undefined) return [];
    return [
      ...vaultChanges(before.vaults, seen.vaults, now),
      ...planChanges(before.plans, seen.plans, now),
      ...seen.settings.slice(before.settings.length).map(({ at, optIns }) => regionChange(region, at, optIns, now)),
    ];
  };
}

/** Told at once, since it is noticed late. */
const told = (type: string, arn: string, now: number, detail: Record<string, unknown>): BackupEvent => ({
  ...backupEvent(type, [arn, String(detail.state), now], now, [arn], detail),
  at: now,
});

const iso = (at: number) => new Date(at).toISOString();

/** Names no resource, and its types in their own casing. */
const regionChange = (region: string, at: number, optIns: Record<string, boolean>, now: number): BackupEvent => ({
  ...told('Region Setting State Change', `${region} ${at}`, now, {
    modifiedAt: iso(at),
    ResourceTypeOptInPreference: optIns,
    state: 'MODIFIED',
  }),
  resources: [],
});

function vaultChanges(before: Map<string, VaultSpec>, after: Map<string, VaultSpec>, now: number): BackupEvent[] {
  const change = ({ arn, name }: VaultSpec, state: string, more = {}) =>
    told('Backup Vault State Change', arn, now, { backupVaultName: name, state, ...more });
  const come = [...after.values()].flatMap((vault) => {
    const old = before.get(vault.arn);
    if (old === undefined || old.createdAt !== vault.createdAt) return [change(vault, 'CREATED')];
    if (JSON.stringify(old.lock) === JSON.stringify(vault.lock)) return [];
    return [change(vault, 'MODIFIED', { isLocked: String(vault.lock !== undefined) })];
  });
  const gone = [...before.values()].filter(({ arn }) => !after.has(arn)).map((vault) => change(vault, 'DELETED'));
  return [...come, ...gone];
}

function planChanges(before: Map<string, PlanSpec>, after: Map<string, PlanSpec>, now: number): BackupEvent[] {
  const change = ({ arn, id, versionId }: PlanSpec, state: string, date: Record<string, string>) =>
    told('Backup Plan State Change', arn, now, { backupPlanId: id, versionId, ...date, state });
  const come = [...after.values()].flatMap((plan) => {
    const old = before.get(plan.arn);
    if (old === undefined) return [change(plan, 'CREATED', { creationDate: iso(plan.createdAt) })];
    return old.versionId === plan.versionId ? [] : [change(plan, 'MODIFIED', { modifiedAt: iso(now) })];
  });
  const gone = [...before.values()]
    .filter(({ arn }) => !after.has(arn))
    .map((plan) => change(plan, 'DELETED', { deletionDate: iso(now) }));
  return [...come, ...gone];
}
