// The store of a large estate, for searches: jobs and recovery points of a month, events and resources of forty
// account-Regions.
import type { Job } from '../../src/domain/jobs/job.ts';
import type { Scope } from '../../src/domain/scope.ts';
import type { RecoveryPoint } from '../../src/domain/vaults/recovery-point.ts';
import { createStoreInProcess } from '../../src/engine/program-store.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { openStore } from '../../src/store/file/open-store.ts';
import { monthOfJobs } from './month-of-jobs.ts';

export const identity = 'bench';
export const findScopes: readonly Scope[] = Array.from({ length: 40 }, (_, index) => ({
  accountId: `${210_000_000_000 + Math.floor(index / 4)}`,
  region: ['us-east-1', 'eu-west-1', 'ap-southeast-2', 'eu-central-1'][index % 4] as string,
  connection: '',
}));

const rowsInPage = 1_000;

const pointOf = (job: Job, index: number): RecoveryPoint => ({
  scope: job.scope,
  arn: `arn:aws:ec2:${job.scope.region}::snapshot/snap-0${job.id.slice(0, 8)}${index}`,
  vaultName: job.vaultName ?? '',
  vaultArn: job.vaultArn ?? '',
  resourceArn: job.resourceArn,
  resourceName: job.resourceName,
  resourceType: job.resourceType,
  status: 'COMPLETED',
  createdAt: job.createdAt,
  sizeBytes: job.sizeBytes ?? 0,
  encrypted: true,
  isParent: false,
});

const auditOf = (job: Job, index: number) => ({
  scope: job.scope,
  id: `event-${job.id}-${index}`,
  name: 'StartBackupJob',
  at: job.createdAt,
  actor: `ops-${index % 30}`,
  readOnly: false,
  byService: false,
  risk: 'none',
  target: job.resourceArn,
  touched: { resourceArn: job.resourceArn },
  record: JSON.stringify({ eventName: 'StartBackupJob', requestParameters: { resourceArn: job.resourceArn } }),
});

/** Writes `count` rows at this path. */
export async function writeFindStore(path: string, count: number): Promise<void> {
  const now = Date.now();
  const place = { path, isNamed: true, isShared: false, notices: [] };
  const { database, close } = openStore(place, { now: () => now });
  const store = createStoreInProcess({ database, now: () => now, clock: 'none', close });
  const each = Math.floor(count / findScopes.length);
  for (const scope of findScopes) {
    const jobs = monthOfJobs(scope, Math.floor(each / 2), now);
    const points = jobs.slice(0, Math.floor(each * 0.4)).map(pointOf);
    const audits = jobs.slice(0, Math.floor(each * 0.07)).map(auditOf);
    const resources = jobs.slice(0, Math.floor(each * 0.03)).map(({ resourceArn, resourceName, resourceType }) => ({
      scope,
      arn: resourceArn,
      name: resourceName,
      type: resourceType,
    }));
    const write = (list: ResourceId, rows: readonly object[]) => {
      for (let from = 0; from < rows.length; from += rowsInPage)
        store.writer.upsert(list, rows.slice(from, from + rowsInPage), { requestedAt: now, identity });
    };
    write('protected-resources', resources);
    write('backup-jobs', jobs);
    write('recovery-points', points);
    write('audits', audits);
  }
  await store.close();
}
