import type { Estate } from '../../estate/estate.ts';
import { AwsError } from '../../wire/aws-error.ts';
import { createJsonRpcService, type RequestHandler } from '../json-rpc-service.ts';
import type { Call, Service } from '../service.ts';
import {
  type BusInput,
  type BusSpec,
  busArn,
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

export function createEventBridgeService(busOf: (estate: Estate) => EventBus): Service {
  const onBus =
    (act: (bus: EventBus, input: RuleInput & BusInput, call: Call) => object): RequestHandler =>
    (input: RuleInput & BusInput, call) => {
      const bus = busOf(call.estate);
      // What has happened so far is judged by the rules as they were.
      bus.deliver(call);
      return act(bus, input, call);
    };
  const onRules = (act: (rules: Rule[], input: RuleInput, spec: BusSpec) => object) =>
    onBus((bus, input, call) => act(bus.rules, input, findBus(bus.buses, input.EventBusName, call)));
  const onBuses = (act: (buses: EventBus['buses'], input: BusInput, call: Call) => object) =>
    onBus((bus, input, call) => act(bus.buses, input, call));
  const onRule = (act: (rule: Rule, input: RuleInput) => object) =>
    onRules((rules, input, spec) => act(findRule(rules, input, spec), input));
  const setState = (state: string) =>
    onRule((rule) => {
      rule.state = state;
      return {};
    });
  const handlers: Record<string, RequestHandler> = {
    CreateEventBus: onBuses(createBus),
    DeleteEventBus: onBus((bus, input, call) => {
      const arn = busArn(call, input.Name ?? '');
      return deleteBus(bus.buses, input, call, bus.rules.filter((rule) => rule.busArn === arn).length);
    }),
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
