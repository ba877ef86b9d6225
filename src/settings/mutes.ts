// Known findings that are hidden from the attention list, and counted.
import * as z from 'zod/mini';
import { text } from './shapes.ts';

const isDay = (written: string): boolean => !Number.isNaN(Date.parse(written));
const dayError = 'a day such as 2026-03-31';

const mute = z
  .strictObject({
    name: z
      .optional(text('a name or an ARN'))
      .check(z.describe('Resource, vault, plan or person: name or ARN; * stands for anything.')),
    type: z.optional(text('a resource type such as S3')).check(z.describe('Resource type, such as S3.')),
    kind: z
      .optional(text('a kind such as issues'))
      .check(z.describe('Kind of trouble, as the attention list shows it.')),
    message: z
      .optional(text("a part of AWS's message"))
      .check(z.describe("Part of the sentence or of AWS's message, in any case.")),
    until: z
      .optional(
        z.pipe(
          z.string({ error: dayError }).check(z.refine(isDay, { error: dayError })),
          z.transform((written: string) => Date.parse(written)),
        ),
      )
      .check(z.describe('A day or a time in ISO 8601; from then on it is listed again.')),
  })
  .check(
    z.refine(({ name, type, kind, message }) => [name, type, kind, message].some((part) => part !== undefined), {
      error: 'at least one of name, type, kind and message',
    }),
  );

export const mutes = z
  .array(mute, { error: 'a list of mutes' })
  .check(z.describe('Known findings that are not to be listed. All conditions of one must hold.'));
