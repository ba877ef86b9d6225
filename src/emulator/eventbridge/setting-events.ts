// Events of callers' changes to vaults, plans and settings.
import type { Estate } from '../estate/estate.ts';
import { createEstateEvent, type EstateEvent } from '../estate/events/event-envelope.ts';
import type { PlanChange } from '../estate/overlays/plan-overlay.ts';
import type { SettingsChange } from '../estate/overlays/settings-overlay.ts';
import type { VaultChange } from '../estate/overlays/vault-overlay.ts';

/** The number of delivered changes of each kind. */
interface DeliveredCounts {
  vaults: number;
  plans: number;
  settings: number;
}

/** Returns a function with the events since its last call in the Region; its first call returns none. */
export function createSettingEvents(estate: Estate): (region: string) => EstateEvent[] {
  const known = new Map<string, DeliveredCounts>();
  return (region) => {
    const { vaultOverlay, planOverlay } = estate.overlay;
    const vaults = vaultOverlay.changesIn(region);
    const plans = planOverlay.changesIn(region);
    const settings = vaultOverlay.settings.changesIn(region);
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

/** AWS emits it at the time of the change. */
const settingEvent = (keys: (string | number)[], at: number, event: SettingEvent): EstateEvent => ({
  ...createEstateEvent({ ...event, keys: [...keys, at], changedAt: at }),
  at,
});

type SettingEvent = Pick<EstateEvent, 'detailType' | 'resources' | 'detail'>;

const iso = (at: number) => new Date(at).toISOString();

/** The event has no resources, and its resource types keep their own case. */
const regionEvent = (region: string, { at, optIns }: SettingsChange): EstateEvent =>
  settingEvent([`${region} ${at}`, 'MODIFIED'], at, {
    detailType: 'Region Setting State Change',
    resources: [],
    detail: { modifiedAt: iso(at), ResourceTypeOptInPreference: optIns, state: 'MODIFIED' },
  });

const vaultEvent = ({ at, state, vault, isLocked }: VaultChange, serial: number) =>
  settingEvent([vault.arn, state, serial], at, {
    detailType: 'Backup Vault State Change',
    resources: [vault.arn],
    detail: {
      backupVaultName: vault.name,
      state,
      ...(state === 'MODIFIED' && { isLocked: String(isLocked) }),
    },
  });

const dateMembers = { CREATED: 'creationDate', MODIFIED: 'modifiedAt', DELETED: 'deletionDate' } as const;

const planEvent = ({ at, state, plan }: PlanChange, serial: number) =>
  settingEvent([plan.arn, state, serial], at, {
    detailType: 'Backup Plan State Change',
    resources: [plan.arn],
    detail: {
      backupPlanId: plan.id,
      versionId: plan.versionId,
      [dateMembers[state]]: iso(at),
      state,
    },
  });
