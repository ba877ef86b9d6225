// Maximum ages of the newest recovery point and of the last proven restore of a resource. The first matching objective
// is used, and the first one for each named location.
import * as z from 'zod/mini';
import { isLocation } from '../domain/attention/points/vault-location.ts';
import { dayMs } from '../lib/duration.ts';
import { duration, text } from './shapes.ts';

const locationText =
  'other-region, other-account, air-gapped, locked, a Region such as eu-west-1, an account id of 12 digits, or the name or ARN of a vault';

const location = z.string({ error: locationText }).check(z.refine(isLocation, { error: locationText }));

const objective = z
  .strictObject({
    every: z
      .optional(duration('no shorter than 5m', 300_000))
      .check(z.describe('Highest age of the newest recovery point, such as 4h or 1d.')),
    in: z
      .optional(location)
      .check(
        z.describe(
          'Where the recovery point must be: other-region, other-account, air-gapped, locked, a Region, an account id, or the name or ARN of a vault; * in a name stands for anything.',
        ),
      ),
    restoreEvery: z
      .optional(duration('no shorter than 1d', dayMs))
      .check(
        z.describe(
          'Highest age of the newest proven restore, such as 7d: a restore job that is COMPLETED and whose validation did not fail.',
        ),
      ),
    name: z.optional(text('a name or an ARN')).check(z.describe('Resource name or ARN; * stands for anything.')),
    type: z.optional(text('a resource type such as RDS')).check(z.describe('Resource type, such as RDS.')),
    plan: z
      .optional(text("a plan's name"))
      .check(z.describe('Name of a plan that backs up the resource; * stands for anything.')),
    tag: z
      .optional(z.string().check(z.regex(/=/, { error: 'a tag such as tier=gold' })))
      .check(
        z.describe('A tag by which a resource assignment selects the resource: key=value; * stands for anything.'),
      ),
  })
  .check(
    z.describe('All conditions must hold.'),
    z.refine(({ every, restoreEvery }) => every !== undefined || restoreEvery !== undefined, {
      error: 'every, restoreEvery or both',
    }),
    z.refine((one) => one.in === undefined || (one.every !== undefined && one.restoreEvery === undefined), {
      error: '"in" together with "every", not with "restoreEvery": it says where the recovery point must be',
    }),
  );

export const objectives = z
  .array(objective, { error: 'a list of objectives, each with "every" or "restoreEvery"' })
  .check(
    z.describe('Objectives for the age of recovery points and of proven restores; default: the schedule of the rules.'),
  );
