// How the person is notified of new findings.
import * as z from 'zod/mini';
import { text } from './shapes.ts';

export const notify = z
  .strictObject({
    bell: z
      .optional(z.enum(['off', 'on', 'desktop'], { error: 'off, on or desktop' }))
      .check(
        z.describe(
          'off, on (the terminal bell), or desktop (a notification, where the terminal makes one). A followed job that ends rings with off, too.',
        ),
      ),
    command: z
      .optional(text('a program'))
      .check(
        z.describe('A program that gets new troubles, and followed jobs that end, as JSON on its standard input.'),
      ),
    from: z
      .optional(z.enum(['critical', 'warning', 'notice'], { error: 'critical, warning or notice' }))
      .check(z.describe('The least severity that calls; warning when not said.')),
    digest: z
      .optional(
        z
          .string({ error: 'a time of day, UTC, such as "07:00"' })
          .check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'a time of day, UTC, such as "07:00"' })),
      )
      .check(z.describe('Once a day at this time, UTC, everything that stands. Absent: no digest.')),
  })
  .check(z.describe('How new troubles call for attention.'));
