// What the store says of changes: which versions count, when they happened, and who caused them.
import { beforeEach, expect, test } from 'vitest';
import type { Audit } from '../../src/domain/audits/audit.ts';
import type { ChangeRow } from '../../src/domain/changes/change-row.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import type { Plan } from '../../src/domain/plans/plan.ts';
import type { PlanRule } from '../../src/domain/plans/plan-rule.ts';
import type { Scope } from '../../src/domain/scope.ts';
import type { RecoveryPoint } from '../../src/domain/vaults/recovery-point.ts';
import type { Vault } from '../../src/domain/vaults/vault.ts';
import { readChanges } from '../../src/engine/changes/read-changes.ts';
import { readVersions } from '../../src/engine/changes/read-versions.ts';
import { paramsText } from '../../src/engine/polls/stored-responses.ts';
import { createStoreInProcess, type ProgramStore } from '../../src/engine/program-store.ts';
import { storedScope } from '../../src/engine/stored-scope.ts';
import { resources } from '../../src/resources/index.ts';
import type { Params } from '../../src/resources/resource.ts';
import type { ResourceId } from '../../src/resources/resource-id.ts';
import { coverageOf } from '../../src/resources/stored.ts';
import { migrate } from '../../src/store/schema.ts';
import { type Database, openForWriting } from '../../src/store/sqlite.ts';

const minute = 60_000;
const day = 1_440 * minute;
const start = Date.UTC(2026, 0, 15, 8);
const scope: Scope = { accountId: '111122223333', region: 'eu-west-1', connection: '' };
const arn = (part: string) => `arn:aws:backup:eu-west-1:111122223333:${part}`;

let now = start;
let store: ProgramStore;
let database: Database;
beforeEach(() => {
  now = start;
  database = openForWriting(':memory:');
  migrate(database);
  store = createStoreInProcess({ database, now: () => now, clock: 'none' });
});

interface Listing {
  readonly identity?: string;
  readonly params?: Params;
  /** The response is a part: it closes nothing. */
  readonly isPart?: boolean;
}

/** AWS answers a list; a minute passes. */
function list(resource: ResourceId, rows: readonly object[], { identity = 'me', params = {}, isPart }: Listing = {}) {
  const sink = store.writer.begin({
    resource,
    scope: storedScope(scope, identity),
    params: paramsText(params),
    requestedAt: now,
  });
  // The response takes a second.
  now += 1_000;
  sink.page(rows);
  if (isPart) sink.abandon();
  else sink.whole(coverageOf(resources[resource].stored ?? {}, params, now));
  now += minute - 1_000;
}

async function wanted(from = start - day, to = now + day, identities = ['me']) {
  const { reader } = await store.opened();
  return {
    reader,
    scopes: identities.map((identity) => storedScope(scope, identity)),
    scopeOf: () => scope,
    from,
    to,
    now,
  };
}

async function changes(...range: Parameters<typeof wanted>): Promise<readonly ChangeRow[]> {
  const steps = readChanges(await wanted(...range));
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value.rows;
}

const lines = (rows: readonly ChangeRow[]) =>
  rows
    .toSorted((a, b) => a.at - b.at)
    .map(({ what, name, change, by }) => [what, name, change, ...(by === undefined ? [] : [by])].join(' | '));

const vault = (members: Partial<Vault> = {}): Vault => ({
  scope,
  name: 'prod',
  arn: arn('backup-vault:prod'),
  type: 'BACKUP_VAULT',
  locked: false,
  createdAt: start - 90 * day,
  ...members,
});

const job = (id: string, state: string, members: Partial<Job> = {}): Job => ({
  kind: 'backup',
  id,
  scope,
  state,
  resourceArn: 'arn:aws:rds:eu-west-1:111122223333:db:orders',
  resourceName: 'orders',
  resourceType: 'RDS',
  vaultName: 'prod',
  createdAt: start - 10 * minute,
  isParent: false,
  ...members,
});

const point = (id: string, members: Partial<RecoveryPoint> = {}): RecoveryPoint => ({
  scope,
  arn: arn(`recovery-point:${id}`),
  vaultName: 'prod',
  resourceArn: 'arn:aws:rds:eu-west-1:111122223333:db:orders',
  resourceName: 'orders',
  resourceType: 'RDS',
  status: 'COMPLETED',
  createdAt: start - 200 * day,
  completedAt: start - 200 * day,
  deleteAt: start + 30 * day,
  deleteAfterDays: 35,
  encrypted: true,
  isParent: false,
  ...members,
});

const plan = (versionId: string): Plan => ({
  scope,
  id: 'plan-1',
  arn: arn('backup-plan:plan-1'),
  name: 'nightly',
  versionId,
  createdAt: start - 90 * day,
});

const rule = (name: string, planVersion: string, members: Partial<PlanRule> = {}): PlanRule => ({
  scope,
  planId: 'plan-1',
  planArn: arn('backup-plan:plan-1'),
  planName: 'nightly',
  planVersion,
  id: name,
  name,
  vaultName: 'prod',
  schedule: 'cron(0 5 * * ? *)',
  timeZone: 'Etc/UTC',
  startWindowMs: 480 * minute,
  completionWindowMs: 10_080 * minute,
  continuous: false,
  deleteAfterDays: 35,
  copies: [],
  preview: [],
  askedAt: now,
  ...members,
});

const audit = (name: string, members: Partial<Audit> = {}): Audit => ({
  scope,
  id: `event-${name}-${members.actor ?? 'carol'}`,
  name,
  at: now - 5 * minute,
  actor: 'carol',
  readOnly: false,
  byService: false,
  risk: 'none',
  target: '',
  touched: {},
  record: '{}',
  ...members,
});

test('the first response shows what is there, and nothing that changed', async () => {
  list('vaults', [vault()]);
  list('plan-rules', [rule('daily', 'a')]);
  list('region-settings', [{ scope, type: 'EBS', optedIn: true }]);
  list('backup-jobs', [job('old', 'COMPLETED', { createdAt: start - 9 * day, completedAt: start - 9 * day })]);
  expect(await changes()).toEqual([]);
});

/** AWS answers a list page by page, each after so many minutes. */
function listSlowly(resource: ResourceId, pages: readonly (readonly object[])[], minutes: number) {
  const sink = store.writer.begin({
    resource,
    scope: storedScope(scope, 'me'),
    params: paramsText({}),
    requestedAt: now,
  });
  for (const page of pages) {
    now += minutes * minute;
    sink.page(page);
  }
  sink.whole(coverageOf(resources[resource].stored ?? {}, {}, now));
  now += minute;
}

test('what the second response has besides the first is new, a minute later already', async () => {
  list('plan-rules', [rule('daily', 'a')]);
  list('plan-rules', [rule('daily', 'a'), rule('weekly', 'a')]);
  expect(lines(await changes())).toEqual(['plan rule | nightly / weekly | created']);
});

test('what the first response has is not new, however long it takes', async () => {
  listSlowly('plan-rules', [[rule('daily', 'a')], [rule('weekly', 'a')], [rule('monthly', 'a')]], 8);
  expect(await changes()).toEqual([]);
  list(
    'plan-rules',
    ['daily', 'weekly', 'monthly', 'yearly'].map((id) => rule(id, 'a')),
  );
  expect(lines(await changes())).toEqual(['plan rule | nightly / yearly | created']);
});

test('where an older program stored the first response, what appears within ten minutes is not new', async () => {
  list('plan-rules', [rule('daily', 'a')]);
  database.exec('update coverage set whole_at = null');
  now += 8 * minute;
  list('plan-rules', [rule('daily', 'a'), rule('weekly', 'a')]);
  expect(await changes()).toEqual([]);
  now += 2 * minute;
  list('plan-rules', [rule('daily', 'a'), rule('weekly', 'a'), rule('monthly', 'a')]);
  expect(lines(await changes())).toEqual(['plan rule | nightly / monthly | created']);
});

test('a lock, a setting, a new vault and one that is gone', async () => {
  list('vaults', [vault(), vault({ name: 'old', arn: arn('backup-vault:old') })]);
  list('region-settings', [{ scope, type: 'EBS', optedIn: true }]);
  now += 15 * minute;
  const made = vault({ name: 'new', arn: arn('backup-vault:new'), createdAt: start + minute });
  list('vaults', [vault({ locked: true, minRetentionDays: 7, maxRetentionDays: 30 }), made]);
  list('region-settings', [
    { scope, type: 'EBS', optedIn: false },
    { scope, type: 'RDS', optedIn: true },
  ]);
  expect(lines(await changes())).toEqual([
    'vault | new | created',
    'vault | old | gone',
    'vault | prod | locked: no → yes, min retention days: + 7, max retention days: + 30',
    'Region setting | EBS | opted in: yes → no',
    'Region setting | RDS | created',
  ]);
});

test('a job that ended before it was seen changed at the end that AWS names', async () => {
  list('backup-jobs', [job('a', 'RUNNING'), job('b', 'FAILED', { completedAt: start - minute, message: 'denied' })]);
  list('backup-jobs', [job('a', 'COMPLETED', { completedAt: start + 30_000 }), job('b', 'FAILED')]);
  const found = await changes();
  expect(lines(found)).toEqual([
    'backup job | orders | new: RUNNING',
    'backup job | orders | new: FAILED: denied',
    'backup job | orders | RUNNING → COMPLETED',
  ]);
  expect(found.map(({ at }) => at).toSorted()).toEqual([start - 10 * minute, start - minute, start + 30_000]);
  // Progress is no change, and a job that leaves AWS's list has not changed.
  list('backup-jobs', []);
  expect(await changes()).toHaveLength(3);
  expect(lines(await changes(start - 2 * minute, start))).toEqual(['backup job | orders | new: FAILED: denied']);
});

test('a new version of a plan is the rules that differ', async () => {
  list('plans', [plan('a')]);
  list('plan-rules', [rule('daily', 'a'), rule('weekly', 'a'), rule('dropped', 'a')]);
  list('plans', [plan('b')]);
  const copies = [{ vaultArn: arn('backup-vault:copy'), deleteAfterDays: 90 }];
  const daily = rule('daily', 'b', { schedule: 'cron(0 3 * * ? *)', deleteAfterDays: 7, copies });
  list('plan-rules', [daily, rule('weekly', 'b')]);
  list('audits', [
    audit('UpdateBackupPlan', { at: start + 90_000, touched: { planId: 'plan-1' } }),
    audit('UpdateBackupPlan', { at: start + 100_000, touched: { planId: 'plan-2' }, actor: 'ben' }),
    audit('UpdateBackupPlan', {
      at: start + 110_000,
      touched: { planId: 'plan-1' },
      actor: 'eve',
      errorCode: 'Denied',
    }),
  ]);
  expect(lines(await changes()).toSorted()).toEqual([
    'plan rule | nightly / daily | ScheduleExpression: "cron(0 5 * * ? *)" → "cron(0 3 * * ? *)", Lifecycle.DeleteAfterDays: 35 → 7, ' +
      `+ CopyActions ${arn('backup-vault:copy')}, CopyActions ${arn('backup-vault:copy')}: Lifecycle.DeleteAfterDays: + 90 | carol`,
    'plan rule | nightly / dropped | gone | carol',
  ]);
});

test('a deleted point has its actor, and a listing of a part proves nothing', async () => {
  const all = [point('a'), point('b'), point('c', { deleteAt: start })];
  list('recovery-points', all, { params: { vaultName: 'prod' } });
  list('recovery-points', [point('b')], { params: { vaultName: 'prod' }, isPart: true });
  // A crowded vault: the list of all vaults reaches back a few days only.
  list('recovery-points', []);
  expect(await changes()).toEqual([]);
  list('recovery-points', [point('b')], { params: { vaultName: 'prod' } });
  const touched = { recoveryPointArn: arn('recovery-point:a') };
  list('audits', [
    audit('DeleteRecoveryPoint', { at: start + 2 * minute, touched, actor: 'DatabaseAdmin/carol' }),
    audit('DeleteRecoveryPoint', { at: start - 2 * day, touched, actor: 'too-early' }),
    audit('BackupDeleted', { at: start + 2 * minute, actor: 'AWS Backup', byService: true, touched }),
  ]);
  const found = await changes();
  expect(lines(found)).toEqual([
    'recovery point | orders a | deleted from prod, before 2026-02-14 08:00:00Z | carol (DatabaseAdmin)',
    'recovery point | orders c | deleted from prod, at the end of its lifecycle',
  ]);
  expect(found.map(({ at }) => at).toSorted()).toEqual([start + 2 * minute, start + 3 * minute + 1_000]);
});

test('a member that a thinner listing lacks has not changed', async () => {
  list('recovery-points', [point('a')], { params: { vaultName: 'prod' } });
  const { deleteAt: _, deleteAfterDays: __, ...rest } = point('a');
  list('recovery-points', [{ ...rest, lifecycleUnknown: true, status: 'EXPIRED' }], { params: { vaultName: 'prod' } });
  expect(lines(await changes())).toEqual(['recovery point | orders a | COMPLETED → EXPIRED']);
});

test('a member that could not be read has not changed', async () => {
  const topic = {
    scope,
    vaultName: 'prod',
    vaultArn: arn('backup-vault:prod'),
    topicArn: 'arn:aws:sns:x',
    events: ['A'],
  };
  list('notifications', [topic]);
  const { topicArn: _, ...rest } = topic;
  list('notifications', [{ ...rest, refused: 'access denied' }]);
  expect(await changes()).toEqual([]);
  list('notifications', [{ ...topic, events: ['A', 'B'] }]);
  expect(lines(await changes())).toEqual(['notification | prod | events: + B']);
});

test('what two identities saw is one change, and one that happened twice is two', async () => {
  const both = (members: Partial<Vault>) => {
    list('vaults', [vault(members)], { identity: 'me' });
    list('vaults', [vault(members)], { identity: 'admin' });
  };
  both({});
  both({ state: 'CREATING' });
  both({ state: 'AVAILABLE' });
  both({ state: 'CREATING' });
  both({ state: 'AVAILABLE' });
  const found = await changes(start - day, now, ['me', 'admin']);
  expect(lines(found)).toEqual([
    'vault | prod | state: + CREATING',
    'vault | prod | CREATING → AVAILABLE',
    'vault | prod | AVAILABLE → CREATING',
    'vault | prod | CREATING → AVAILABLE',
  ]);
  expect(new Set(found.map(({ id }) => id)).size).toBe(4);
});

test('the versions of one row begin with the first time it was seen', async () => {
  list('plan-rules', [rule('daily', 'a')]);
  list('plan-rules', [rule('daily', 'b', { deleteAfterDays: 7 })]);
  list('plan-rules', []);
  const found = readVersions({ list: 'plan-rules', key: 'plan-1/daily' }, await wanted(0));
  expect(lines(found)).toEqual([
    'plan rule | nightly / daily | seen for the first time',
    'plan rule | nightly / daily | Lifecycle.DeleteAfterDays: 35 → 7',
    'plan rule | nightly / daily | gone',
  ]);
});

const finding = (id: string) => ({
  scope,
  id,
  kind: 'kept-forever',
  severity: 'notice',
  subject: id,
  count: 2,
  evidence: { list: 'recovery-points', params: {} },
  muted: false,
});

function evaluated(...ids: readonly string[]) {
  const request = { resource: 'findings', scope: storedScope(scope, 'me'), params: '[]', requestedAt: now } as const;
  const sink = store.writer.begin(request);
  sink.page(ids.map(finding));
  sink.whole({});
  now += minute;
}

test('a finding is new only if the lists that it follows from were whole before it', async () => {
  list('backup-jobs', []);
  evaluated();
  listSlowly('recovery-points', [[], []], 10);
  // The first evaluation after the last of those lists.
  now -= 30_000;
  evaluated('a');
  expect(await changes()).toEqual([]);
  evaluated('a', 'b');
  expect(lines(await changes()).map((line) => line.slice(0, 11))).toEqual(['finding | b']);
});

test('a finding begins and ends, and one that was over for a moment has not changed', async () => {
  list('backup-jobs', []);
  now += 30 * minute;
  evaluated('a', 'b');
  evaluated('b');
  evaluated('a', 'b');
  now += 30 * minute;
  evaluated('a');
  expect(lines(await changes()).map((line) => line.slice(0, 24))).toEqual([
    'finding | a | notice: 2 ',
    'finding | b | notice: 2 ',
    'finding | b | over: 2 re',
  ]);
});
