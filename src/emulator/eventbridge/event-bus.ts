// Delivers events to the targets of matching rules. There is no timer: every read of a queue first delivers the events
// that are due.
import { isBag } from '../../lib/bag.ts';
import { tableOf } from '../../lib/text/table.ts';
import { receivedEvents } from '../cloudtrail/received-events.ts';
import type { Estate } from '../estate/estate.ts';
import { backupEvents } from '../estate/events/backup-events.ts';
import { type EstateEvent, toEnvelope } from '../estate/events/event-envelope.ts';
import { humanEvents } from '../estate/events/human-events.ts';
import { backupSource, latestDeliveryMs, toRecord } from '../estate/events/trail-event.ts';
import type { Call } from '../protocols/service.ts';
import { type BusSpec, busArn } from './buses.ts';
import { matchesEvent } from './event-pattern.ts';
import type { Rule, RuleTarget } from './rules.ts';
import { createSettingEvents } from './setting-events.ts';

/** Sends a message to a queue, a topic or another bus; messages to other targets are lost. */
export type Send = (call: Call, target: SendTarget, at: number) => void;

export interface SendTarget {
  arn: string;
  body: string;
  event: object;
  /** The number of buses that the event has passed. */
  hops: number;
}

/** The bus that receives an event. Default: the default bus of the Region. */
export type PutContext = Call & { busArn?: string; hops?: number };

export interface EventBus {
  rules: Rule[];
  /** Buses that callers created or gave a policy, by ARN. */
  buses: Map<string, BusSpec>;
  /** Regions with rules, present or past. */
  regions(): string[];
  /** Delivers the events of AWS Backup up to `call.now`. */
  deliver(call: Call): void;
  /** Delivers one event from any source. */
  put(event: object, context: PutContext, at: number): void;
}

export function createEventBus(estate: Estate, send: Send): EventBus {
  const rules: Rule[] = [];
  const buses = new Map<string, BusSpec>();
  const deliveredUntil = new Map<string, number>();
  const watch = createSettingEvents(estate);

  const put: EventBus['put'] = (event, { busArn: arn, hops = 0, ...call }, at) => {
    const requested = arn ?? busArn(call, 'default');
    for (const { busArn: from, state, pattern, targets } of rules) {
      if (from !== requested || state === 'DISABLED' || !matchesEvent(pattern, event)) continue;
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
      const from = deliveredUntil.get(region) ?? now;
      deliveredUntil.set(region, Math.max(from, now));
      const changes = watch(region);
      if (!rules.some((rule) => rule.region === region && rule.state !== 'DISABLED' && rule.targets.length > 0)) return;
      const stateChanges = now > from ? backupEvents(estate, region, { from, to: now }) : [];
      const apiCalls = now > from ? apiCallEvents(call, from) : [];
      for (const event of [...stateChanges, ...changes, ...apiCalls])
        put(toEnvelope(event, account, region), call, event.at);
    },
  };
}

/** API calls by people and programs, at the time of CloudTrail's delivery; EventBridge omits read-only calls. */
function apiCallEvents(call: Call, from: number): EstateEvent[] {
  const { estate, region, now, account } = call;
  const made = { from: from - latestDeliveryMs, to: now + 1 };
  return [...humanEvents(estate, region, made), ...receivedEvents(call, made)]
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

function bodyFor({ Input, InputPath }: RuleTarget, event: object): string {
  if (Input !== undefined) return Input;
  if (InputPath === undefined) return JSON.stringify(event);
  let part: unknown = event;
  for (const name of InputPath.split('.').slice(1)) part = isBag(part) ? tableOf(part)[name] : undefined;
  return JSON.stringify(part ?? {});
}
