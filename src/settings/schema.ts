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
import { themes } from './themes.ts';
import { thresholds } from './thresholds.ts';
import { timezone } from './timezone.ts';
import { views } from './views.ts';

export const configSchema = z.strictObject({
  context: z.optional(name).check(z.describe('The context to use when none is asked for.')),
  view: z.optional(name).check(z.describe('What to open first: a saved view or a list. Else the overview.')),
  theme: z
    .optional(name)
    .check(z.describe('How it looks: dark, light, high-contrast, color-blind, mono, or one of themes.')),
  mouse: z
    .optional(z.boolean({ error: 'true or false' }))
    .check(z.describe('true: the wheel scrolls, a click chooses. Else the terminal keeps its own mouse.')),
  title: z
    .optional(z.boolean({ error: 'true or false' }))
    .check(z.describe("false: the terminal's title stays. Else it has the context and the number of findings.")),
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
    .check(z.describe('true: resources that no backup plan covers are findings, on the screen and of `check`.')),
  exclusions: z.optional(exclusions),
  prices: z.optional(prices),
  notify: z.optional(notify),
  history: z.optional(history),
});

export type Config = z.output<typeof configSchema>;
