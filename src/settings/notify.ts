// How the person is notified of new findings.
import * as z from 'zod/mini';
import { text } from './shapes.ts';

export const notify = z
  .strictObject({
    bell: z
      .optional(z.enum(['off', 'on', 'desktop'], { error: 'off, on or desktop' }))
      .check(
        z.describe(
          'off, on (the terminal bell), or desktop (a notification, if the terminal supports it). The end of a followed job rings even with off.',
        ),
      ),
    command: z
      .optional(text('a program'))
      .check(
        z.describe('Program that gets new findings, and followed jobs that ended, as JSON on its standard input.'),
      ),
    from: z
      .optional(z.enum(['critical', 'warning', 'notice'], { error: 'critical, warning or notice' }))
      .check(z.describe('Lowest severity that notifies; default warning.')),
    digest: z
      .optional(
        z
          .string({ error: 'a time of day, UTC, such as "07:00"' })
          .check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'a time of day, UTC, such as "07:00"' })),
      )
      .check(z.describe('Time of day, UTC, of a daily digest of all findings; default: no digest.')),
  })
  .check(z.describe('How new findings are notified.'));
