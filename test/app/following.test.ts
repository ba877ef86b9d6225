// Following a job: the end is told once, wherever the person looks, and what is not known is said to be unknown.
import { expect, test } from 'vitest';
import type { Job } from '../../src/domain/jobs/job.ts';
import {
  dataOf,
  denied,
  type HandRuntime,
  handRuntime,
  job,
  regions,
  runningJob,
  scope,
} from '../components/fixtures.ts';

const orders = runningJob('orders', 'us-east-1');
const photos = runningJob('photos', 'us-east-1');
const ended = (one: Job, more: Partial<Job> = {}): Job =>
  job(one.id, one.scope.region, { ...one, completedAt: 0, ...more });
const failed = (one: Job): Job => ended(one, { state: 'FAILED', message: 'The disk went out for a walk.' });

const worldOf = (jobs: readonly Job[]) => ({ rows: { 'backup-jobs': jobs } });

/** A list of the jobs; each of them is followed. */
function follow(jobs: readonly Job[] = [orders]) {
  const runtime = handRuntime(worldOf(jobs));
  runtime.dispatch({ type: 'listRequested', resource: 'backup-jobs' });
  press(runtime, ...jobs.map(() => 'space'), 'a', 'up', 'return');
  const response = (next: readonly Job[], failing = {}) => {
    const { snapshot, listed, rowOf } = dataOf({ ...worldOf(next), failing });
    runtime.learn({ snapshot, listed, rowOf });
    runtime.dispatch({ type: 'answered' });
  };
  return { runtime, response };
}

function press(runtime: HandRuntime, ...keys: string[]): void {
  for (const key of keys) runtime.dispatch({ type: 'key', key });
}

const noticeOf = (runtime: HandRuntime) => runtime.view().state.notice;
const told = ({ effects }: HandRuntime) =>
  effects.flatMap((effect) =>
    effect.type === 'notifyJobs' ? effect.jobs.map(({ job: { id, state }, problem }) => [id, problem ?? state]) : [],
  );

test('the menu of marked jobs follows all of them without a question, and takes the marks back', () => {
  const { runtime } = follow([orders, photos]);
  const { following, overlay, screens } = runtime.view().state;
  expect(following?.map(({ job: { id } }) => id).sort()).toEqual(['orders', 'photos']);
  expect([overlay, screens.at(-1)]).toEqual([undefined, expect.objectContaining({ marked: [] })]);
  expect(noticeOf(runtime)?.text).toMatch(/^Following 2 jobs: /);
  expect(runtime.effects).toEqual([]);
});

test('a job that is over cannot be followed', () => {
  const { runtime } = follow([failed(orders)]);
  expect(noticeOf(runtime)?.text).toBe('notify me when it ends: it is over: FAILED');
  expect(runtime.view().state.following).toBeUndefined();
});

test.each([
  [{ state: 'COMPLETED' }, 'good', 'Backup job orders of db-orders: COMPLETED'],
  [
    { state: 'COMPLETED', message: 'Some files' },
    'warn',
    'Backup job orders of db-orders: COMPLETED with issues: Some files',
  ],
  [{ state: 'FAILED', message: 'No disk' }, 'bad', 'Backup job orders of db-orders: FAILED: No disk'],
  [{ state: 'NEW_WORD' }, 'warn', 'Backup job orders of db-orders: NEW_WORD'],
])('the end %j is told once, over another screen', (end, tone, text) => {
  const { runtime, response } = follow();
  press(runtime, 'escape');
  response([{ ...orders, percent: 99 }]);
  expect(told(runtime)).toEqual([]);
  response([ended(orders, end)]);
  response([ended(orders, end)]);
  expect(noticeOf(runtime)).toMatchObject({ tone, text });
  expect(told(runtime)).toEqual([['orders', end.state]]);
  response([]);
  expect(told(runtime)).toHaveLength(1);
});

test('of several ends the worst is said, and how many more there are', () => {
  const { runtime, response } = follow([orders, photos]);
  response([ended(orders, { state: 'COMPLETED' }), failed(photos)]);
  expect(noticeOf(runtime)).toMatchObject({
    tone: 'bad',
    text: 'Backup job photos of db-photos: FAILED: The disk went out for a walk. (1 more in :following)',
  });
  expect(told(runtime)).toHaveLength(2);
});

const unwatched = { scopes: [scope('eu-west-1')] };

test.each([
  ['has left the list', (response: ListResponse) => response([]), 'AWS no longer lists the job'],
  ['cannot be asked for', (response: ListResponse) => response([orders], { 'us-east-1': denied }), denied.message],
  [
    'is no longer watched',
    (response: ListResponse, runtime: HandRuntime) => {
      runtime.learn(unwatched);
      response([orders]);
    },
    'the account or Region of the job is not watched',
  ],
])('that a job %s is said once as unknown; its end is told all the same', (_, lose, problem) => {
  const { runtime, response } = follow();
  for (let each = 0; each < 2; each += 1) {
    lose(response, runtime);
    runtime.learn({ scopes: regions.map((region) => scope(region)) });
    response([orders]);
  }
  expect(told(runtime)).toEqual([['orders', problem]]);
  expect(noticeOf(runtime)).toMatchObject({
    tone: 'warn',
    text: `Backup job orders of db-orders: its end is not known: ${problem}`,
  });
  response([failed(orders)]);
  expect(told(runtime)).toEqual([
    ['orders', problem],
    ['orders', 'FAILED'],
  ]);
});

type ListResponse = ReturnType<typeof follow>['response'];

test(':following opens a job with enter, and x follows it no more', () => {
  const { runtime, response } = follow([orders, photos]);
  const open = () => {
    press(runtime, ':', ...'following', 'return');
    return runtime.view().state.overlay?.kind;
  };
  expect(open()).toBe('following');
  press(runtime, 'return');
  expect(runtime.view().state.screens.at(-1)).toMatchObject({ kind: 'detail', resource: 'backup-jobs' });
  expect(open()).toBe('following');
  press(runtime, 'x', 'x');
  expect(runtime.view().state.overlay).toBeUndefined();
  response([failed(orders), failed(photos)]);
  expect(told(runtime)).toEqual([]);
  expect(open()).toBeUndefined();
  expect(noticeOf(runtime)?.text).toMatch(/^No job is followed\. /);
});
