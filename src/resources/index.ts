import { audits } from './audits.ts';
import { backupJobs } from './backup-jobs.ts';
import { copyJobs } from './copy-jobs.ts';
import { metrics } from './metrics.ts';
import { plans } from './plans.ts';
import { protectedResources } from './protected-resources.ts';
import { recoveryPoints } from './recovery-points.ts';
import type { AnyResource } from './resource.ts';
import type { ResourceId } from './resource-id.ts';
import { restoreJobs } from './restore-jobs.ts';
import { vaults } from './vaults.ts';

export { metricsDollarsPerDay } from './metrics.ts';

export const resources: Readonly<Record<ResourceId, AnyResource>> = {
  vaults,
  'recovery-points': recoveryPoints,
  'backup-jobs': backupJobs,
  'copy-jobs': copyJobs,
  'restore-jobs': restoreJobs,
  plans,
  'protected-resources': protectedResources,
  audits,
  metrics,
};

/** By id, alias, title or plural, in any case. */
export function resourceByName(name: string): AnyResource | undefined {
  const wanted = name.trim().toLowerCase();
  return Object.values(resources).find(
    ({ id, aliases, title, plural }) => [id, title, plural].includes(wanted) || aliases.includes(wanted),
  );
}
