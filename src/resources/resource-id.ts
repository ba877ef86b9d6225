export const resourceIds = [
  'vaults',
  'recovery-points',
  'access-points',
  'backup-jobs',
  'copy-jobs',
  'restore-jobs',
  'job-days',
  'plans',
  'protected-resources',
  'inventory',
  'keys',
  'audits',
  'selections',
  'plan-versions',
  'restore-testing-plans',
  'restore-testing-selections',
  'legal-holds',
  'scan-jobs',
  'report-plans',
  'report-jobs',
  'frameworks',
  'tiering',
  'region-settings',
  'global-settings',
  'notifications',
  'plan-rules',
  'attention',
  'findings',
  'mutes',
  'protection',
  'copy-routes',
  'upcoming-runs',
  'runs',
  'newest-runs',
  'timeline',
  'actors',
  'storage',
  'coverage',
  'coverage-totals',
  'coverage-groups',
  'accounts',
  'events',
  'changes',
  'found',
  'resource-pages',
  'metrics',
  'metric-series',
] as const;

export type ResourceId = (typeof resourceIds)[number];

/** The lists with jobs as rows. */
export const jobListIds = ['backup-jobs', 'copy-jobs', 'restore-jobs'] as const satisfies readonly ResourceId[];
export type JobListId = (typeof jobListIds)[number];

/**
 * Metrics, the newest runs and the totals of coverage are drawn by the overview; the others are opened by a command with
 * words, or from a row.
 */
const unlisted: ReadonlySet<ResourceId> = new Set([
  'metrics',
  'newest-runs',
  'coverage-totals',
  'coverage-groups',
  'found',
  'resource-pages',
]);

/** The lists that a person can open by name. */
export const listIds: readonly ResourceId[] = resourceIds.filter((id) => !unlisted.has(id));
