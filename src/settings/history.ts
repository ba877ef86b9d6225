// How much of the past the store keeps. Defaults: config/limits.ts.
import * as z from 'zod/mini';
import { dayMs } from '../lib/duration.ts';
import { byteSize, duration } from './shapes.ts';

export const history = z
  .strictObject({
    keep: z
      .optional(duration('no shorter than 30d', 30 * dayMs))
      .check(z.describe('How long history is kept, such as 90d; default 400d.')),
    maxSize: z
      .optional(byteSize('no smaller than 10MB', 10_000_000))
      .check(
        z.describe('Largest size of the store, such as 500MB; default 2GB, and at most a tenth of the free space.'),
      ),
  })
  .check(
    z.describe(
      'Limits of the history in the store: the oldest rows are removed first, rows that AWS still lists never.',
    ),
  );
