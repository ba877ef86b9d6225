// What people do to backups, some of it risky: planted every few hours, always the same.
import { pointArn } from './arn.ts';
import { createDice, type Dice, seedOf } from './dice.ts';
import type { Estate } from './estate.ts';
import { longestLifeMs } from './timeline.ts';
import { type Actor, backupSource, type TrailEvent, trailEvent } from './trail-event.ts';

const slotMs = 2 * 3_600_000;
const console_ =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
const cli = 'aws-cli/2.22.12 md/awscrt#0.23.4 ua/2.0 os/linux#6.8.0 md/arch#x86_64 lang/python#3.12.6';
const terraform = 'APN/1.0 HashiCorp/1.0 Terraform/1.10.3 (+https://www.terraform.io) terraform-provider-aws/5.82.2';

const people: Actor[] = [
  { user: 'alice', role: 'BackupAdmin', accessKeyId: 'ASIAEXAMPLEALICE0001', ip: '198.51.100.7', agent: console_ },
  { user: 'bob', role: 'PlatformEngineer', accessKeyId: 'ASIAEXAMPLEBOB000002', ip: '198.51.100.23', agent: cli },
  { user: 'carol', role: 'DatabaseAdmin', accessKeyId: 'ASIAEXAMPLECAROL0003', ip: '203.0.113.40', agent: console_ },
  { user: 'terraform', role: 'Deploy', accessKeyId: 'ASIAEXAMPLETERRA0004', ip: '203.0.113.9', agent: terraform },
];
const stranger: Actor = {
  user: 'ci-runner-17',
  role: 'ContractorAccess',
  accessKeyId: 'ASIAEXAMPLESTRANGE05',
  ip: '192.0.2.66',
  agent: cli,
};

interface Scene {
  estate: Estate;
  region: string;
  dice: Dice;
}

interface Deed {
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
const deeds: ((scene: Scene) => Deed)[] = [
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
  const events: TrailEvent[] = [];
  for (let slot = Math.floor(from / slotMs); slot * slotMs < to; slot += 1) {
    const dice = createDice(seedOf(estate.seed, 'human', region, slot));
    if (!dice.chance(0.75)) continue;
    const at = slot * slotMs + dice.whole(0, slotMs - 1);
    events.push(toEvent(dice.pick(deeds)({ estate, region, dice }), at, dice, estate, region));
  }
  return [...events, ...stops(estate, region, from, to)].filter(({ at }) => at >= from && at < to);
}

function toEvent(deed: Deed, at: number, dice: Dice, estate: Estate, region: string): TrailEvent {
  const by = deed.by ?? dice.pick(people);
  return trailEvent([estate.seed, region, deed.name, at], {
    name: deed.name,
    at,
    by,
    request: deed.request,
    readOnly: deed.readOnly ?? false,
    source: backupSource,
    error: deed.denied ? denial(estate.account, by, deed.name) : undefined,
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
