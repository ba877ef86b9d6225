import { attention } from './attention.ts';
import { audits } from './audits.ts';
import { backupJobs } from './backup-jobs.ts';
import { copyJobs } from './copy-jobs.ts';
import { copyRoutes } from './copy-routes.ts';
import { deeds } from './deeds.ts';
import { events } from './events.ts';
import { findings } from './findings.ts';
import { frameworks } from './frameworks.ts';
import { globalSettings } from './global-settings.ts';
import { jobDays } from './job-days.ts';
import { legalHolds } from './legal-holds.ts';
import { metrics } from './metrics.ts';
import { notifications } from './notifications.ts';
import { planRules } from './plan-rules.ts';
import { planVersions } from './plan-versions.ts';
import { plans } from './plans.ts';
import { protectedResources } from './protected-resources.ts';
import { protection } from './protection.ts';
import { recoveryPoints } from './recovery-points.ts';
import { regionSettings } from './region-settings.ts';
import { reportJobs } from './report-jobs.ts';
import { reportPlans } from './report-plans.ts';
import type { AnyResource } from './resource.ts';
import type { ResourceId } from './resource-id.ts';
import { restoreJobs } from './restore-jobs.ts';
import { restoreTestingPlans } from './restore-testing-plans.ts';
import { restoreTestingSelections } from './restore-testing-selections.ts';
import { scanJobs } from './scan-jobs.ts';
import { selections } from './selections.ts';
import { storage } from './storage.ts';
import { tiering } from './tiering.ts';
import { timeline } from './timeline.ts';
import { upcomingRuns } from './upcoming-runs.ts';
import { vaults } from './vaults.ts';

export { metricsDollarsPerDay } from './metrics.ts';

export const resources: Readonly<Record<ResourceId, AnyResource>> = {
  vaults,
  'recovery-points': recoveryPoints,
  'backup-jobs': backupJobs,
  'copy-jobs': copyJobs,
  'restore-jobs': restoreJobs,
  'job-days': jobDays,
  plans,
  'protected-resources': protectedResources,
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
  protection,
  'copy-routes': copyRoutes,
  'upcoming-runs': upcomingRuns,
  timeline,
  deeds,
  storage,
  events,
  metrics,
};

/** By id, alias, title or plural, in any case. */
export function resourceByName(name: string): AnyResource | undefined {
  const wanted = name.trim().toLowerCase();
  return Object.values(resources).find(({ id, aliases, title, plural }) =>
    [id, title, plural, ...aliases].some((name) => name.toLowerCase() === wanted),
  );
}
