import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AttentionView, createAttentionView } from '../../src/app/attention/attention-view.ts';
import type { Data } from '../../src/app/data.ts';
import { questionTo } from '../../src/app/watching.ts';
import type { Job } from '../../src/domain/job.ts';
import { now as noon } from '../components/fixtures.ts';
import { type Organization, organizationOf } from './organization.ts';

const atOnce = 300;

/** A view that somebody watches, whose goes are made one by one. */
function watchedView() {
  const waits: number[] = [];
  let next: (() => void) | undefined;
  const view = createAttentionView(undefined, {
    atOnce,
    later: (go) => {
      next = go;
    },
    behind: (waitMs) => waits.push(waitMs),
  });
  const go = (): boolean => {
    const task = next;
    next = undefined;
    task?.();
    return task !== undefined;
  };
  const settle = (data: Data) => {
    view.attention(data);
    while (go());
    return view.attention(data);
  };
  return { view, waits, go, settle };
}

const listed = (view: AttentionView, data: Data) =>
  data.scopes.map((scope) => [...view.snapshot(questionTo('attention', scope), data).rows]);

const bad = (job: Job, message: string): Job => ({ ...job, state: 'FAILED', message });

type Change = (organization: Organization, hour: number) => void;
const pick = fc.nat({ max: 10_000 });
const some = (organization: Organization, at: number, count: number): Job[] => {
  const jobs = organization.jobs();
  return Array.from(
    { length: Math.min(count, jobs.length) },
    (_, index) => jobs[(at + 7 * index) % jobs.length] as Job,
  );
};
const causes = ['Access denied', 'You are not authorized to perform this operation.', 'Snapshot limit exceeded'];

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(pick, fc.integer({ min: 1, max: 12 }), fc.nat({ max: 2 })).map(
    ([at, count, cause]): Change =>
      (organization) =>
        organization.put(some(organization, at, count).map((job) => bad(job, causes[cause] as string))),
  ),
  fc.tuple(pick, fc.integer({ min: 1, max: 40 })).map(
    ([at, count]): Change =>
      (organization) =>
        organization.remove(some(organization, at, count)),
  ),
  pick.map(
    (at): Change =>
      (organization, hour) =>
        organization.put(
          some(organization, at, 3).map((job) => ({ ...bad(job, 'x'), id: `new-${at}-${job.id}`, createdAt: hour })),
        ),
  ),
  pick.map(
    (at): Change =>
      (organization) => {
        const jobs = some(organization, at, 5);
        organization.remove(jobs);
        organization.put(jobs.toReversed());
      },
  ),
  fc.constantFrom('backup-jobs', 'copy-jobs').map(
    (list): Change =>
      (organization) =>
        organization.replace(list, 'eu-west-1'),
  ),
  fc.constant<Change>((organization, hour) => organization.askAgain(hour)),
);

test('whatever changes before, between and while it goes on, the list once settled is that of one look', () => {
  const moves = fc.array(fc.tuple(change, fc.nat({ max: 6 }), fc.boolean(), fc.nat({ max: 90_000 })), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(moves, (steps) => {
      const organization = organizationOf({ accounts: 5, regions: 2, resources: 6, jobs: 2 });
      const { view, go, settle } = watchedView();
      let hour = noon;
      const data = () => organization.data({ now: hour });
      for (const [apply, goes, isSettled, passedMs] of steps) {
        apply(organization, hour);
        hour += passedMs;
        view.attention(data());
        for (let made = 0; made < goes; made += 1) go();
        if (isSettled) settle(data());
      }
      settle(data());
      // What only time changes may be looked at a little later.
      hour += 120_000;
      const last = data();
      const once = createAttentionView();
      expect(settle(last)).toEqual(once.attention(last));
      expect(listed(view, last)).toEqual(listed(once, last));
    }),
    { numRuns: 60 },
  );
});

test('the list from before stands until the next one is whole, and then it is told', () => {
  const organization = organizationOf({ accounts: 8, regions: 2, resources: 6, jobs: 3 });
  const { view, waits, go, settle } = watchedView();
  const before = settle(organization.data());
  waits.length = 0;
  organization.put(organization.jobs().map((job) => bad(job, 'Access denied')));
  const data = organization.data({ now: noon + 1_000 });
  expect(view.attention(data)).toBe(before);
  expect(go()).toBe(true);
  expect(view.attention(data)).toBe(before);
  expect(waits).toEqual([]);
  while (go());
  expect(view.attention(data)).not.toBe(before);
  expect(waits).toEqual([0]);
});

test("the next one is made when time has moved here, though AWS's clock stands still", () => {
  const organization = organizationOf({ accounts: 2, regions: 2, resources: 2, jobs: 2 });
  const { view, waits, go, settle } = watchedView();
  const before = settle(organization.data());
  waits.length = 0;
  organization.put(organization.jobs().map((job) => bad(job, 'Access denied')));
  expect(view.attention(organization.data())).toBe(before);
  expect([go(), waits.length]).toEqual([false, 1]);
  expect(settle(organization.data({ localNow: noon + 1_000 }))).not.toBe(before);
});

test('what nothing is new of stays the same, and is told to nobody', () => {
  const organization = organizationOf({ accounts: 8, regions: 2, resources: 6, jobs: 3 });
  const { view, waits, settle } = watchedView();
  const before = settle(organization.data());
  const [quiet, touched] = organization.data().scopes.map((scope) => questionTo('attention', scope));
  const rows = quiet && view.snapshot(quiet, organization.data()).rows;
  waits.length = 0;
  organization.askAgain(noon + 1_000);
  expect(settle(organization.data({ now: noon + 1_000 }))).toBe(before);
  organization.put(some(organization, 0, 1).map((job) => ({ ...bad(job, 'x'), scope: organization.scope(3, 1) })));
  const data = organization.data({ now: noon + 2_000 });
  settle(data);
  expect(quiet && view.snapshot(quiet, data).rows).toBe(rows);
  expect(touched && [...view.snapshot(touched, data).rows.values()].map(({ scope }) => scope)).toContainEqual(
    organization.scope(3, 1),
  );
});

test('no go looks at more rows than its share, however large the organization', () => {
  const organization = organizationOf({ accounts: 40, regions: 2, resources: 6, jobs: 4 });
  const looked = new Set<Job>();
  for (const job of organization.jobs()) {
    const { resourceArn } = job;
    Object.defineProperty(job, 'resourceArn', { enumerable: true, get: () => looked.add(job) && resourceArn });
  }
  const { view, go } = watchedView();
  const counts: number[] = [];
  const count = () => {
    counts.push(looked.size);
    looked.clear();
  };
  for (const change of [() => {}, () => organization.remove(some(organization, 0, 500))]) {
    change();
    view.attention(organization.data({ now: noon + counts.length }));
    count();
    while (go()) count();
  }
  expect(counts.length).toBeGreaterThan(10);
  expect(Math.max(...counts)).toBeLessThan(2 * atOnce);
});
