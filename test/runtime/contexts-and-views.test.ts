// What the config file gives while running: `:context` applies all of one at once, `:save` and `:view`. AWS is a stub.

import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/app/state/settings.ts';
import type { Connection } from '../../src/aws/aws.ts';
import type { Watch, WatchedPlace } from '../../src/engine/access/place.ts';
import type { EvaluationRequest } from '../../src/engine/evaluation/evaluation-request.ts';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import { createRuntime } from '../../src/runtime/create-runtime.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { type Asked, stubAws } from '../support/stub-aws.ts';

const minute = 60_000;
const queue = 'https://sqs.eu-west-1.amazonaws.com/111122223333/vaultop-events';
const prod: Connection = { id: 'prod', profile: 'prod', write: true };
/** What the file names. */
const names = ['prod', 'lab'];
const lab: WatchedPlace = {
  place: { connections: [{ id: 'prod', profile: 'prod' }], regions: ['us-east-1'], context: 'lab' },
  watch: {
    cloudWatch: false,
    cadences: { jobs: 5 * minute },
    feed: { queues: [queue], journal: { load: async () => [], append: async () => {} } },
  },
};

/** Remembers what is to be evaluated. */
function evaluatedStore(requests: EvaluationRequest[]): ProgramStore {
  const store = openMemoryStore(() => Date.UTC(2026, 0, 15, 12));
  return { ...store, evaluation: { ...store.evaluation, watch: (request) => void requests.push(request) } };
}

async function open(watch: Watch, given?: ProgramStore) {
  const requested: Asked[] = [];
  const saved: unknown[] = [];
  const clock = createFakeClock();
  const store = given ?? openMemoryStore(clock.now);
  const runtime = createRuntime({
    aws: stubAws(requested),
    clock,
    connections: [prod],
    regions: ['us-east-1', 'eu-west-1'],
    context: 'prod',
    ...watch,
    size: { columns: 80, rows: 24 },
    copy() {},
    repaint() {},
    quit() {},
    nextTurn: async () => {},
    contexts: { names: () => [...names], open: async () => lab },
    store,
    views: {
      async save(name, view, replace) {
        if (name === 'taken' && !replace) throw new Error('There is a view "taken" already');
        saved.push({ name, view });
        return '~/config.yaml';
      },
    },
  });
  runtime.start();
  await clock.advance(minute);
  const during = async (ms: number) => {
    const from = requested.length;
    await clock.advance(ms);
    return requested.slice(from);
  };
  const type = async (text: string) => {
    for (const key of [':', ...text, 'return']) {
      runtime.dispatch({ type: 'key', key: key === ' ' ? 'space' : key });
    }
    await clock.advance(1_000);
  };
  return { runtime, type, during, requested, saved };
}

const count = (requested: readonly Asked[], operation: string) =>
  requested.filter((one) => one.operation === operation).length;

test('Regions, leave to write, cadence, metrics and the feed change at once, and one line tells it', async () => {
  const { runtime, type, during, requested } = await open({ cloudWatch: true, cadences: { jobs: 30_000 } });
  const before = await during(10 * minute);
  expect(new Set(before.map(({ region }) => region))).toEqual(new Set(['us-east-1', 'eu-west-1']));
  expect(count(before, 'GetMetricData') + count(before, 'ListMetrics')).toBeGreaterThan(0);
  expect(count(before, 'ReceiveMessage')).toBe(0);

  await type('context lab');
  const { state, data } = runtime.view();
  expect(state.notice?.text).toBe('Context lab: read-only, us-east-1, jobs every 5m00s, CloudWatch off, live feed on');
  expect(data).toMatchObject({ context: 'lab', cloudWatch: false, regions: ['us-east-1'], feed: { queues: 1 } });
  expect(data.acting.reach(data.scopes[0]!)?.write ?? false).toBe(false);

  const after = await during(10 * minute);
  expect(new Set(after.map(({ region }) => region)).has('us-east-1')).toBe(true);
  expect(after.filter(({ region, operation }) => region === 'eu-west-1' && operation !== 'ReceiveMessage')).toEqual([]);
  expect(count(after, 'GetMetricData') + count(after, 'ListMetrics')).toBe(0);
  expect(count(requested, 'ReceiveMessage')).toBe(1);
  // Two questions of each kind in ten minutes, where there were up to twenty in each of two Regions.
  expect(count(after, 'ListCopyJobs') * 4).toBeLessThan(count(before, 'ListCopyJobs'));
  runtime.stop();
});

test('what was added meanwhile is told as taken away', async () => {
  const { runtime, type } = await open({ cloudWatch: false });
  await type('region -eu-west-1');
  await type('region +ap-southeast-2');
  await type('region -us-east-1');
  await type('context lab');
  expect(runtime.view().state.notice?.text).toMatch(/^Context lab: read-only, us-east-1, jobs every/);
  await type('region +ap-southeast-2');
  await type('context lab');
  expect(runtime.view().state.notice?.text).toBe('Context lab: us-east-1');
  runtime.stop();
});

test('what is not there leaves the person where they are', async () => {
  const { runtime, type } = await open({ cloudWatch: false });
  await type('vaults');
  await type('context nope');
  expect(runtime.view().state.notice?.text).toBe('There is no context "nope" in the config file.');
  expect(runtime.view().state.screens).toHaveLength(2);
  runtime.stop();
});

test(':save keeps the list as it stands, and :view opens it without a restart', async () => {
  const { runtime, type, saved } = await open({ cloudWatch: false });
  const said = () => runtime.view().state.notice?.text;
  await type('save mine');
  expect(said()).toMatch(/^Only a list can be saved/);
  await type('jobs FAILED');
  runtime.dispatch({ type: 'key', key: 'S' });
  await type('save taken');
  expect(said()).toBe('There is a view "taken" already');
  await type('save! taken');
  await type('save mine');
  expect(said()).toBe('Saved: :view mine opens this list again (~/config.yaml)');
  const view = { resource: 'backup-jobs', params: {}, filter: 'FAILED', sort: expect.anything() };
  expect(saved).toEqual([
    { name: 'taken', view },
    { name: 'mine', view },
  ]);
  const before = runtime.view().state.screens.at(-1);
  await type('overview');
  await type('view mine');
  expect(runtime.view().state.screens.at(-1)).toEqual(before);
  const scopes = runtime.view().data.scopes.slice(0, 1);
  runtime.dispatch({ type: 'listRequested', resource: 'recovery-points', params: { vaultName: 'prod' }, scopes });
  await type('save points');
  expect(said()).toBe('Saved: :view points opens this list again, in every account and Region (~/config.yaml)');
  runtime.stop();
});

test('what the config file says anew counts at once: columns, contexts, mutes', async () => {
  const requests: EvaluationRequest[] = [];
  const { runtime, during } = await open({ cloudWatch: false }, evaluatedStore(requests));
  const { settings = defaultSettings, contexts } = runtime.view().data;
  expect(contexts).toEqual(['prod', 'lab']);
  names.push('fresh');
  const columns = new Map([['vaults', ['name']]] as const);
  const objectives = [{ everyMs: 60 * minute }];
  runtime.configure({ settings: { ...settings, columns }, attention: { objectives, mutes: [] } });
  names.pop();
  expect(runtime.view().data.settings?.columns).toBe(columns);
  expect(runtime.view().data.contexts).toEqual(['prod', 'lab', 'fresh']);
  expect(requests.at(-1)?.settings).toEqual({ objectives, mutes: [] });
  const { length } = requests;
  // The same again is not evaluated again.
  runtime.configure({ settings, attention: { objectives: [...objectives], mutes: [] } });
  expect(requests).toHaveLength(length);
  await during(minute);
  runtime.stop();
});
