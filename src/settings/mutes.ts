// Known findings that are hidden from the attention list, and counted.
import * as z from 'zod/mini';
import { text } from './shapes.ts';

const isDay = (written: string): boolean => !Number.isNaN(Date.parse(written));
const dayError = 'a day such as 2026-03-31';

const day = z.pipe(
  z.string({ error: dayError }).check(z.refine(isDay, { error: dayError })),
  z.transform((written: string) => Date.parse(written)),
);

const mute = z
  .strictObject({
    name: z
      .optional(text('a name or an ARN'))
      .check(z.describe('Resource, vault, plan or actor: name or ARN; * stands for anything.')),
    type: z.optional(text('a resource type such as S3')).check(z.describe('Resource type, such as S3.')),
    kind: z
      .optional(text('a kind such as issues'))
      .check(z.describe('Kind of finding, as the attention list shows it.')),
    cause: z
      .optional(text('a cause'))
      .check(z.describe('Cause that the findings of a group share, as in vaultop get attention --grouped -o json.')),
    message: z
      .optional(text("a part of AWS's message"))
      .check(z.describe("Part of the finding's text or of AWS's message; case is ignored.")),
    until: z.optional(day).check(z.describe('End of the mute: a day or a time in ISO 8601.')),
    reason: z.optional(text('why it is muted')).check(z.describe('Reason of the mute.')),
    by: z.optional(text('a name')).check(z.describe('Who muted the finding.')),
    at: z.optional(day).check(z.describe('When the finding was muted, in ISO 8601.')),
  })
  .check(
    z.refine(
      ({ name, type, kind, cause, message }) => [name, type, kind, cause, message].some((part) => part !== undefined),
      { error: 'at least one of name, type, kind, cause and message' },
    ),
  );

export const mutes = z
  .array(mute, { error: 'a list of mutes' })
  .check(z.describe('Findings that are not listed. All conditions of a mute must hold.'));
