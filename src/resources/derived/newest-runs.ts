// The newest scheduled run of each plan: a panel of the overview.
import type { ScheduledRun } from '../../domain/attention/lists/scheduled-run.ts';
import { scopeKey } from '../../domain/scope.ts';
import type { Resource } from '../resource.ts';
import { runs } from './runs.ts';

/** Drawn, opened and exported like the list of all runs; there is one row for each plan. */
export const newestRuns: Resource<ScheduledRun> = {
  ...runs,
  id: 'newest-runs',
  title: 'newest run',
  plural: 'newest runs',
  aliases: [],
  key: ({ scope, planId }) => `${scopeKey(scope)}/${planId}`,
  stored: { state: ({ state }) => state, volatile: [...(runs.stored?.volatile ?? []), 'at'] },
};
