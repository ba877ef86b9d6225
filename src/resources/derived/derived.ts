// Lists that AWS does not have: their rows are evaluated from the responses to other lists.
import type { Scope } from '../../domain/scope.ts';
import { toDocument } from '../document.ts';
import type { Resource } from '../resource.ts';
import type { ResourceId } from '../resource-id.ts';

type Given = 'list' | 'describe' | 'cadence' | 'params' | 'derivedFrom';
type Params = Partial<Pick<Resource<never>, 'params'>>;

export function derived<Row extends { readonly scope: Scope }, Exported extends object = Row>(
  resource: Omit<Resource<Row, Exported>, Given> & Params,
): Resource<Row, Exported> {
  return {
    params: {},
    ...resource,
    cadence: 'jobs',
    derivedFrom: attentionSources,
    async *list() {},
    describe: async ({ now }, row) => toDocument(resource.exported?.(row, now) ?? row),
  };
}

/** The lists from which findings are evaluated. */
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

/** The lists from which findings about coverage follow besides, requested only if coverage is judged. */
export const coverageSources = ['inventory', 'keys'] as const satisfies readonly ResourceId[];

/** The list from which findings about access points follow, requested only if they are judged. */
export const accessPointSources = ['access-points'] as const satisfies readonly ResourceId[];

/** Lists that are evaluated for each account-Region. */
export const placeListIds = [
  'attention',
  'findings',
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
] as const satisfies readonly ResourceId[];

export type PlaceListId = (typeof placeListIds)[number];

/** All derived lists: the row of an account depends on all its Regions. */
export const derivedIds = [...placeListIds, 'accounts'] as const satisfies readonly ResourceId[];

/** Lists that panels of the overview show, evaluated whatever screen is open. */
export const overviewLists = ['newest-runs', 'coverage-totals'] as const satisfies readonly DerivedId[];

export type DerivedId = (typeof derivedIds)[number];

export const isDerivedId = (id: ResourceId): id is DerivedId => (derivedIds as readonly ResourceId[]).includes(id);

/** Lists that are evaluated while such a screen is open: the page of a resource has rows of several. */
export const evaluatedFor = (id: ResourceId): readonly DerivedId[] => {
  if (id === 'resource-pages') return ['protection', 'timeline'];
  if (id === 'coverage-groups') return ['coverage'];
  return isDerivedId(id) ? [id] : [];
};

/** The list whose evaluation decides the age of such a screen. */
export const ageListOf = (id: ResourceId): ResourceId => ageLists[id] ?? id;

const ageLists: Readonly<Partial<Record<ResourceId, ResourceId>>> = {
  'resource-pages': 'protection',
  'coverage-groups': 'coverage',
  found: 'findings',
};
