// `:context` while running: all that a context says holds at once. AWS is a stub that answers nothing and counts.
import { expect, test } from 'vitest';
import type { Aws, Connection } from '../../src/aws/aws.ts';
import type { Watch, WatchedPlace } from '../../src/runtime/access/place.ts';
import { createRuntime } from '../../src/runtime/create-runtime.ts';
import { createFakeClock } from '../support/fake-clock.ts';

interface Asked {
  readonly connection: string;
  readonly region: string;
  readonly operation: string;
}

function stubAws(asked: Asked[]): Aws {
  const connections = new Map<string, Connection>();
  const note = ({ connection, region }: Pick<Asked, 'connection' | 'region'>, operation: string) =>
    asked.push({ connection, region, operation });
  const aws: Pick<Aws, 'call' | 'pages' | 'connect' | 'reach' | 'renew' | 'signIn' | 'close'> = {
    async call(scope, _service, operation) {
      note(scope, operation);
      // An empty queue answers late: never, here.
      if (operation === 'ReceiveMessage') return new Promise(() => {});
      return { Account: '111122223333', Arn: 'arn:aws:sts::111122223333:assumed-role/A/b', Messages: [] } as never;
    },
    async *pages(scope, _service, operation) {
      note(scope, operation);
      yield {} as never;
    },
    connect: (connection) => void connections.set(connection.id, connection),
    reach: ({ connection }) => connections.get(connection),
    renew() {},
    async signIn() {},
    close() {},
  };
  return { ...aws, meter: { count() {}, total: 0, lastMinute: () => 0 } } as Aws;
}

const minute = 60_000;
const queue = 'https://sqs.eu-west-1.amazonaws.com/111122223333/vaultop-events';
const prod: Connection = { id: 'prod', profile: 'prod', write: true };
const lab: WatchedPlace = {
  place: { connections: [{ id: 'prod', profile: 'prod' }], regions: ['us-east-1'], context: 'lab' },
  watch: {
    cloudWatch: false,
    cadences: { jobs: 5 * minute },
    feed: { queues: [queue], journal: { load: async () => [], append: async () => {} } },
  },
};

async function open(watch: Watch) {
  const asked: Asked[] = [];
  const clock = createFakeClock();
  const runtime = createRuntime({
    ...{ aws: stubAws(asked), clock, connections: [prod], regions: ['us-east-1', 'eu-west-1'], context: 'prod' },
    ...{ ...watch, size: { columns: 80, rows: 24 }, copy() {}, repaint() {}, quit() {} },
    contexts: { names: ['prod', 'lab'], open: async () => lab },
  });
  runtime.start();
  await clock.advance(minute);
  const during = async (ms: number) => {
    const from = asked.length;
    await clock.advance(ms);
    return asked.slice(from);
  };
  const type = async (text: string) => {
    for (const key of [':', ...text.replaceAll(' ', '_'), 'return']) {
      runtime.dispatch({ type: 'key', key: key === '_' ? 'space' : key });
    }
    await clock.advance(1_000);
  };
  return { runtime, type, during, asked };
}

const count = (asked: readonly Asked[], operation: string) => asked.filter((one) => one.operation === operation).length;

test('Regions, leave to write, cadence, metrics and the feed change at once, and one line tells it', async () => {
  const { runtime, type, during, asked } = await open({ cloudWatch: true, cadences: { jobs: 30_000 } });
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
  expect(count(asked, 'ReceiveMessage')).toBe(1);
  // Two questions of each kind in ten minutes, where there were up to twenty in each of two Regions.
  expect(count(after, 'ListCopyJobs') * 4).toBeLessThan(count(before, 'ListCopyJobs'));
  runtime.stop();
});

test('what is not there leaves the person where they are', async () => {
  const { runtime, type } = await open({ cloudWatch: false });
  await type('vaults');
  await type('context nope');
  expect(runtime.view().state.notice?.text).toBe('There is no context nope in the config file');
  expect(runtime.view().state.screens).toHaveLength(2);
  runtime.stop();
});
