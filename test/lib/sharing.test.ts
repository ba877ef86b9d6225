import { expect, test } from 'vitest';
import { createSharing } from '../../src/lib/sharing.ts';

const row = (id: string) => ({
  ...{ id, scope: { accountId: '123456789012', region: 'eu-west-1' }, at: 1.5 },
  createdBy: { planId: 'plan-1', rule: { name: 'daily' } },
  ...{ tags: ['a'], note: undefined as string | undefined },
});

test('equal objects of many rows become one, and the rows say what they said', () => {
  const { share } = createSharing();
  const [first, second] = [share(row('one')), share(row('two'))];
  expect([first, second]).toEqual([row('one'), row('two')]);
  expect(second.scope).toBe(first.scope);
  expect(second.createdBy).toBe(first.createdBy);
});

test('what differs in a member of the same text is not shared', () => {
  const { share } = createSharing();
  const one = share({ id: '1', by: { a: 'daily', b: undefined } });
  const other = share({ id: '2', by: { a: undefined, b: 'daily' } });
  const number = share({ id: '3', by: { a: 1 } });
  const text = share({ id: '4', by: { a: '1' } });
  expect([one.by, other.by, number.by, text.by]).toEqual([
    { a: 'daily', b: undefined },
    { a: undefined, b: 'daily' },
    { a: 1 },
    { a: '1' },
  ]);
});

test('what came again lately stays shared, and what did not is forgotten', () => {
  const { share } = createSharing(2);
  const of = (plan: string) => share({ id: plan, by: { plan } }).by;
  const [often, seldom] = [of('plan-1'), of('plan-2')];
  for (let other = 3; other < 9; other += 1) {
    of(`plan-${other}`);
    expect(of('plan-1')).toBe(often);
  }
  expect(of('plan-2')).not.toBe(seldom);
  expect(of('plan-2')).toEqual(seldom);
});
