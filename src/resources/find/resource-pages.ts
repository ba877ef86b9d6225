// The page of an AWS resource: made from the store by src/runtime/find, over all vaults, accounts and Regions.
import type { ResourcePage } from '../../domain/resource-page.ts';
import { scopeKey } from '../../domain/scope.ts';
import { protectedResourceActions } from '../actions/jobs/backup-job-actions.ts';
import { attentionSources } from '../derived/derived.ts';
import { ofResource } from '../drill-downs.ts';
import type { DrillDown, Resource } from '../resource.ts';
import { describeOwnSnapshots, type OwnSnapshots, ownSnapshotsSection } from './own-snapshots.ts';
import { resourcePageSections } from './resource-page-sections.ts';

const newestPoint: DrillDown<ResourcePage> = {
  to: 'recovery-points',
  title: 'newest recovery point',
  single: true,
  params: ({ points: [point] }) => point && { vaultName: point.vaultName, arn: point.arn },
  scope: ({ points: [point], scope }) => point?.scope ?? scope,
};

export const resourcePages: Resource<ResourcePage> = {
  id: 'resource-pages',
  title: 'resource',
  plural: 'resource pages',
  aliases: [],
  cadence: 'jobs',
  params: { arn: 'the resource' },
  fields: ['arn', 'name', 'type', 'protection', 'findings', 'rules', 'points', 'backupJobs', 'copyJobs', 'restoreJobs'],
  derivedFrom: attentionSources,
  async *list() {},
  key: ({ scope, arn }) => `${scopeKey(scope)}/${arn}`,
  columns: [{ id: 'name', title: 'RESOURCE', width: 'grow', keep: 100, text: ({ name }) => name }],
  sort: { column: 'name', descending: false },
  label: ({ name }) => name,
  copyText: ({ arn }) => arn,
  async describe(request, row) {
    const ownSnapshots = await describeOwnSnapshots(request, row);
    return { ...row, ...(ownSnapshots ? { ownSnapshots } : {}) };
  },
  detail(row, document, now) {
    const { ownSnapshots } = (document ?? {}) as { readonly ownSnapshots?: OwnSnapshots };
    return [...resourcePageSections(row, now), ...(ownSnapshots ? [ownSnapshotsSection(ownSnapshots)] : [])];
  },
  drillDowns: [newestPoint, ...ofResource],
  actions: protectedResourceActions,
};
