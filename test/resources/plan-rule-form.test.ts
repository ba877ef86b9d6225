// The rule of a backup plan in the form: what a continuous backup excludes.
import { expect, test } from 'vitest';
import type { AnyContext, FormValues } from '../../src/resources/action.ts';
import { planFields } from '../../src/resources/actions/plans/plan-form.ts';

const rules = planFields.find(({ id }) => id === 'rules');
const fields = rules?.kind === 'list' ? rules.item.fields : [];

function problemOf(id: string, values: FormValues): string | undefined {
  const context = { values, known: () => [], now: 0, scope: {}, facts: {} } as unknown as AnyContext;
  return fields.find((field) => field.id === id)?.check?.(String(values[id] ?? ''), context);
}

const toCold = 'A continuous backup cannot be moved to cold storage.';
const tooLong = 'The retention of a continuous backup is 1 to 35 days.';

test.each<[string, FormValues, string | undefined]>([
  ['cold-after', { continuous: 'true', 'cold-after': '30', 'delete-after': '150' }, toCold],
  ['cold-after', { continuous: 'true', 'cold-after': '', 'delete-after': '40' }, undefined],
  ['cold-after', { continuous: 'false', 'cold-after': '30', 'delete-after': '150' }, undefined],
  ['delete-after', { continuous: 'true', 'cold-after': '', 'delete-after': '35' }, undefined],
  ['delete-after', { continuous: 'true', 'cold-after': '', 'delete-after': '36' }, tooLong],
  ['delete-after', { continuous: 'true', 'cold-after': '', 'delete-after': '' }, tooLong],
  ['delete-after', { continuous: 'false', 'cold-after': '', 'delete-after': '400' }, undefined],
])('%s in %j', (id, values, problem) => {
  expect(problemOf(id, values)).toBe(problem);
});
