// The lists of which the facts of an account-Region consist.
import type { AnsweredFact } from '../../../domain/attention/facts.ts';
import type { ResourceId } from '../../../resources/resource-id.ts';

export const factLists = {
  'backup-jobs': 'backupJobs',
  'copy-jobs': 'copyJobs',
  'restore-jobs': 'restoreJobs',
  'plan-rules': 'rules',
  selections: 'selections',
  'protected-resources': 'resources',
  'recovery-points': 'points',
  vaults: 'vaults',
  'scan-jobs': 'scanJobs',
  audits: 'audits',
  'restore-testing-plans': 'testingPlans',
} as const satisfies Partial<Record<ResourceId, AnsweredFact>>;

export type FactList = keyof typeof factLists;

/** These lists, the settings of the Region, and what is read only if it is judged: access points, inventory and keys. */
export const factResources = [
  ...(Object.keys(factLists) as FactList[]),
  'region-settings',
  'access-points',
  'inventory',
  'keys',
] as const;
