// What the overview shows of jobs, out of the store, compared with what a plain array of the same jobs gives.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Job } from '../../src/domain/jobs/job.ts';
import { createDayReader, type DayRequest } from '../../src/engine/day/day-summary.ts';
import { createStoreInProcess } from '../../src/engine/program-store.ts';
import { createRowShapes } from '../../src/engine/store/row-shapes.ts';
import { jobListIds } from '../../src/resources/resource-id.ts';
import { migrate } from '../../src/store/schema.ts';
import { openForWriting } from '../../src/store/sqlite.ts';
import { audit, now, scope } from '../components/fixtures.ts';
import { dayModel } from '../support/day-model.ts';
import { manyJobs } from '../support/many-jobs.ts';

const hour = 3_600_000;
const day = 24 * hour;
const places = [scope('us-east-1'), scope('eu-west-1')];
const jobs = manyJobs(10_000, places, now);

interface Seen {
  readonly identity?: string;
  readonly requestedAt?: number;
}

function openDay() {
  const database = openForWriting(':memory:');
  migrate(database);
  const store = createStoreInProcess({ database, now: () => now });
  const read = createDayReader(
    database,
    createRowShapes(() => now),
  );
  let requests = 0;
  const { reader } = store.sight() ?? {};
  if (!reader) throw new Error('The store is not open.');
  return {
    write(rows: readonly Job[], { identity = 'own', requestedAt = now + requests++ }: Seen = {}) {
      for (const [kind, found] of Map.groupBy(rows, (row) => row.kind)) {
        store.writer.upsert(`${kind as 'backup'}-jobs`, found, { identity, requestedAt });
      }
    },
    lose(job: Job) {
      requests += 1;
      store.writer
        .begin({
          resource: 'backup-jobs',
          scope: { identity: 'own', ...job.scope },
          params: '[]',
          requestedAt: now + requests,
        })
        .page([{ ...job, isLost: true }]);
    },
    audits: (rows: readonly object[]) => store.writer.upsert('audits', rows, { identity: 'own', requestedAt: now }),
    /** Of one account-Region over all identities, in order of preference. */
    look(at = now, { regions = ['us-east-1', 'eu-west-1'], identities = ['own', 'other'] } = {}) {
      const known = reader.scopeIds();
      const groups = regions.map((region) =>
        identities.flatMap((identity) =>
          known.filter((one) => one.scope.region === region && one.scope.identity === identity).map(({ id }) => id),
        ),
      );
      const scopes = Object.fromEntries(
        [...jobListIds, 'audits', 'metrics'].map((id) => [id, groups.filter(({ length }) => length > 0)]),
      ) as unknown as DayRequest['scopes'];
      const steps = read({ scopes, now: at });
      for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
    },
    ids: (found: Int32Array) => reader.rows([...found]).map((row) => row?.row.id as string),
  };
}

type Day = ReturnType<typeof openDay>;

function valuesOf(open: Day, at = now, options?: Parameters<Day['look']>[1]) {
  const { counts, running, bad, vaultActivity } = open.look(at, options);
  return { counts, running: open.ids(running), bad: open.ids(bad), vaultActivity };
}

function openWith(rows: readonly Job[]): Day {
  const open = openDay();
  open.write(rows);
  return open;
}

test('counts, jobs that run, jobs that ended badly and the activity of vaults are those of all jobs', () => {
  const kinds = ['backup', 'copy', 'restore'] as const;
  const all = jobs.map((job, index) => ({ ...job, kind: kinds[index % 3] ?? 'backup' }));
  const open = openWith(all);
  expect(valuesOf(open)).toEqual(dayModel(all, now));
  expect(open.look().counts.failed).toBeGreaterThan(100);
  const later = now + 12 * hour;
  expect(valuesOf(open, later)).toEqual(dayModel(all, later));
});

test('what runs stands before what waits, each with the longest first, and what ended badly with the newest', () => {
  const waiting = jobs.slice(0, 40).map((job) => ({ ...job, state: 'CREATED', completedAt: undefined }));
  const all = [...waiting, ...jobs.slice(40, 800)] as Job[];
  const open = openWith(all);
  const byId = new Map(all.map((job) => [job.id, job]));
  const { running, bad } = valuesOf(open);
  const starts = running.map((id) => {
    const { state, startedAt, createdAt } = byId.get(id) as Job;
    return { waits: state !== 'RUNNING', at: startedAt ?? createdAt };
  });
  expect(starts).toEqual(starts.toSorted((one, other) => +one.waits - +other.waits || one.at - other.at));
  expect(new Set(starts.map(({ waits }) => waits)).size).toBe(2);
  const ends = bad.map((id) => byId.get(id)?.completedAt ?? 0);
  expect(ends).toEqual(ends.toSorted((one, other) => other - one));
  expect(ends.length).toBeGreaterThan(10);
});

test('a job that AWS no longer knows is counted no more', () => {
  const open = openWith(jobs.slice(0, 300));
  const lost = jobs.slice(0, 300).find(({ state }) => state === 'RUNNING') as Job;
  const { running } = open.look().counts;
  open.lose(lost);
  expect(open.look().counts.running).toBe(running - 1);
});

test('whatever changes between two looks, each gives what the jobs are then', () => {
  const few = jobs.slice(0, 300);
  const pick = fc.nat({ max: few.length - 1 });
  const states = fc.constantFrom(
    ...['RUNNING', 'CREATED', 'FAILED', 'COMPLETED', 'PARTIAL', 'ABORTED', 'EXPIRED', 'COMPLETED_WITH_ISSUES', 'NEW'],
  );
  const category = fc.constantFrom(undefined, '', 'SUCCESS', 'success', 'VSS_ERROR');
  const message = fc.constantFrom(undefined, '', 'something');
  const end = fc.record({ state: states, messageCategory: category, message, hasEnd: fc.boolean() });
  const move = fc.tuple(fc.array(fc.tuple(pick, end), { maxLength: 6 }), fc.nat({ max: 5 * hour }));
  fc.assert(
    fc.property(fc.array(move, { maxLength: 8 }), (moves) => {
      const model = new Map(few.map((job) => [job.id, job]));
      const open = openWith(few);
      let at = now;
      for (const [changes, passedMs] of moves) {
        at += passedMs;
        for (const [index, { hasEnd, ...said }] of changes) {
          const { completedAt: _, ...job } = few[index] as Job;
          // What is over stays over.
          if ((model.get(job.id) as Job).completedAt !== undefined) continue;
          const next = defined({ ...job, ...said, ...(hasEnd ? { completedAt: at } : {}) }) as Job;
          if (model.get(job.id)?.state === next.state) continue;
          if (!['RUNNING', 'CREATED'].includes((model.get(job.id) as Job).state)) continue;
          model.set(job.id, next);
          open.write([next]);
        }
        expect(valuesOf(open, at)).toEqual(dayModel([...model.values()], at));
      }
    }),
    { numRuns: 30 },
  );
});

const defined = (row: object): object =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));

test('a job that is over without an end counts for its vault and its day, not for the close of its start window', () => {
  const [one] = jobs.filter(({ state, vaultArn }) => state === 'COMPLETED' && vaultArn !== undefined) as [Job];
  const { completedAt: _, ...open } = {
    ...one,
    createdAt: now - 2 * hour,
    startedAt: now - hour,
    startBy: now + 6 * hour,
  };
  expect(openWith([open]).look().vaultActivity).toEqual(new Map([[one.vaultArn, now - hour]]));
  expect(openWith([open]).look().counts.completed).toBe(1);
  expect(openWith([{ ...open, state: 'RUNNING' }]).look().vaultActivity.size).toBe(0);
  const old = { ...open, state: 'FAILED', createdAt: now - 26 * hour, startedAt: now - 25 * hour, startBy: now - hour };
  expect(openWith([old]).look().counts.failed).toBe(0);
});

test('a job that two identities see counts once, as the first of them sees it', () => {
  const [one] = jobs.filter(({ state }) => state === 'RUNNING') as [Job];
  const ended = { ...one, state: 'FAILED', completedAt: now - hour };
  const open = openDay();
  open.write([one], { identity: 'other', requestedAt: now - 10 });
  open.write([ended], { identity: 'own' });
  expect(valuesOf(open)).toEqual(dayModel([ended], now));
  const other = valuesOf(open, now, { identities: ['other', 'own'] });
  expect(other).toMatchObject({ counts: { running: 1, failed: 0 }, bad: [] });
});

test('only the Regions and the identities that are asked for are counted', () => {
  const open = openWith(jobs.slice(0, 2_000));
  open.write(jobs.slice(2_000, 2_400), { identity: 'stranger' });
  const own = (region: string) => jobs.slice(0, 2_000).filter((job) => job.scope.region === region);
  expect(valuesOf(open, now, { regions: ['eu-west-1'] })).toEqual(dayModel(own('eu-west-1'), now));
  expect(valuesOf(open)).toEqual(dayModel(jobs.slice(0, 2_000), now));
});

test('a job that was last seen running is no longer among those that run once AWS lists it no more', () => {
  const [one] = jobs.filter(({ state }) => state === 'RUNNING') as [Job];
  const open = openWith([{ ...one, createdAt: now - 29 * day }]);
  expect(open.look().counts.running).toBe(1);
  expect(open.look(now + 2 * day).counts.running).toBe(0);
});

test('when a vault was last written to goes back as far as the list of jobs', () => {
  const vaultOf = (index: number) => `arn:aws:backup:us-east-1:111122223333:backup-vault:${index}`;
  const old = [1, 10, 29, 31].map((days, index): Job => {
    const createdAt = now - days * day + hour;
    const { completedAt: _, ...job } = jobs[index] as Job;
    return { ...job, createdAt, completedAt: createdAt + hour, state: 'COMPLETED', vaultArn: vaultOf(days) };
  });
  expect([...openWith(old).look().vaultActivity.keys()].sort()).toEqual([vaultOf(1), vaultOf(10), vaultOf(29)].sort());
});

test('audits are those that people and programs made, the newest first', () => {
  const open = openDay();
  open.audits([
    audit('StartBackupJob', 'us-east-1', { byService: true }),
    audit('DeleteRecoveryPoint', 'us-east-1', { at: now - 2 * hour }),
    audit('UpdateBackupPlan', 'eu-west-1', { at: now - hour }),
    audit('DeleteBackupPlan', 'eu-west-1', { at: now - 100 * day }),
  ]);
  expect(open.ids(open.look().audits)).toEqual(['eu-west-1-UpdateBackupPlan', 'us-east-1-DeleteRecoveryPoint']);
});
