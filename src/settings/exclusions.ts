// Resources that have no backup on purpose: the list of coverage does not count them.
import * as z from 'zod/mini';
import { text } from './shapes.ts';

const isDay = (written: string): boolean => !Number.isNaN(Date.parse(written));
const dayError = 'a day such as 2026-03-31';

const exclusion = z
  .strictObject({
    name: z.optional(text('a name or an ARN')).check(z.describe('Resource name or ARN; * stands for anything.')),
    type: z.optional(text('a resource type such as EBS')).check(z.describe('Resource type, such as EBS.')),
    tag: z
      .optional(z.string().check(z.regex(/^[^=]+=/, { error: 'a tag such as env=scratch' })))
      .check(z.describe('A tag of the resource: key=value; * in the value stands for anything.')),
    reason: text('the reason why it needs no backup').check(z.describe('Reason why the resource needs no backup.')),
    until: z
      .optional(
        z.pipe(
          z.string({ error: dayError }).check(z.refine(isDay, { error: dayError })),
          z.transform((written: string) => Date.parse(written)),
        ),
      )
      .check(z.describe('End of the exclusion: a day or a time in ISO 8601.')),
  })
  .check(
    z.describe('All conditions must hold.'),
    z.refine(({ name, type, tag }) => [name, type, tag].some((part) => part !== undefined), {
      error: 'at least one of name, type and tag',
    }),
  );

export const exclusions = z
  .array(exclusion, { error: 'a list of exclusions, each with a "reason"' })
  .check(z.describe('Resources that need no backup: the coverage list does not count them.'));
