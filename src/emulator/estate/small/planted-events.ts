// Events by people in the small estate before its start: their CloudTrail records and their effects.

import { changeKey } from '../../kms/key-states.ts';
import type { Estate } from '../estate.ts';
import { alice, bob, carol, deployer, directoryActor, unauthorizedActor } from '../events/actors.ts';
import type { SimulatedBackup } from '../jobs/simulated-backup.ts';
import { createRandom, seedOf } from '../random.ts';
import type { PlantedEvent } from '../spec.ts';
import { ireland, sydney, virginia } from './small-regions.ts';
import type { TimeBeforeStart } from './time-before-start.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const optedOutDays = 20;

export function plantedEventsIn(region: string, since: TimeBeforeStart): readonly PlantedEvent[] {
  switch (region) {
    case virginia:
      return virginiaEvents(since);
    case ireland:
      return irelandEvents(since);
    default:
      return sydneyEvents(since);
  }
}

const minutesAfter = (at: number, minutes: number) => at + minutes * 60_000;

function virginiaEvents(since: TimeBeforeStart): PlantedEvent[] {
  const { hours } = since;
  const denied = (name: string, at: number, request: PlantedEvent['request']): PlantedEvent => ({
    name,
    at,
    by: unauthorizedActor,
    isDenied: true,
    ...(request && { request }),
  });
  const pointBefore = (nights: number) => (estate: Estate) => {
    const { vault, pointArn } = backupOn(estate, { region: virginia, name: 'web-01' }, since.nights(nights));
    return { backupVaultName: vault, recoveryPointArn: pointArn };
  };
  return [
    {
      name: 'DeleteRecoveryPoint',
      at: minutesAfter(hours(3), 12),
      by: carol,
      request: (estate) => {
        const { vault, pointArn } = deletedBackup(estate, since);
        return { backupVaultName: vault, recoveryPointArn: pointArn };
      },
    },
    {
      name: 'PutBackupVaultLockConfiguration',
      at: minutesAfter(hours(7), 41),
      by: bob,
      request: () => ({ backupVaultName: 'ledger-governed', minRetentionDays: 7, maxRetentionDays: 400 }),
    },
    {
      name: 'DeleteBackupVaultNotifications',
      at: minutesAfter(hours(7), 44),
      by: bob,
      request: () => ({ backupVaultName: 'ledger-governed' }),
    },
    {
      name: 'PutBackupVaultAccessPolicy',
      at: minutesAfter(hours(11), 5),
      by: alice,
      request: (estate) => ({
        backupVaultName: 'prod',
        policy: estate.vaults(virginia).find(({ name }) => name === 'prod')?.policy,
      }),
    },
    {
      name: 'TagResource',
      at: minutesAfter(hours(8), 19),
      by: directoryActor,
      request: (estate) => ({
        resourceArn: estate.vaults(virginia).find(({ name }) => name === 'prod')?.arn,
        tags: { reviewed: 'yes' },
      }),
    },
    denied('DeleteRecoveryPoint', minutesAfter(hours(6), 3), pointBefore(3)),
    denied('DeleteRecoveryPoint', minutesAfter(hours(6), 4), pointBefore(4)),
    denied('DeleteBackupVaultLockConfiguration', minutesAfter(hours(6), 6), () => ({
      backupVaultName: 'ledger-governed',
    })),
  ];
}

/** The key of the vault for evidence is disabled, and its deletion scheduled. */
const disabledAt = ({ hours }: TimeBeforeStart) => minutesAfter(hours(26), 14);
const deletionScheduledAt = ({ hours }: TimeBeforeStart) => minutesAfter(hours(26), 17);
const pendingDays = 7;

const evidenceKey = (estate: Estate) => estate.vaults(ireland).find(({ name }) => name === 'eu-evidence')?.keyArn ?? '';

const keyEvents = (since: TimeBeforeStart): PlantedEvent[] => [
  {
    name: 'DisableKey',
    source: 'kms.amazonaws.com',
    at: disabledAt(since),
    by: carol,
    request: (estate) => ({ keyId: evidenceKey(estate) }),
  },
  {
    name: 'ScheduleKeyDeletion',
    source: 'kms.amazonaws.com',
    at: deletionScheduledAt(since),
    by: carol,
    request: (estate) => ({ keyId: evidenceKey(estate), pendingWindowInDays: pendingDays }),
  },
];

const irelandEvents = (since: TimeBeforeStart): PlantedEvent[] => [
  ...keyEvents(since),
  {
    name: 'UpdateBackupPlan',
    at: since.hours(20),
    by: deployer,
    request: (estate) => ({ backupPlanId: ratesPlan(estate)?.id }),
  },
];

const sydneyEvents = ({ nights }: TimeBeforeStart): PlantedEvent[] => [
  {
    name: 'UpdateRegionSettings',
    at: minutesAfter(nights(optedOutDays), 97),
    by: bob,
    request: () => ({ resourceTypeOptInPreference: { EFS: false } }),
  },
];

const ratesPlan = (estate: Estate) => estate.plans(ireland).find(({ name }) => name === 'eu-rates-every-three-hours');

interface NamedResource {
  region: string;
  name: string;
}

/** The backup that the daily rule made of a resource in the night from `midnight` on. */
export function backupOn({ timeline }: Estate, { region, name }: NamedResource, midnight: number): SimulatedBackup {
  const found = timeline
    .backups(region, midnight, midnight + dayMs)
    .find((job) => job.resource.name === name && job.by?.rule.name !== undefined);
  if (found === undefined) throw new Error(`There is no backup of ${name} in ${region} to be planted.`);
  return found;
}

const deletedBackup = (estate: Estate, { nights }: TimeBeforeStart) =>
  backupOn(estate, { region: virginia, name: 'prod-db' }, nights(6));

/** The effects of these events and of older ones. */
export function plantChanges(estate: Estate, since: TimeBeforeStart): void {
  const { points, settings } = estate.overlay.vaultOverlay;
  settings.changeRegion(sydney, {
    at: minutesAfter(since.nights(optedOutDays), 97),
    optIns: { EFS: false },
    managed: {},
  });
  changeKey(estate, evidenceKey(estate), { at: disabledAt(since), state: 'Disabled' });
  const scheduledAt = deletionScheduledAt(since);
  changeKey(estate, evidenceKey(estate), {
    at: scheduledAt,
    state: 'PendingDeletion',
    deletionAt: scheduledAt + pendingDays * dayMs,
  });
  const { vault, pointArn, createdAt } = deletedBackup(estate, since);
  points.patchPoint(
    { region: virginia, vault, arn: pointArn },
    { backupCreatedAt: createdAt, deletedAt: minutesAfter(since.hours(3), 12) },
  );
  const held = estate.resources(ireland).find(({ name }) => name === 'eu-shared-home');
  const id = createRandom(seedOf(estate.seed, estate.account, 'legal hold')).uuid();
  points.putHold(ireland, {
    id,
    arn: `arn:aws:backup:${ireland}:${estate.account}:legal-hold:${id}`,
    title: 'Contract dispute 2041',
    description: 'Keep the backups of shared files until the court has decided.',
    createdAt: since.nights(12) + 10 * hourMs,
    vaultNames: [],
    resourceArns: held ? [held.arn] : [],
    oldest: { 'eu-prod': since.nights(60) },
  });
}
