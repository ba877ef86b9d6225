// Lists that AWS does not give: their rows are reckoned from the answers to other lists.
import type { Scope } from '../domain/scope.ts';
import { toDocument } from './document.ts';
import type { Resource } from './resource.ts';
import type { ResourceId } from './resource-id.ts';

type Given = 'list' | 'describe' | 'cadence' | 'params' | 'derivedFrom';

export function derived<Row extends { readonly scope: Scope }>(resource: Omit<Resource<Row>, Given>): Resource<Row> {
  return {
    ...resource,
    cadence: 'jobs',
    params: {},
    derivedFrom: attentionSources,
    async *list() {},
    describe: async (_, row) => toDocument(row),
  };
}

/** What is needed to say what needs attention. */
export const attentionSources: readonly ResourceId[] = [
  'backup-jobs',
  'copy-jobs',
  'restore-jobs',
  'plan-rules',
  'selections',
  'protected-resources',
  'vaults',
  'recovery-points',
  'region-settings',
  'scan-jobs',
  'audits',
  'restore-testing-plans',
];
