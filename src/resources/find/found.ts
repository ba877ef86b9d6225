// The results of a search over all lists: rows of several lists in one ranked list, made from the store by
// src/runtime/find.

import { formatDateTime } from '../../lib/text/format.ts';
import { ageColumn } from '../common-columns.ts';
import { attentionSources } from '../derived/derived.ts';
import type { Resource } from '../resource.ts';
import type { ResourceId } from '../resource-id.ts';
import type { FoundRow } from './found-row.ts';

/** The lists that are searched, in the order of rows with equal rank. */
export const searchedLists = [
  'protected-resources',
  'inventory',
  'plans',
  'plan-rules',
  'selections',
  'vaults',
  'findings',
  'recovery-points',
  'backup-jobs',
  'copy-jobs',
  'restore-jobs',
  'scan-jobs',
  'audits',
  'legal-holds',
  'frameworks',
  'report-plans',
  'report-jobs',
  'restore-testing-plans',
  'restore-testing-selections',
  'tiering',
] as const satisfies readonly ResourceId[];

/** Lists whose rows are AWS resources: a search leads from such a row to the resource's page. */
export const resourceLists: ReadonlySet<ResourceId> = new Set(['protected-resources', 'inventory', 'protection']);

/** Past rows follow all present ones. */
const pastRank = 4;

function matchText({ match, goneAt }: FoundRow): string {
  const gone = goneAt === undefined ? '' : `gone since ${formatDateTime(goneAt)}`;
  return [gone, match].filter(Boolean).join(' · ');
}

export const found: Resource<FoundRow> = {
  id: 'found',
  title: 'found row',
  plural: 'found',
  aliases: [],
  cadence: 'jobs',
  params: {},
  fields: ['kind', 'name', 'id', 'state', 'at', 'rank', 'match', 'goneAt'],
  derivedFrom: [...attentionSources, 'plans', 'inventory'],
  async *list() {},
  key: ({ list, key }) => `${list} ${key}`,
  columns: [
    { id: 'kind', title: 'KIND', width: 18, keep: 100, text: ({ kind }) => kind, tone: () => 'muted' },
    { id: 'name', title: 'NAME', width: 'grow', keep: 100, text: ({ name }) => name, identity: ({ id }) => id },
    {
      id: 'state',
      title: 'STATE',
      width: 10,
      keep: 95,
      text: ({ state, goneAt }) => (goneAt === undefined ? state : 'gone'),
      tone: ({ stateTone, goneAt }) => (goneAt === undefined ? stateTone : 'muted'),
    },
    ageColumn(({ at }) => at, { keep: 96 }),
    { id: 'match', title: 'MATCH', width: 'grow', keep: 80, text: matchText, tone: () => 'muted' },
    {
      id: 'rank',
      title: 'RANK',
      width: 4,
      keep: 1,
      align: 'right',
      text: ({ rank }) => `${rank}`,
      sortBy: ({ rank, goneAt }) => (goneAt === undefined ? rank : rank + pastRank),
    },
  ],
  sort: { column: 'rank', descending: false },
  label: ({ name }) => name,
  copyText: ({ id }) => id,
  describe: async (_, { row }) => row,
  detail: () => [],
  drillDowns: [],
};
