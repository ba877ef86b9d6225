import type { Estate } from '../estate/estate.ts';
import { createJsonRpcService, type RequestHandler } from '../protocols/json-rpc-service.ts';
import type { Call, EmulatedService } from '../protocols/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import {
  type BusInput,
  type BusSpec,
  createBus,
  deleteBus,
  describeBus,
  findBus,
  listBuses,
  putPermission,
  removePermission,
} from './buses.ts';
import type { EventBus } from './event-bus.ts';
import { eventsInput } from './event-input.ts';
import { matchesEvent, readPattern } from './event-pattern.ts';
import { putEvents } from './put-events.ts';
import {
  deleteRule,
  findRule,
  listRules,
  putRule,
  putTargets,
  type Rule,
  type RuleInput,
  removeTargets,
  toWireRule,
} from './rules.ts';

export function createEventBridgeService(busOf: (estate: Estate) => EventBus): EmulatedService {
  const onBus =
    (execute: (bus: EventBus, input: RuleInput & BusInput, call: Call) => object): RequestHandler =>
    (input: RuleInput & BusInput, call) => {
      const bus = busOf(call.estate);
      // The rules before this change apply to all events so far.
      bus.deliver(call);
      return execute(bus, input, call);
    };
  const onRules = (execute: (rules: Rule[], input: RuleInput, spec: BusSpec) => object) =>
    onBus((bus, input, call) => execute(bus.rules, input, findBus(bus.buses, input.EventBusName, call)));
  const onBuses = (execute: (buses: EventBus['buses'], input: BusInput, call: Call) => object) =>
    onBus((bus, input, call) => execute(bus.buses, input, call));
  const onRule = (execute: (rule: Rule, input: RuleInput) => object) =>
    onRules((rules, input, spec) => execute(findRule(rules, input, spec), input));
  const setState = (state: string) =>
    onRule((rule) => {
      rule.state = state;
      return {};
    });
  const handlers: Record<string, RequestHandler> = {
    CreateEventBus: onBuses(createBus),
    DeleteEventBus: onBus(deleteBus),
    DescribeEventBus: onBuses(describeBus),
    ListEventBuses: onBuses(listBuses),
    PutPermission: onBuses(putPermission),
    RemovePermission: onBuses(removePermission),
    PutRule: onRules(putRule),
    ListRules: onRules(listRules),
    DeleteRule: onRules(deleteRule),
    DescribeRule: onRule(toWireRule),
    EnableRule: setState('ENABLED'),
    DisableRule: setState('DISABLED'),
    PutTargets: onRule(putTargets),
    RemoveTargets: onRule(removeTargets),
    ListTargetsByRule: onRule(({ targets }) => ({ Targets: targets })),
    PutEvents: onBus(putEvents),
    TestEventPattern: testEventPattern,
  };
  return createJsonRpcService({ name: 'events', input: eventsInput, target: 'AWSEvents', version: '1.1', handlers });
}

function testEventPattern({ EventPattern = '', Event = '' }: RuleInput): object {
  const pattern = readPattern(EventPattern);
  try {
    return { Result: matchesEvent(pattern, JSON.parse(Event)) };
  } catch {
    throw new AwsError('ValidationException', 'Parameter Event is not valid.');
  }
}
