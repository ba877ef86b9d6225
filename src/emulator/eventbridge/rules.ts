// Rules and targets that callers create.
import { AwsError, notImplemented } from '../wire/aws-error.ts';
import { createPager } from '../wire/paging.ts';
import { type BusSpec, busNameOf } from './buses.ts';
import { type EventPattern, readPattern } from './event-pattern.ts';
import type { EventEntry } from './put-events.ts';

const pageOf = createPager(100);

export interface RuleTarget {
  Id: string;
  Arn: string;
  RoleArn?: string;
  Input?: string;
  InputPath?: string;
  InputTransformer?: object;
}

export interface Rule {
  name: string;
  arn: string;
  region: string;
  /** The ARN of the bus whose events it matches. */
  busArn: string;
  pattern: EventPattern;
  patternText: string;
  description: string | undefined;
  state: string;
  targets: RuleTarget[];
}

export interface RuleInput {
  Name?: string;
  Rule?: string;
  NamePrefix?: string;
  EventBusName?: string;
  EventPattern?: string;
  Event?: string;
  ScheduleExpression?: string;
  Description?: string;
  State?: string;
  Targets?: RuleTarget[];
  Ids?: string[];
  Entries?: EventEntry[];
  Limit?: number;
  NextToken?: string;
}

const notFound = (message: string) => new AwsError('ResourceNotFoundException', message);
const invalid = (message: string) => new AwsError('ValidationException', message);

export function findRule(rules: readonly Rule[], input: RuleInput, bus: BusSpec): Rule {
  const name = input.Rule ?? input.Name;
  if (!name)
    throw invalid(
      "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
    );
  const rule = rules.find((candidate) => candidate.busArn === bus.arn && candidate.name === name);
  if (rule === undefined) throw notFound(`Rule ${name} does not exist on EventBus ${bus.name}.`);
  return rule;
}

const ruleArn = (bus: BusSpec, name: string) =>
  bus.arn.replace(/:event-bus\/.*/, `:rule/${bus.name === 'default' ? '' : `${bus.name}/`}${name}`);

const states = ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'];

export function putRule(rules: Rule[], input: RuleInput, bus: BusSpec): object {
  const { Name: name = '', EventPattern: text, State: state = 'ENABLED', Description: description } = input;
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name)) {
    throw invalid(
      `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
    );
  }
  if (input.ScheduleExpression !== undefined) throw notImplemented('events', 'PutRule with a ScheduleExpression');
  if (text === undefined) throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
  if (!states.includes(state)) throw invalid(`Parameter State is not valid: ${state}.`);
  if ((description ?? '').length > 512) throw invalid('Parameter Description is longer than 512 characters.');
  const arn = ruleArn(bus, name);
  const settings = { pattern: readPattern(text), patternText: text, description, state };
  const known = rules.find((rule) => rule.arn === arn);
  if (known) Object.assign(known, settings);
  else rules.push({ name, arn, region: bus.region, busArn: bus.arn, targets: [], ...settings });
  return { RuleArn: arn };
}

export const toWireRule = ({ name, arn, busArn, patternText, description, state }: Rule) => ({
  Name: name,
  Arn: arn,
  EventPattern: patternText,
  State: state,
  Description: description,
  EventBusName: busNameOf(busArn),
});

export function listRules(rules: readonly Rule[], input: RuleInput, bus: BusSpec): object {
  const chosen = rules
    .filter((rule) => rule.busArn === bus.arn && rule.name.startsWith(input.NamePrefix ?? ''))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const page = { MaxResults: input.Limit, NextToken: input.NextToken };
  const { items, nextToken } = pageOf(chosen, page, ({ name }) => name);
  return { Rules: items.map(toWireRule), NextToken: nextToken };
}

export function deleteRule(rules: Rule[], input: RuleInput, bus: BusSpec): object {
  const rule = rules.find((candidate) => candidate.busArn === bus.arn && candidate.name === input.Name);
  // Deleting a rule that does not exist succeeds.
  if (rule === undefined) return {};
  if (rule.targets.length > 0) throw invalid("Rule can't be deleted since it has targets.");
  rules.splice(rules.indexOf(rule), 1);
  return {};
}

const mostTargets = 5;

export function putTargets(rule: Rule, { Targets = [] }: RuleInput): object {
  if (Targets.length === 0) throw invalid('Targets must hold at least one target.');
  for (const target of Targets) {
    if (!target.Id || !target.Arn?.startsWith('arn:'))
      throw invalid(`Parameter ${target.Arn} is not valid. Reason: Provided Arn is not in correct format.`);
    if (target.InputTransformer) throw notImplemented('events', 'PutTargets with an InputTransformer');
  }
  const ids = new Set(Targets.map(({ Id }) => Id));
  const all = [...rule.targets.filter(({ Id }) => !ids.has(Id)), ...Targets];
  if (all.length > mostTargets) {
    throw new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
  }
  rule.targets = all;
  return { FailedEntryCount: 0, FailedEntries: [] };
}

export function removeTargets(rule: Rule, { Ids = [] }: RuleInput): object {
  const missing = Ids.filter((id) => !rule.targets.some(({ Id }) => Id === id));
  rule.targets = rule.targets.filter(({ Id }) => !Ids.includes(Id));
  return {
    FailedEntryCount: missing.length,
    FailedEntries: missing.map((TargetId) => ({
      TargetId,
      ErrorCode: 'ResourceNotFoundException',
      ErrorMessage: `Rule ${rule.name} does not have a target with the Id ${TargetId}.`,
    })),
  };
}
