// A resource that needs no backup is excluded from a row of the list of coverage.
import { expect, test } from 'vitest';
import { emptyInput } from '../../src/app/command-line/text-input.ts';
import { actKey } from '../../src/app/forms/act-keys.ts';
import { type ActOverlay, formOf } from '../../src/app/forms/act-state.ts';
import { reviewLines } from '../../src/app/forms/review.ts';
import { initialState } from '../../src/app/state/state.ts';
import { exclude } from '../../src/resources/actions/plans/exclude-action.ts';
import { dataOf, scope, smallWorld } from '../components/fixtures.ts';

const context = { data: dataOf(smallWorld) };
const row = (name: string) => ({
  kind: 'resource' as const,
  scope: scope('us-east-1'),
  state: 'in-no-plan' as const,
  arn: `arn:aws:rds:us-east-1:111122223333:db:${name}`,
  name,
  type: 'RDS',
});

const overlayOf = (values: Record<string, string>, ...names: string[]): ActOverlay => ({
  kind: 'act',
  resource: 'coverage',
  action: 'exclude',
  stage: 'review',
  token: 'token',
  revision: 0,
  leftOut: [],
  typed: emptyInput,
  top: 0,
  attempts: 0,
  leaving: false,
  targets: names.map((name, number) => ({ key: name, row: row(name), scope: scope('us-east-1'), number })),
  forms: [{ ...formOf({}), values }],
});

const pressed = (overlay: ActOverlay, key: string) =>
  actKey({ ...initialState({ columns: 80, rows: 24 }), overlay }, key, context as never);

test('the review shows the entry, and y writes it', () => {
  const overlay = overlayOf({ reason: 'rebuilt daily', until: '2030-01-01' }, 'scratch');
  const lines = reviewLines(overlay, context.data).map(({ text }) => text);
  expect(lines).toContain('exclude with a reason: scratch: in no plan');
  expect(lines).toContain('+ reason: rebuilt daily');
  expect(lines).toContain('+ until: 2030-01-01T00:00:00.000Z');
  const { state, effects } = pressed(overlay, 'y');
  expect(state.overlay).toBeUndefined();
  expect(effects).toEqual([
    {
      type: 'saveExclusions',
      exclusions: [{ arn: row('scratch').arn, reason: 'rebuilt daily', until: Date.UTC(2030, 0, 1) }],
    },
  ]);
});

test('several resources share the reason, after their number is typed', () => {
  const overlay = overlayOf({ reason: 'scratch' }, 'a', 'b');
  expect(pressed(overlay, 'return').effects).toEqual([]);
  const typed = { text: '2', at: 0 };
  const { effects } = pressed({ ...overlay, typed: { ...emptyInput, ...typed } }, 'return');
  expect(effects).toEqual([
    {
      type: 'saveExclusions',
      exclusions: ['a', 'b'].map((name) => ({ arn: row(name).arn, reason: 'scratch' })),
    },
  ]);
});

test('an end that is over, an account-Region and an excluded resource are refused', () => {
  const until = exclude.fields?.find(({ id }) => id === 'until');
  const now = Date.UTC(2026, 0, 15);
  expect(until?.check?.('2026-01-14', { now } as never)).toMatch(/in the past/);
  expect(until?.check?.('2026-01-16', { now } as never)).toBeUndefined();
  expect(exclude.disabled?.({ ...row('a'), state: 'excluded' } as never, {} as never)).toMatch(/already/);
  expect(exclude.disabled?.({ ...row('a'), kind: 'account-region' } as never, {} as never)).toMatch(/not a resource/);
});
