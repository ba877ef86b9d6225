import { type Scope, scopeKey } from '../../domain/scope.ts';
import type { AnyResource, DrillDown } from '../resource.ts';
import type { ResourceId } from '../resource-id.ts';

/** An event never changes, and counts change with each event. */
const withoutVersions: ReadonlySet<ResourceId> = new Set(['audits', 'job-days', 'metrics']);

/** Leads from a row to its versions in the store. What is evaluated from other lists changes with their rows. */
export function versionsOf({ id, stored, derivedFrom, key }: AnyResource): readonly DrillDown<never>[] {
  const hasVersions = stored && (!derivedFrom || id === 'findings') && !withoutVersions.has(id);
  return hasVersions ? [toVersions(id, key, stored.at)] : [];
}

interface Row {
  readonly scope: Scope;
  readonly [member: string]: unknown;
}

const toVersions = (list: ResourceId, keyOf: AnyResource['key'], at: string | undefined): DrillDown<never> => ({
  to: 'changes',
  title: 'versions',
  // They are in the store.
  spansAccounts: true,
  params(row: Row) {
    const time = at === undefined ? undefined : row[at];
    const key = keyOf(row).slice(scopeKey(row.scope).length + 1);
    return { list, key, ...(typeof time === 'number' ? { rowTime: `${time}` } : {}) };
  },
});
