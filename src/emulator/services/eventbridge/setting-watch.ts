// What callers changed of vaults, plans and settings since somebody last asked, as events.
import type { Estate } from '../../estate/estate.ts';
import { type BackupEvent, backupEvent } from '../../estate/event-envelope.ts';
import type { PlanChange } from '../../estate/plan-overlay.ts';
import type { SettingsChange } from '../../estate/settings-overlay.ts';
import type { VaultChange } from '../../estate/vault-overlay.ts';

/** How many changes of each kind have been told. */
interface Told {
  vaults: number;
  plans: number;
  settings: number;
}

/** Events of what has changed in a Region since it was last asked; nothing, the first time. */
export function createSettingWatch(estate: Estate): (region: string) => BackupEvent[] {
  const known = new Map<string, Told>();
  return (region) => {
    const { vaultSide, planSide } = estate.overlay;
    const vaults = vaultSide.changesIn(region);
    const plans = planSide.changesIn(region);
    const settings = vaultSide.settings.changesIn(region);
    const before = known.get(region);
    known.set(region, { vaults: vaults.length, plans: plans.length, settings: settings.length });
    if (before === undefined) return [];
    return [
      ...vaults.slice(before.vaults).map((change, index) => vaultEvent(change, before.vaults + index)),
      ...plans.slice(before.plans).map((change, index) => planEvent(change, before.plans + index)),
      ...settings.slice(before.settings).map((change) => regionEvent(region, change)),
    ].sort((a, b) => a.at - b.at);
  };
}

/** Told at the time of the change. */
const told = (type: string, keys: (string | number)[], at: number, arn: string, detail: object): BackupEvent => ({
  ...backupEvent(type, [...keys, at], at, [arn], { ...detail }),
  at,
});

const iso = (at: number) => new Date(at).toISOString();

/** Names no resource, and its types in their own casing. */
const regionEvent = (region: string, { at, optIns }: SettingsChange): BackupEvent => ({
  ...told('Region Setting State Change', [`${region} ${at}`, 'MODIFIED'], at, region, {
    modifiedAt: iso(at),
    ResourceTypeOptInPreference: optIns,
    state: 'MODIFIED',
  }),
  resources: [],
});

const vaultEvent = ({ at, state, vault, isLocked }: VaultChange, serial: number) =>
  told('Backup Vault State Change', [vault.arn, state, serial], at, vault.arn, {
    backupVaultName: vault.name,
    state,
    ...(state === 'MODIFIED' && { isLocked: String(isLocked) }),
  });

const dateMembers = { CREATED: 'creationDate', MODIFIED: 'modifiedAt', DELETED: 'deletionDate' } as const;

const planEvent = ({ at, state, plan }: PlanChange, serial: number) =>
  told('Backup Plan State Change', [plan.arn, state, serial], at, plan.arn, {
    backupPlanId: plan.id,
    versionId: plan.versionId,
    [dateMembers[state]]: iso(at),
    state,
  });
