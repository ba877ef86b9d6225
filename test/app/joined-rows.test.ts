// Several marked resources of one account-Region become one resource assignment.
import { expect, test } from 'vitest';
import { joinTargets } from '../../src/app/forms/start.ts';
import { addToPlan } from '../../src/resources/actions/plans/coverage-actions.ts';
import { arnOf, scope } from '../domain/attention/facts-of.ts';

const row = (name: string) =>
  ({ kind: 'resource', scope, name, arn: arnOf(name), type: 'RDS', state: 'in-no-plan', selections: [] }) as never;
const context = { scope, facts: undefined, values: { plan: 'p', name: 'n', role: 'r' }, now: 0, token: 't' };

test('the rows make one request with all ARNs, and one row makes one with its own', () => {
  const known = () => [];
  const requests = addToPlan.requests({ ...context, row: row('a'), rows: [row('a'), row('b')], known });
  expect(requests).toHaveLength(1);
  expect(requests[0]?.input).toMatchObject({ BackupSelection: { Resources: [arnOf('a'), arnOf('b')] } });
  const [single] = addToPlan.requests({ ...context, row: row('a'), known });
  expect(single?.input).toMatchObject({ BackupSelection: { Resources: [arnOf('a')] } });
});

test('rows of another Region are left out, and one row stays as it is', () => {
  const target = (name: string, region: string) => ({ key: name, row: name, scope: { ...scope, region }, number: 0 });
  const [a, b, away] = [target('a', 'eu-west-1'), target('b', 'eu-west-1'), target('c', 'us-east-1')];
  expect(joinTargets([a, away, b])).toEqual({ targets: [{ ...a, rows: ['a', 'b'] }], elsewhere: [away] });
  expect(joinTargets([a])).toEqual({ targets: [a], elsewhere: [] });
});
