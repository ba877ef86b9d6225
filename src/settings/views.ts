// Saved lists: `:view NAME`.
import * as z from 'zod/mini';
import { name, text } from './shapes.ts';

export const columnIds = z
  .array(text("a column's id"), { error: 'a list of column ids' })
  .check(z.minLength(1, { error: 'at least one column' }));

const view = z.strictObject({
  resource: text('the list to show, such as backup-jobs').check(z.describe('The list to show, such as backup-jobs.')),
  filter: z
    .optional(z.string({ error: 'a filter such as "failed" or "~FAILED|EXPIRED"' }))
    .check(z.describe('Filter as typed after "/": words, ~expression, ! in front for the inverse.')),
  sort: z
    .optional(
      z.string().check(z.regex(/^[+-]?[\w-]+$/, { error: "a column's id, with - in front for the other way round" })),
    )
    .check(z.describe('Id of the column to sort by; -age: by age, greatest first.')),
  columns: z.optional(columnIds).check(z.describe('The columns to show, in this order.')),
  params: z
    .optional(z.record(z.string(), text('a text')))
    .check(z.describe('Parameters of the request to AWS, such as vaultName: prod.')),
});

export const views = z.record(name, view).check(z.describe('Saved lists; :view NAME opens one.'));

export type ConfigView = z.output<typeof view>;
