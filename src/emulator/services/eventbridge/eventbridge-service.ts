import type { Estate } from '../../estate/estate.ts';
import { AwsError } from '../../wire/aws-error.ts';
import { createJsonRpcService, type RequestHandler } from '../json-rpc-service.ts';
import type { Call, Service } from '../service.ts';
import type { EventBus } from './event-bus.ts';
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
    (act: (bus: EventBus, input: RuleInput, call: Call) => object): RequestHandler =>
    (input: RuleInput, call) => {
      const bus = busOf(call.estate);
      // What has happened so far is judged by the rules as they were.
      bus.deliver(call);
      return act(bus, input, call);
    };
  const onRule = (act: (rule: Rule, input: RuleInput) => object) =>
    onBus((bus, input, { region }) => act(findRule(bus.rules, input, region), input));
  const setState = (state: string) =>
    onRule((rule) => {
      rule.state = state;
      return {};
    });
  const handlers: Record<string, RequestHandler> = {
    PutRule: onBus((bus, input, call) => putRule(bus.rules, input, call)),
    ListRules: onBus((bus, input, call) => listRules(bus.rules, input, call)),
    DeleteRule: onBus((bus, input, call) => deleteRule(bus.rules, input, call)),
    DescribeRule: onRule(toWireRule),
    EnableRule: setState('ENABLED'),
    DisableRule: setState('DISABLED'),
    PutTargets: onRule(putTargets),
    RemoveTargets: onRule(removeTargets),
    ListTargetsByRule: onRule(({ targets }) => ({ Targets: targets })),
    PutEvents: onBus(putEvents),
    TestEventPattern: testEventPattern,
  };
  return createJsonRpcService({ name: 'events', target: 'AWSEvents', version: '1.1', handlers });
}

function testEventPattern({ EventPattern = '', Event = '' }: RuleInput): object {
  const pattern = readPattern(EventPattern);
  try {
    return { Result: matchesEvent(pattern, JSON.parse(Event)) };
  } catch {
    throw new AwsError('ValidationException', 'Parameter Event is not valid.');
  }
}
