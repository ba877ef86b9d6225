// Calls by people in CloudTrail, some of them risky: one every few hours, the same for the same seed.
import { pointArn } from '../arn.ts';
import type { Interval } from '../backup-timeline.ts';
import type { Estate } from '../estate.ts';
import { createRandom, type Random, seedOf } from '../random.ts';
import type { PlantedEvent } from '../spec.ts';
import { longestJobMs } from '../timeline.ts';
import { actors, unauthorizedActor } from './actors.ts';
import { type Actor, backupSource, type TrailEvent, trailEvent } from './trail-event.ts';

const slotMs = 2 * 3_600_000;
interface EventContext {
  estate: Estate;
  region: string;
  random: Random;
}

interface EventTemplate {
  name: string;
  request?: Record<string, unknown>;
  by?: Actor;
  denied?: boolean;
  readOnly?: boolean;
  source?: string;
}

const vaultIn = ({ estate, region, random }: EventContext) => random.pick(estate.vaults(region)).name;
const planIn = ({ estate, region, random }: EventContext) => random.pick(estate.plans(region));

function somePoint({ estate, region, random }: EventContext): string {
  const { type } = random.pick(estate.resources(region));
  return pointArn({ type, region, account: estate.account }, random);
}

/** A template that occurs more often in the list is picked more often. */
const riskyEvents: ((context: EventContext) => EventTemplate)[] = [
  (context) => ({
    name: 'DeleteRecoveryPoint',
    request: { backupVaultName: vaultIn(context), recoveryPointArn: somePoint(context) },
  }),
  (context) => ({
    name: 'DeleteRecoveryPoint',
    by: unauthorizedActor,
    denied: true,
    request: { backupVaultName: vaultIn(context), recoveryPointArn: somePoint(context) },
  }),
  (context) => ({
    name: 'PutBackupVaultAccessPolicy',
    request: { backupVaultName: vaultIn(context), policy: '{"Version":"2012-10-17","Statement":[]}' },
  }),
  (context) => ({
    name: 'DeleteBackupVaultLockConfiguration',
    by: unauthorizedActor,
    denied: true,
    request: { backupVaultName: vaultIn(context) },
  }),
  () => ({ name: 'UpdateRegionSettings', request: { resourceTypeOptInPreference: { Timestream: false } } }),
  (context) => ({ name: 'UpdateBackupPlan', request: { backupPlanId: planIn(context).id } }),
  (context) => ({ name: 'CreateBackupSelection', request: { backupPlanId: planIn(context).id } }),
  (context) => ({
    name: 'UpdateRecoveryPointLifecycle',
    request: {
      backupVaultName: vaultIn(context),
      recoveryPointArn: somePoint(context),
      lifecycle: { deleteAfterDays: 7 },
    },
  }),
  (context) => ({ name: 'PutBackupVaultNotifications', request: { backupVaultName: vaultIn(context) } }),
];

const readOnlyEvents: typeof riskyEvents = [
  (context) => ({ name: 'TagResource', request: { resourceArn: planIn(context).arn, tags: { reviewed: 'yes' } } }),
  (context) => ({ name: 'GetBackupPlan', readOnly: true, request: { backupPlanId: planIn(context).id } }),
  (context) => ({
    name: 'ListRecoveryPointsByBackupVault',
    readOnly: true,
    request: { backupVaultName: vaultIn(context) },
  }),
  () => ({ name: 'ListBackupVaults', readOnly: true }),
];

const allEvents = [...riskyEvents, ...readOnlyEvents];

export function humanEvents(estate: Estate, region: string, interval: Interval): TrailEvent[] {
  if (estate.vaults(region).length === 0 || estate.plans(region).length === 0) return [];
  const planned = estate.plantedEvents(region);
  const isWithin = ({ at }: { at: number }) => at >= interval.from && at < interval.to;
  const plantedEvents = planned?.filter(isWithin) ?? [];
  return [
    ...plantedEvents.map((event) => toPlantedTrailEvent(event, estate, region)),
    ...regularEvents({ estate, region }, interval, planned === undefined ? allEvents : readOnlyEvents),
    ...stops(estate, region, interval),
  ].filter(isWithin);
}

function regularEvents(
  { estate, region }: Omit<EventContext, 'random'>,
  { from, to }: Interval,
  templates: typeof riskyEvents,
): TrailEvent[] {
  const events: TrailEvent[] = [];
  for (let slot = Math.floor(from / slotMs); slot * slotMs < to; slot += 1) {
    const random = createRandom(seedOf(estate.seed, 'human', region, slot));
    if (!random.chance(0.75)) continue;
    const at = slot * slotMs + random.whole(0, slotMs - 1);
    const context = { estate, region, random };
    events.push(toEvent(random.pick(templates)(context), at, context));
  }
  return events;
}

const toPlantedTrailEvent = (
  { at, request, isDenied, ...event }: PlantedEvent,
  estate: Estate,
  region: string,
): TrailEvent =>
  toEvent({ ...event, denied: isDenied ?? false, ...(request && { request: request(estate) }) }, at, {
    estate,
    region,
    random: createRandom(seedOf(event.name, at)),
  });

function toEvent(template: EventTemplate, at: number, { estate, region, random }: EventContext): TrailEvent {
  const by = template.by ?? random.pick(actors);
  return trailEvent([estate.seed, region, template.name, at], {
    name: template.name,
    at,
    by,
    request: template.request,
    readOnly: template.readOnly ?? false,
    source: template.source ?? backupSource,
    error: template.denied ? denial(estate.account, by, template.name) : undefined,
  });
}

const denial = (account: string, { role, user }: Actor, name: string) => ({
  code: 'AccessDenied',
  message:
    `User: arn:aws:sts::${account}:assumed-role/${role}/${user} is not authorized to perform: backup:${name} ` +
    'with an explicit deny in a resource-based policy',
});

/** Every aborted job has a StopBackupJob call. */
function stops(estate: Estate, region: string, { from, to }: Interval): TrailEvent[] {
  return estate.timeline
    .backups(region, from - longestJobMs, to)
    .filter(({ outcome, by, parent }) => outcome === 'ABORTED' && by !== undefined && parent === undefined)
    .map(({ id, endsAt }) => {
      const random = createRandom(seedOf(id, 'stop'));
      const template = { name: 'StopBackupJob', request: { backupJobId: id } };
      return toEvent(template, endsAt - 90_000, { estate, region, random });
    });
}
