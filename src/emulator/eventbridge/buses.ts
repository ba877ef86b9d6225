// Event buses: the default bus and those that callers create, with the policies that allow other accounts to send.
// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html

import type { Call } from '../protocols/service.ts';
import { AwsError } from '../wire/aws-error.ts';
import { createPager } from '../wire/paging.ts';
import { allows, readPolicy } from '../wire/resource-policy.ts';

export interface BusSpec {
  name: string;
  arn: string;
  region: string;
  statements: readonly object[];
}

export interface BusInput {
  Name?: string;
  NamePrefix?: string;
  EventBusName?: string;
  Policy?: string;
  StatementId?: string;
  Action?: string;
  Principal?: string;
  Condition?: { Type?: string; Key?: string; Value?: string };
  RemoveAllPermissions?: boolean;
  Limit?: number;
  NextToken?: string;
}

const pageOf = createPager(100);

type Buses = Map<string, BusSpec>;
export type BusMaker = Pick<Call, 'region' | 'account'>;

const notFound = (message: string) => new AwsError('ResourceNotFoundException', message);
const invalid = (message: string) => new AwsError('ValidationException', message);

export const busArn = ({ region, account }: BusMaker, name: string) =>
  `arn:aws:events:${region}:${account}:event-bus/${name}`;

/** The name of a bus that is identified by name or ARN. */
export const busNameOf = (nameOrArn = 'default') =>
  nameOrArn.startsWith('arn:') ? (nameOrArn.split('/').at(-1) ?? '') : nameOrArn;

/** The default bus always exists. */
export function findBus(buses: Buses, nameOrArn: string | undefined, call: BusMaker): BusSpec {
  const name = busNameOf(nameOrArn);
  const arn = nameOrArn?.startsWith('arn:') ? nameOrArn : busArn(call, name);
  const found = buses.get(arn);
  if (found !== undefined) return found;
  if (arn !== busArn(call, 'default')) throw notFound(`Event bus ${name} does not exist.`);
  return { name: 'default', arn, region: call.region, statements: [] };
}

export function createBus(buses: Buses, { Name: name = '' }: BusInput, call: Call): object {
  if (!/^[.\-_A-Za-z0-9]{1,256}$/.test(name)) {
    throw invalid(
      `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [/\\.\\-_A-Za-z0-9]+`,
    );
  }
  if (name === 'default' || buses.has(busArn(call, name))) {
    throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
  }
  const arn = busArn(call, name);
  buses.set(arn, { name, arn, region: call.region, statements: [] });
  return { EventBusArn: arn };
}

interface RuledBuses {
  buses: Buses;
  rules: readonly { busArn: string }[];
}

/** Deleting a bus that does not exist succeeds. */
export function deleteBus({ buses, rules }: RuledBuses, { Name: name = '' }: BusInput, call: Call): object {
  if (name === 'default') throw invalid('Cannot delete event bus default.');
  const arn = busArn(call, name);
  if (rules.some((rule) => rule.busArn === arn))
    throw invalid(`Event bus ${name} can't be deleted since it has rules.`);
  buses.delete(arn);
  return {};
}

const toWire = ({ name, arn, statements }: BusSpec) => ({
  Name: name,
  Arn: arn,
  ...(statements.length > 0 && { Policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }) }),
});

export const describeBus = (buses: Buses, { Name }: BusInput, call: Call) => toWire(findBus(buses, Name, call));

export function listBuses(buses: Buses, { NamePrefix = '', Limit, NextToken }: BusInput, call: Call): object {
  const made = [...buses.values()].filter(({ region, name }) => region === call.region && name !== 'default');
  const all = [findBus(buses, 'default', call), ...made]
    .filter(({ name }) => name.startsWith(NamePrefix))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, nextToken } = pageOf(all, { MaxResults: Limit, NextToken }, ({ name }) => name);
  return { EventBuses: items.map(toWire), NextToken: nextToken };
}

export function putPermission(buses: Buses, input: BusInput, call: Call): object {
  const bus = findBus(buses, input.EventBusName, call);
  buses.set(bus.arn, { ...bus, statements: statementsAfter(bus, input) });
  return {};
}

function statementsAfter({ statements, arn }: BusSpec, input: BusInput): readonly object[] {
  const { Policy, StatementId: Sid, Action, Principal, Condition } = input;
  if (Policy !== undefined) {
    const policy = readPolicy(Policy);
    if (policy === undefined) throw invalid('The policy is not valid.');
    return policy.statements;
  }
  if (!Sid || !Principal) throw invalid('StatementId and Principal are required where no Policy is given.');
  if (Action !== undefined && Action !== 'events:PutEvents')
    throw invalid(`Provided value in parameter 'action' is not supported.`);
  if (Principal !== '*' && !/^\d{12}$/.test(Principal)) throw invalid(`Principal ${Principal} is not valid.`);
  const { Type = '', Key = '', Value = '' } = Condition ?? {};
  const added = {
    Sid,
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { AWS: `arn:aws:iam::${Principal}:root` },
    Action: 'events:PutEvents',
    Resource: arn,
    ...(Condition && { Condition: { [Type]: { [Key]: Value } } }),
  };
  return [...statements.filter((known) => !('Sid' in known) || known.Sid !== Sid), added];
}

export function removePermission(buses: Buses, input: BusInput, call: Call): object {
  const bus = findBus(buses, input.EventBusName, call);
  const isKept = (statement: object) => !('Sid' in statement) || statement.Sid !== input.StatementId;
  const statements = input.RemoveAllPermissions ? [] : bus.statements.filter(isKept);
  if (!input.RemoveAllPermissions && statements.length === bus.statements.length) {
    throw notFound(`Statement ${input.StatementId} does not exist.`);
  }
  buses.set(bus.arn, { ...bus, statements });
  return {};
}

export interface Sender {
  account: string;
  organizationId: string;
}

/** The bus's own account may send; any other account needs a policy that allows it. */
export function maySend(bus: BusSpec, { account, organizationId }: Sender): boolean {
  if (bus.arn.split(':')[4] === account) return true;
  const policy = readPolicy(JSON.stringify({ Statement: bus.statements }));
  if (policy === undefined) return false;
  const context = { 'aws:principalorgid': organizationId, 'aws:principalaccount': account };
  return allows(policy, { action: 'events:PutEvents', resource: bus.arn, account, context });
}
