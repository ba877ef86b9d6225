// Prices of stored recovery points that override the published ones.
import * as z from 'zod/mini';
import { region, text } from './shapes.ts';

const price = z
  .strictObject({
    type: text('a resource type such as EBS').check(z.describe('Resource type, such as EBS.')),
    region: z.optional(region).check(z.describe('The Region; default: every Region.')),
    tier: z
      .optional(z.enum(['warm', 'cold'], { error: 'warm or cold' }))
      .check(z.describe('warm or cold storage; default warm.')),
    airGapped: z
      .optional(z.boolean({ error: 'true or false' }))
      .check(z.describe('true: for recovery points in logically air-gapped vaults.')),
    perGbMonth: z
      .number({ error: 'US dollars, such as 0.05' })
      .check(z.minimum(0, { error: 'US dollars, such as 0.05' }), z.describe('US dollars per GB and month.')),
  })
  .check(z.describe('The first price that matches is used.'));

export const prices = z
  .array(price, { error: 'a list of prices, each with "type" and "perGbMonth"' })
  .check(z.describe('Prices for the estimates of :storage; they take precedence over the few published ones.'));
