// A store with the backup jobs of thirty days of 15,000 resources: each day's jobs of all accounts came in the same pages. Their
// recovery points are there as well, and each tenth resource has copies in the next account-Region.
import type { Job } from '../../src/domain/jobs/job.ts';
import { placeKey, type Scope } from '../../src/domain/scope.ts';
import type { RecoveryPoint } from '../../src/domain/vaults/recovery-point.ts';
import type { Vault } from '../../src/domain/vaults/vault.ts';
import type { WatchedPlaces } from '../../src/engine/evaluation/facts/fact-places.ts';
import type { ResponseWriter } from '../../src/engine/program-store.ts';
import { storedScope } from '../../src/engine/stored-scope.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { dailyRule, dayMs, lastRun, now, selectionByTag } from './attention-estate.ts';

const resourceCount = 15_000;
/** Each such resource is copied. */
const copiedEach = 10;
const rowsInPage = 1_000;
const identity = 'arn:aws:iam::100000000000:role/Reader';
const connection = 'bench';

export interface JobEstate {
  readonly watched: WatchedPlaces;
  /** The job that a resource made so many days ago. */
  job(resource: number, daysAgo: number): Job;
}

/** With `isOrganization` the jobs come through one account of it, and the rest through a role in each account. */
export function jobEstate(accounts: number, regions: number, isOrganization: boolean): JobEstate {
  const scopes = Array.from({ length: accounts * regions }, (_, index) => ({
    accountId: String(100_000_000_000 + Math.floor(index / regions)),
    region: `region-${index % regions}`,
    connection,
  }));
  const management = scopes.slice(0, regions).map((scope) => ({ ...scope, organization: true }) as const);
  const watched = {
    scopes,
    accounts: new Map(isOrganization ? scopes.map(({ accountId }) => [accountId, accountId]) : []),
    ...(isOrganization ? { organizationScopes: management } : {}),
    identities: new Map([[connection, identity]]),
  };
  const job = (resource: number, daysAgo: number) => {
    const place = resource % scopes.length;
    return {
      ...jobOf(scopes[place] as Scope, resource, daysAgo),
      createdBy: createdBy(place),
    };
  };
  return { watched, job };
}

/** Writes all of it. */
export function fillJobs(writer: ResponseWriter, { watched, job }: JobEstate, count: number): void {
  const requested = watched.organizationScopes ?? watched.scopes;
  const begin = (resource: ResourceId, scope: Scope) =>
    writer.begin({
      resource,
      scope: storedScope(scope, identity),
      params: '[]',
      requestedAt: now,
    });
  const whole = (resource: ResourceId, scope: Scope, rows: readonly object[]) => {
    const response = begin(resource, scope);
    response.page(rows);
    response.whole();
  };
  for (const [index, scope] of watched.scopes.entries()) {
    const rule = dailyRule(scope, index);
    whole('plan-rules', scope, [rule]);
    whole('selections', scope, [selectionByTag(scope, rule)]);
    for (const empty of ['protected-resources', 'audits', 'region-settings'] as const) whole(empty, scope, []);
    const days = Math.ceil(count / resourceCount);
    const points = pointsIn({ watched, job }, index, days);
    whole('vaults', scope, [vaultIn(scope, points.length)]);
    paged(begin('recovery-points', scope), points);
  }
  for (const scope of requested) whole('restore-jobs', scope, []);
  const copies = Map.groupBy(copyJobs({ watched, job }), ({ scope }) => keyOf(scope, watched));
  for (const scope of requested) paged(begin('copy-jobs', scope), copies.get(keyOf(scope, watched)) ?? []);
  const responses = new Map(requested.map((scope) => [keyOf(scope, watched), begin('backup-jobs', scope)]));
  for (let from = 0; from < count; from += rowsInPage) {
    const size = Math.min(rowsInPage, count - from);
    const page = Array.from({ length: size }, (_, index) => {
      const at = from + index;
      return job(at % resourceCount, Math.floor(at / resourceCount));
    });
    for (const [key, rows] of Map.groupBy(page, ({ scope }) => keyOf(scope, watched))) responses.get(key)?.page(rows);
  }
  for (const answer of responses.values()) answer.whole();
}

function paged(response: ReturnType<ResponseWriter['begin']>, rows: readonly object[]): void {
  for (let from = 0; from < rows.length; from += rowsInPage) response.page(rows.slice(from, from + rowsInPage));
  response.whole();
}

const vaultIn = (scope: Scope, pointCount: number): Vault => ({
  scope,
  name: 'main',
  type: 'BACKUP_VAULT',
  pointCount,
  locked: false,
  arn: `arn:aws:backup:${scope.region}:${scope.accountId}:backup-vault:main`,
});

/** The points of the account-Region's own resources, and the copies of those of the one before it. */
function pointsIn({ watched: { scopes }, job }: JobEstate, place: number, days: number): RecoveryPoint[] {
  const scope = scopes[place] as Scope;
  const before = (place + scopes.length - 1) % scopes.length;
  const all: RecoveryPoint[] = [];
  for (let resource = 0; resource < resourceCount; resource += 1) {
    const isCopied = resource % copiedEach === 0;
    const isHere = resource % scopes.length === place;
    if (!isHere && !(isCopied && resource % scopes.length === before)) continue;
    for (let day = 0; day < days; day += 1) all.push(...pointOf(job(resource, day), scope, isHere));
  }
  return all;
}

/** A failed job made none. */
function pointOf(job: Job, scope: Scope, isHere: boolean): RecoveryPoint[] {
  const { recoveryPointArn: arn, resourceArn, resourceName = '', resourceType, createdBy } = job;
  if (arn === undefined) return [];
  const point: RecoveryPoint = {
    scope,
    arn: isHere ? arn : copyArn(arn),
    resourceArn,
    resourceName,
    resourceType,
    vaultName: 'main',
    status: 'COMPLETED',
    createdAt: job.createdAt,
    completedAt: job.createdAt + 1_800_250,
    deleteAfterDays: 35,
    deleteAt: job.createdAt + 35 * dayMs,
    encrypted: true,
    isParent: false,
    ...(job.sizeBytes === undefined ? {} : { sizeBytes: job.sizeBytes }),
    ...(createdBy ? { createdBy } : {}),
    ...(isHere || job.vaultArn === undefined ? {} : { sourceVaultArn: job.vaultArn }),
  };
  return [point];
}

const copyArn = (arn: string): string => `${arn}c`;

function copyJobs({ watched: { scopes }, job }: JobEstate): Job[] {
  const copies: Job[] = [];
  for (let resource = 0; resource < resourceCount; resource += copiedEach) {
    const { accountId, region } = scopes[(resource + 1) % scopes.length] as Scope;
    for (let day = 0; day < 30; day += 1) {
      const { id, recoveryPointArn: arn, createdBy: _, startBy: __, ...backup } = job(resource, day);
      if (arn === undefined) continue;
      const times = { createdAt: backup.createdAt + 1_900_000, completedAt: backup.createdAt + 3_000_000 };
      const vaultArn = `arn:aws:backup:${region}:${accountId}:backup-vault:main`;
      copies.push({ ...backup, ...times, kind: 'copy', id: `C${id.slice(1)}`, vaultArn, recoveryPointArn: arn });
    }
  }
  return copies;
}

const keyOf = (scope: Scope, { organizationScopes }: WatchedPlaces): string =>
  organizationScopes ? scope.region : placeKey(scope);

const hex = (seed: number): string => (Math.imul(seed + 1, 0x9e_37_79_b1) >>> 0).toString(16).padStart(8, '0');

function jobOf(scope: Scope, resource: number, daysAgo: number): Job {
  const createdAt = lastRun - daysAgo * dayMs + resource;
  const volume = `vol-0${hex(resource)}${hex(resource + 7)}`;
  const isFailed = (resource + daysAgo * 7) % 31 === 0;
  return {
    kind: 'backup',
    id: `${hex(resource * 40 + daysAgo)}-0000-4000-8000-${hex(resource)}${hex(daysAgo).slice(4)}`,
    scope,
    state: isFailed ? 'FAILED' : 'COMPLETED',
    isParent: false,
    resourceArn: `arn:aws:ec2:${scope.region}:${scope.accountId}:volume/${volume}`,
    resourceName: volume,
    resourceType: 'EBS',
    vaultName: 'main',
    vaultArn: `arn:aws:backup:${scope.region}:${scope.accountId}:backup-vault:main`,
    createdAt,
    startedAt: createdAt + 61_500,
    completedAt: createdAt + 1_800_250,
    startBy: createdAt + 28_800_000,
    percent: 100,
    sizeBytes: (resource % 900) * 1_073_741_824,
    transferredBytes: (resource % 900) * 10_737_418,
    ...(isFailed
      ? { message: 'Access denied.', messageCategory: 'ACCESS_DENIED' }
      : {
          messageCategory: 'SUCCESS',
          recoveryPointArn: `arn:aws:ec2:${scope.region}::snapshot/snap-0${hex(resource + daysAgo)}${hex(daysAgo)}`,
        }),
    roleArn: `arn:aws:iam::${scope.accountId}:role/service-role/AWSBackupDefaultServiceRole`,
  };
}

const createdBy = (place: number): NonNullable<Job['createdBy']> => ({
  planId: `plan-${place}`,
  planName: 'prod',
  planVersion: 'v1',
  ruleId: `rule-${place}`,
  ruleName: 'Daily',
  ruleCron: 'cron(0 5 ? * * *)',
  ruleTimezone: 'Etc/UTC',
});
