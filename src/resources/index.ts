import { actors } from './audits/actors.ts';
import { audits } from './audits/audits.ts';
import { events } from './audits/events.ts';
import { changes } from './changes/changes.ts';
import { accounts } from './derived/accounts.ts';
import { attention } from './derived/attention.ts';
import { copyRoutes } from './derived/copy-routes.ts';
import { coverage } from './derived/coverage.ts';
import { coverageGroupList } from './derived/coverage-groups.ts';
import { coverageTotals } from './derived/coverage-totals.ts';
import { findings } from './derived/findings.ts';
import { mutes } from './derived/mutes.ts';
import { newestRuns } from './derived/newest-runs.ts';
import { protection } from './derived/protection.ts';
import { runs } from './derived/runs.ts';
import { timeline } from './derived/timeline.ts';
import { upcomingRuns } from './derived/upcoming-runs.ts';
import { found } from './find/found.ts';
import { resourcePages } from './find/resource-pages.ts';
import { globalSettings } from './global-settings.ts';
import { inventory } from './inventory/inventory.ts';
import { backupJobs } from './jobs/backup-jobs.ts';
import { copyJobs } from './jobs/copy-jobs.ts';
import { jobDays } from './jobs/job-days.ts';
import { reportJobs } from './jobs/report-jobs.ts';
import { restoreJobs } from './jobs/restore-jobs.ts';
import { scanJobs } from './jobs/scan-jobs.ts';
import { metricSeries } from './metric-series.ts';
import { metrics } from './metrics.ts';
import { frameworks } from './plans/frameworks.ts';
import { planRules } from './plans/plan-rules.ts';
import { planVersions } from './plans/plan-versions.ts';
import { plans } from './plans/plans.ts';
import { reportPlans } from './plans/report-plans.ts';
import { restoreTestingPlans } from './plans/restore-testing-plans.ts';
import { restoreTestingSelections } from './plans/restore-testing-selections.ts';
import { selections } from './plans/selections.ts';
import { regionSettings } from './region-settings.ts';
import type { AnyResource } from './resource.ts';
import type { ResourceId } from './resource-id.ts';
import { accessPoints } from './vaults/access-points.ts';
import { keys } from './vaults/keys.ts';
import { legalHolds } from './vaults/legal-holds.ts';
import { notifications } from './vaults/notifications.ts';
import { protectedResources } from './vaults/protected-resources.ts';
import { recoveryPoints } from './vaults/recovery-points.ts';
import { storage } from './vaults/storage.ts';
import { tiering } from './vaults/tiering.ts';
import { vaults } from './vaults/vaults.ts';

export { metricsDollarsPerDay } from './metrics.ts';

export const resources: Readonly<Record<ResourceId, AnyResource>> = {
  vaults,
  'recovery-points': recoveryPoints,
  'access-points': accessPoints,
  'backup-jobs': backupJobs,
  'copy-jobs': copyJobs,
  'restore-jobs': restoreJobs,
  'job-days': jobDays,
  plans,
  'protected-resources': protectedResources,
  inventory,
  keys,
  audits,
  selections,
  'plan-versions': planVersions,
  'restore-testing-plans': restoreTestingPlans,
  'restore-testing-selections': restoreTestingSelections,
  'legal-holds': legalHolds,
  'scan-jobs': scanJobs,
  'report-plans': reportPlans,
  'report-jobs': reportJobs,
  frameworks,
  tiering,
  'region-settings': regionSettings,
  'global-settings': globalSettings,
  notifications,
  'plan-rules': planRules,
  attention,
  findings,
  mutes,
  protection,
  'copy-routes': copyRoutes,
  'upcoming-runs': upcomingRuns,
  runs,
  'newest-runs': newestRuns,
  timeline,
  actors,
  storage,
  coverage,
  'coverage-totals': coverageTotals,
  'coverage-groups': coverageGroupList,
  accounts,
  events,
  changes,
  found,
  'resource-pages': resourcePages,
  metrics,
  'metric-series': metricSeries,
};

/** Finds a resource by id, alias, title or plural; case is ignored. */
export function resourceByName(name: string): AnyResource | undefined {
  const wanted = name.trim().toLowerCase();
  return Object.values(resources).find(({ id, aliases, title, plural }) =>
    [id, title, plural, ...aliases].some((name) => name.toLowerCase() === wanted),
  );
}
