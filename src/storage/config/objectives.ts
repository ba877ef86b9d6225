// How old the newest recovery point of what may be. The first one that fits a resource counts.
import * as z from 'zod/mini';
import { duration, text } from './shapes.ts';

const objective = z
  .strictObject({
    every: duration('no shorter than 5m', 300_000).check(
      z.describe('No recovery point may be older than this, such as 4h or 1d.'),
    ),
    name: z.optional(text('a name or an ARN')).check(z.describe('Resource name or ARN; * stands for anything.')),
    type: z.optional(text('a resource type such as RDS')).check(z.describe('Resource type, such as RDS.')),
    plan: z
      .optional(text("a plan's name"))
      .check(z.describe('Name of a plan that backs it up; * stands for anything.')),
    tag: z
      .optional(z.string().check(z.regex(/=/, { error: 'a tag such as tier=gold' })))
      .check(z.describe('A tag by which a selection chooses it: key=value; * stands for anything.')),
  })
  .check(z.describe('All conditions must hold.'));

export const objectives = z
  .array(objective, { error: 'a list of objectives, each with "every"' })
  .check(z.describe('Objectives for the age of recovery points; else the cadence of the rules is the promise.'));

export type ConfigObjective = z.output<typeof objective>;
