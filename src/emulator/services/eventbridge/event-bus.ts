// What happens, brought to the targets of the rules it matches. Nothing runs by itself: whoever looks into a queue
// first has everything delivered that is due by then.
import { isBag } from '../../../lib/bag.ts';
import { tableOf } from '../../../lib/text/table.ts';
import { backupEvents } from '../../estate/backup-events.ts';
import type { Estate } from '../../estate/estate.ts';
import { type BackupEvent, toEnvelope } from '../../estate/event-envelope.ts';
import { humanEvents } from '../../estate/human-events.ts';
import { backupSource, latestDeliveryMs, toRecord } from '../../estate/trail-event.ts';
import { receivedEvents } from '../cloudtrail/received-events.ts';
import type { Call } from '../service.ts';
import { type BusSpec, busArn } from './buses.ts';
import { matchesEvent } from './event-pattern.ts';
import type { Rule, Target } from './rules.ts';
import { createSettingWatch } from './setting-watch.ts';

/** Takes a message for a queue, a topic or another bus; other targets are nobody's. */
export type Send = (call: Call, target: SendTarget, at: number) => void;

export interface SendTarget {
  arn: string;
  body: string;
  event: object;
  /** How many buses the event has come through. */
  hops: number;
}

/** Where an event is put in: the default bus of the Region, unless another is named. */
export type Place = Call & { busArn?: string; hops?: number };

export interface EventBus {
  rules: Rule[];
  /** Those that callers made or gave a policy, by ARN. */
  buses: Map<string, BusSpec>;
  /** Regions that have had rules. */
  regions(): string[];
  /** What AWS Backup has to tell by `call.now`. */
  deliver(call: Call): void;
  /** One event, from whomever. */
  put(event: object, place: Place, at: number): void;
}

export function createEventBus(estate: Estate, send: Send): EventBus {
  const rules: Rule[] = [];
  const buses = new Map<string, BusSpec>();
  const toldUntil = new Map<string, number>();
  const watch = createSettingWatch(estate);

  const put: EventBus['put'] = (event, { busArn: arn, hops = 0, ...call }, at) => {
    const asked = arn ?? busArn(call, 'default');
    for (const { busArn: from, state, pattern, targets } of rules) {
      if (from !== asked || state === 'DISABLED' || !matchesEvent(pattern, event)) continue;
      for (const target of targets) send(call, { arn: target.Arn, body: bodyFor(target, event), event, hops }, at);
    }
  };
  return {
    rules,
    buses,
    regions: () => [...new Set(rules.map(({ region }) => region))].sort(),
    put,
    deliver(call) {
      const { region, now, account } = call;
      const from = toldUntil.get(region) ?? now;
      toldUntil.set(region, Math.max(from, now));
      const changes = watch(region);
      if (!rules.some((rule) => rule.region === region && rule.state !== 'DISABLED' && rule.targets.length > 0)) return;
      const happened = now > from ? backupEvents(estate, region, from, now) : [];
      const deeds = now > from ? deedsOf(call, from) : [];
      for (const event of [...happened, ...changes, ...deeds]) put(toEnvelope(event, account, region), call, event.at);
    },
  };
}

/** What people and programs did, as CloudTrail hands it on when it has it: readings are left out. */
function deedsOf(call: Call, from: number): BackupEvent[] {
  const { estate, region, now, account } = call;
  const start = from - latestDeliveryMs;
  return [...humanEvents(estate, region, start, now + 1), ...receivedEvents(call, start, now + 1)]
    .filter(
      ({ source, readOnly, deliveredAt }) =>
        source === backupSource && !readOnly && deliveredAt > from && deliveredAt <= now,
    )
    .sort((a, b) => a.deliveredAt - b.deliveredAt || (a.id < b.id ? -1 : 1))
    .map((event) => ({
      id: event.id,
      detailType: 'AWS API Call via CloudTrail',
      at: event.deliveredAt,
      resources: [],
      detail: toRecord(event, region, account),
    }));
}

function bodyFor({ Input, InputPath }: Target, event: object): string {
  if (Input !== undefined) return Input;
  if (InputPath === undefined) return JSON.stringify(event);
  let part: unknown = event;
  for (const name of InputPath.split('.').slice(1)) part = isBag(part) ? tableOf(part)[name] : undefined;
  return JSON.stringify(part ?? {});
}
