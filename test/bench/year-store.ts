// A store as a program leaves it that ran once a night for months: each night the backup jobs of all resources, their
// copies and their recovery points, which are gone after 35 days.
import type { Job } from '../../src/domain/jobs/job.ts';
import type { PlanRule } from '../../src/domain/plans/plan-rule.ts';
import type { Selection } from '../../src/domain/plans/selection.ts';
import type { Scope } from '../../src/domain/scope.ts';
import type { RecoveryPoint } from '../../src/domain/vaults/recovery-point.ts';
import { createRowShapes } from '../../src/engine/store/row-shapes.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { openStore } from '../../src/store/file/open-store.ts';
import type { Database } from '../../src/store/sqlite.ts';
import { createStoreWriter } from '../../src/store/write/store-writer.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const keptDays = 35;
const rowsInPage = 1_000;

export interface YearEstate {
  readonly accounts: number;
  readonly regions: readonly string[];
  /** Of each account-Region. */
  readonly resources: number;
  /** One of so many resources has its backups copied to another Region. */
  readonly copiedOf: number;
}

export interface YearStore {
  readonly database: Database;
  /** Epoch ms: the morning after the last night. */
  now(): number;
  /** Writes the next night of all account-Regions; returns the number of rows. */
  night(): number;
  close(): void;
}

const identity = 'bench';
const hex = (seed: number, length: number): string =>
  (Math.imul(seed + 1, 0x9e_37_79_b1) >>> 0).toString(16).padStart(length, '0').slice(0, length);

interface YearPlace {
  readonly scope: Scope;
  readonly rule: PlanRule;
  readonly selection: Selection;
}

/** `start`: epoch ms of a midnight. */
export function createYearStore(path: string, estate: YearEstate, start: number): YearStore {
  let nights = 0;
  const now = () => start + nights * dayMs + 8 * hourMs;
  const place = { path, isNamed: true, isShared: false, notices: [] };
  const { database, close } = openStore(place, { now });
  const writer = createStoreWriter({ database, shapes: createRowShapes(now), now });
  const places = placesOf(estate, start);
  let written = 0;

  const respond = (resource: ResourceId, scope: Scope, rows: readonly object[], gone: readonly object[] = []) => {
    const { accountId, region } = scope;
    const stored = { identity, accountId, region };
    const response = writer.begin({ resource, scope: stored, params: '[]', requestedAt: now(), scopeOf: () => stored });
    for (let from = 0; from < rows.length; from += rowsInPage) response.page(rows.slice(from, from + rowsInPage));
    if (gone.length > 0) response.gone(gone);
    response.whole();
    written += rows.length;
  };

  function night(): number {
    const before = written;
    nights += 1;
    const jobsOf = (one: YearPlace, of: number) =>
      Array.from({ length: estate.resources }, (_, index) => jobOf(one, index, start + of * dayMs));
    for (const one of places) {
      const { scope, rule, selection } = one;
      const jobs = jobsOf(one, nights);
      const expired = nights > keptDays ? jobsOf(one, nights - keptDays) : [];
      respond('backup-jobs', scope, jobs);
      const copies = jobs.filter((_, index) => index % estate.copiedOf === 0);
      respond('copy-jobs', scope, copies.map(copyOf));
      respond('recovery-points', scope, jobs.filter(isDone).map(pointOf), expired.filter(isDone).map(pointOf));
      if (nights === 1) {
        respond('plan-rules', scope, [rule]);
        respond('selections', scope, [selection]);
        respond(
          'protected-resources',
          scope,
          jobs.map(({ resourceArn: arn, resourceName: name, resourceType: type }) => ({ scope, arn, name, type })),
        );
      }
    }
    return written - before;
  }

  return { database, now, night, close };
}

const placesOf = ({ accounts, regions }: YearEstate, start: number): YearPlace[] =>
  Array.from({ length: accounts }, (_, index) => `${210_000_000_000 + index}`).flatMap((accountId) =>
    regions.map((region) => {
      const scope = { accountId, region, connection: '' };
      return { scope, rule: ruleOf(scope, start), selection: selectionOf(scope, start) };
    }),
  );

const vaultArn = ({ accountId, region }: Scope, name: string) =>
  `arn:aws:backup:${region}:${accountId}:backup-vault:${name}`;

const ruleOf = (scope: Scope, start: number): PlanRule => ({
  scope,
  planId: `plan-${scope.accountId}`,
  planArn: `arn:aws:backup:${scope.region}:${scope.accountId}:backup-plan:plan-${scope.accountId}`,
  planName: 'daily-35d',
  planVersion: 'v1',
  versionAt: start - 100 * dayMs,
  id: `rule-${scope.accountId}-${scope.region}`,
  name: 'daily',
  vaultName: 'prod',
  schedule: 'cron(0 5 ? * * *)',
  timeZone: 'Etc/UTC',
  startWindowMs: 8 * hourMs,
  completionWindowMs: 24 * hourMs,
  continuous: false,
  deleteAfterDays: keptDays,
  copies: [{ vaultArn: vaultArn({ ...scope, region: 'eu-central-1' }, 'dr') }],
  preview: [],
  askedAt: start,
});

const selectionOf = (scope: Scope, start: number): Selection => ({
  scope,
  planId: `plan-${scope.accountId}`,
  planName: 'daily-35d',
  id: 'volumes',
  name: 'volumes',
  createdAt: start - 100 * dayMs,
  resources: ['arn:aws:ec2:*:*:volume/*'],
  notResources: [],
  tags: [],
  conditions: [],
});

/** One of 31 fails. */
function jobOf({ scope, rule }: YearPlace, index: number, midnight: number): Job {
  const { accountId, region } = scope;
  const volume = `vol-0${hex(index, 8)}${hex(index + 7, 8)}`;
  const night = midnight / dayMs;
  const createdAt = midnight + 5 * hourMs + (index % 600) * 1_000;
  const isFailed = (index + night) % 31 === 0;
  const snapshot = `${hex(index, 6)}${accountId.slice(-3)}${region.length}${night}`;
  return {
    kind: 'backup',
    id: `${hex(index, 8)}-${night}-${accountId.slice(-4)}-${region.toUpperCase()}`,
    scope,
    state: isFailed ? 'FAILED' : 'COMPLETED',
    resourceArn: `arn:aws:ec2:${region}:${accountId}:volume/${volume}`,
    resourceName: volume,
    resourceType: 'EBS',
    vaultName: 'prod',
    vaultArn: vaultArn(scope, 'prod'),
    createdAt,
    startedAt: createdAt + 60_000,
    completedAt: createdAt + 1_800_000,
    startBy: createdAt + 8 * hourMs,
    sizeBytes: (index % 900) * 1_073_741_824,
    transferredBytes: (index % 900) * 10_737_418,
    messageCategory: isFailed ? 'ACCESS_DENIED' : 'SUCCESS',
    ...(isFailed
      ? { message: 'Access denied.' }
      : { recoveryPointArn: `arn:aws:ec2:${region}::snapshot/snap-0${snapshot}` }),
    createdBy: {
      planId: rule.planId,
      planArn: rule.planArn,
      planName: rule.planName,
      ruleId: rule.id,
      ruleName: rule.name,
    },
    roleArn: `arn:aws:iam::${accountId}:role/service-role/AWSBackupDefaultServiceRole`,
    isParent: false,
  };
}

const isDone = ({ state }: Job): boolean => state === 'COMPLETED';

const copyOf = (job: Job): Job => ({
  ...job,
  kind: 'copy',
  id: `copy-${job.id}`,
  createdAt: job.createdAt + hourMs,
  vaultArn: vaultArn({ ...job.scope, region: 'eu-central-1' }, 'dr'),
});

const pointOf = (job: Job): RecoveryPoint => ({
  scope: job.scope,
  arn: job.recoveryPointArn ?? '',
  vaultName: 'prod',
  vaultArn: vaultArn(job.scope, 'prod'),
  resourceArn: job.resourceArn,
  resourceName: job.resourceName,
  resourceType: job.resourceType,
  status: 'COMPLETED',
  createdAt: job.createdAt,
  completedAt: job.completedAt ?? job.createdAt,
  sizeBytes: job.sizeBytes ?? 0,
  deleteAt: job.createdAt + keptDays * dayMs,
  deleteAfterDays: keptDays,
  encrypted: true,
  isParent: false,
  ...(job.createdBy ? { createdBy: job.createdBy } : {}),
});
