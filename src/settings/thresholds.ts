// Thresholds for notices and warnings. Defaults: config/limits.ts.
import * as z from 'zod/mini';
import { duration } from './shapes.ts';

export const thresholds = z
  .strictObject({
    slowAnswer: z
      .optional(duration('no shorter than 1s', 1_000))
      .check(z.describe('A Region whose responses take longer than this is shown as slow.')),
    staleAfterTurns: z
      .optional(z.int({ error: 'a whole number from 1 to 100' }).check(z.minimum(1), z.maximum(100)))
      .check(z.describe('Rows are shown as stale after this many polls without a newer response.')),
  })
  .check(z.describe('Limits from which on a Region or list is marked.'));
