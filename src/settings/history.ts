// How much of the past the store keeps. Defaults: config/limits.ts.
import * as z from 'zod/mini';
import { dayMs } from '../lib/duration.ts';
import { byteSize, duration } from './shapes.ts';

export const history = z
  .strictObject({
    keep: z
      .optional(duration('no shorter than 30d', 30 * dayMs))
      .check(z.describe('How long the past is kept, such as 90d; 400d when not said.')),
    maxSize: z
      .optional(byteSize('no smaller than 10MB', 10_000_000))
      .check(
        z.describe(
          'How large the store may grow, such as 500MB; 2GB when not said, and at most a tenth of the free space.',
        ),
      ),
  })
  .check(z.describe('What the store keeps of the past: the oldest goes first. What AWS still lists always stays.'));
