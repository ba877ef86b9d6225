// What people do to backups, some of it risky: planted every few hours, always the same.
import { pointArn } from './arn.ts';
import { createDice, type Dice, seedOf } from './dice.ts';
import type { Estate } from './estate.ts';
import { people, stranger } from './people.ts';
import type { Deed } from './spec.ts';
import { longestLifeMs } from './timeline.ts';
import { type Actor, backupSource, type TrailEvent, trailEvent } from './trail-event.ts';

const slotMs = 2 * 3_600_000;
interface Scene {
  estate: Estate;
  region: string;
  dice: Dice;
}

interface Impulse {
  name: string;
  request?: Record<string, unknown>;
  by?: Actor;
  denied?: boolean;
  readOnly?: boolean;
}

const vaultIn = ({ estate, region, dice }: Scene) => dice.pick(estate.vaults(region)).name;
const planIn = ({ estate, region, dice }: Scene) => dice.pick(estate.plans(region));

function somePoint({ estate, region, dice }: Scene): string {
  const { type } = dice.pick(estate.resources(region));
  return pointArn(type, region, estate.account, dice);
}

/** The more often one stands here, the more often it happens. */
const risky: ((scene: Scene) => Impulse)[] = [
  (scene) => ({
    name: 'DeleteRecoveryPoint',
    request: { backupVaultName: vaultIn(scene), recoveryPointArn: somePoint(scene) },
  }),
  (scene) => ({
    name: 'DeleteRecoveryPoint',
    by: stranger,
    denied: true,
    request: { backupVaultName: vaultIn(scene), recoveryPointArn: somePoint(scene) },
  }),
  (scene) => ({
    name: 'PutBackupVaultAccessPolicy',
    request: { backupVaultName: vaultIn(scene), policy: '{"Version":"2012-10-17","Statement":[]}' },
  }),
  (scene) => ({
    name: 'DeleteBackupVaultLockConfiguration',
    by: stranger,
    denied: true,
    request: { backupVaultName: vaultIn(scene) },
  }),
  () => ({ name: 'UpdateRegionSettings', request: { resourceTypeOptInPreference: { Timestream: false } } }),
  (scene) => ({ name: 'UpdateBackupPlan', request: { backupPlanId: planIn(scene).id } }),
  (scene) => ({ name: 'CreateBackupSelection', request: { backupPlanId: planIn(scene).id } }),
  (scene) => ({
    name: 'UpdateRecoveryPointLifecycle',
    request: { backupVaultName: vaultIn(scene), recoveryPointArn: somePoint(scene), lifecycle: { deleteAfterDays: 7 } },
  }),
  (scene) => ({ name: 'PutBackupVaultNotifications', request: { backupVaultName: vaultIn(scene) } }),
];

const harmless: typeof risky = [
  (scene) => ({ name: 'TagResource', request: { resourceArn: planIn(scene).arn, tags: { reviewed: 'yes' } } }),
  (scene) => ({ name: 'GetBackupPlan', readOnly: true, request: { backupPlanId: planIn(scene).id } }),
  (scene) => ({
    name: 'ListRecoveryPointsByBackupVault',
    readOnly: true,
    request: { backupVaultName: vaultIn(scene) },
  }),
  () => ({ name: 'ListBackupVaults', readOnly: true }),
];

export function humanEvents(estate: Estate, region: string, from: number, to: number): TrailEvent[] {
  if (estate.vaults(region).length === 0 || estate.plans(region).length === 0) return [];
  const planned = estate.deeds(region);
  const deeds = planned?.filter(({ at }) => at >= from && at < to) ?? [];
  return [
    ...deeds.map((deed) => plannedEvent(deed, estate, region)),
    ...everyday(estate, region, from, to, planned === undefined ? [...risky, ...harmless] : harmless),
    ...stops(estate, region, from, to),
  ].filter(({ at }) => at >= from && at < to);
}

function everyday(estate: Estate, region: string, from: number, to: number, impulses: typeof risky): TrailEvent[] {
  const events: TrailEvent[] = [];
  for (let slot = Math.floor(from / slotMs); slot * slotMs < to; slot += 1) {
    const dice = createDice(seedOf(estate.seed, 'human', region, slot));
    if (!dice.chance(0.75)) continue;
    const at = slot * slotMs + dice.whole(0, slotMs - 1);
    events.push(toEvent(dice.pick(impulses)({ estate, region, dice }), at, dice, estate, region));
  }
  return events;
}

const plannedEvent = ({ at, request, isDenied, ...deed }: Deed, estate: Estate, region: string): TrailEvent =>
  toEvent(
    { ...deed, denied: isDenied ?? false, ...(request && { request: request(estate) }) },
    at,
    createDice(seedOf(deed.name, at)),
    estate,
    region,
  );

function toEvent(impulse: Impulse, at: number, dice: Dice, estate: Estate, region: string): TrailEvent {
  const by = impulse.by ?? dice.pick(people);
  return trailEvent([estate.seed, region, impulse.name, at], {
    name: impulse.name,
    at,
    by,
    request: impulse.request,
    readOnly: impulse.readOnly ?? false,
    source: backupSource,
    error: impulse.denied ? denial(estate.account, by, impulse.name) : undefined,
  });
}

const denial = (account: string, { role, user }: Actor, name: string) => ({
  code: 'AccessDenied',
  message:
    `User: arn:aws:sts::${account}:assumed-role/${role}/${user} is not authorized to perform: backup:${name} ` +
    'with an explicit deny in a resource-based policy',
});

/** Whoever stops a job leaves a trace of it. */
function stops(estate: Estate, region: string, from: number, to: number): TrailEvent[] {
  return estate.timeline
    .backups(region, from - longestLifeMs, to)
    .filter(({ outcome, by, parent }) => outcome === 'ABORTED' && by !== undefined && parent === undefined)
    .map(({ id, endsAt }) => {
      const dice = createDice(seedOf(id, 'stop'));
      return toEvent({ name: 'StopBackupJob', request: { backupJobId: id } }, endsAt - 90_000, dice, estate, region);
    });
}
