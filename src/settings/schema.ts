// The schema of the config file: one module for each section.
import * as z from 'zod/mini';
import { columns } from './columns.ts';
import { contexts } from './contexts.ts';
import { exclusions } from './exclusions.ts';
import { history } from './history.ts';
import { keys } from './keys.ts';
import { mutes } from './mutes.ts';
import { notify } from './notify.ts';
import { objectives } from './objectives.ts';
import { prices } from './prices.ts';
import { name } from './shapes.ts';
import { store } from './store.ts';
import { themes } from './themes.ts';
import { thresholds } from './thresholds.ts';
import { timezone } from './timezone.ts';
import { views } from './views.ts';

export const configSchema = z.strictObject({
  context: z.optional(name).check(z.describe('The context to use without --context.')),
  view: z.optional(name).check(z.describe('Saved view or list to open first; default: the overview.')),
  theme: z.optional(name).check(z.describe('Theme: dark, light, high-contrast, color-blind, mono, or one of themes.')),
  mouse: z
    .optional(z.boolean({ error: 'true or false' }))
    .check(z.describe('true: the wheel scrolls and a click chooses; false: the terminal keeps the mouse.')),
  title: z
    .optional(z.boolean({ error: 'true or false' }))
    .check(
      z.describe(
        "true: the terminal's title shows the context and the number of findings; false: the title is not changed.",
      ),
    ),
  timezone: z.optional(timezone),
  contexts: z.optional(contexts),
  views: z.optional(views),
  columns: z.optional(columns),
  keys: z.optional(keys),
  themes: z.optional(themes),
  thresholds: z.optional(thresholds),
  objectives: z.optional(objectives),
  mutes: z.optional(mutes),
  coverage: z
    .optional(z.boolean({ error: 'true or false' }))
    .check(z.describe('true: resources that no backup plan covers are findings, on screen and in `check`.')),
  exclusions: z.optional(exclusions),
  prices: z.optional(prices),
  notify: z.optional(notify),
  history: z.optional(history),
  store: z.optional(store),
});

export type Config = z.output<typeof configSchema>;
