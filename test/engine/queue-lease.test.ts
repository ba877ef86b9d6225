// While a collector reads a queue, the dashboards that share its store leave it alone, and see what it writes.
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createFeed } from '../../src/engine/feed/feed.ts';
import { createQueueLease } from '../../src/engine/feed/queue-lease.ts';
import { createNameLeases } from '../../src/engine/store/name-leases.ts';
import { watchOthers } from '../../src/engine/store/watch-others.ts';
import { processSpace } from '../../src/store/file/processes.ts';
import { migrate } from '../../src/store/schema.ts';
import { openForWriting } from '../../src/store/sqlite.ts';
import { newFolder } from '../store/child.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

const second = 1_000;
let clock: FakeClock;
let path: string;
beforeEach(() => {
  clock = createFakeClock();
  path = join(newFolder(), 'store.sqlite');
  const database = openForWriting(path);
  migrate(database);
  database.close();
});

interface Program {
  readonly isCollector: boolean;
  /** Of its process. */
  readonly pid: number;
}

/** A program with an empty queue, which answers after ten seconds as SQS does. */
function start({ isCollector, pid }: Program) {
  const database = openForWriting(path);
  const leases = createNameLeases(database, { holder: `${processSpace()}-${pid}`, now: clock.now });
  let requests = 0;
  let isRefused = false;
  const queue = {
    url: 'https://sqs.eu-west-1.amazonaws.com/111122223333/events',
    async receive(signal: AbortSignal) {
      requests += 1;
      if (isRefused) throw new Error('denied');
      await clock.sleep(10 * second, signal);
      return [];
    },
    remove: async () => {},
  };
  const feed = createFeed({
    queues: [queue],
    journal: { load: async () => [], append: async () => {} },
    clock,
    lease: createQueueLease({ leases, isCollector }),
    received() {},
    changed() {},
  });
  onTestFinished(() => {
    feed.stop();
    database.close();
  });
  void feed.start();
  return {
    feed,
    requestsIn: async (seconds: number) => {
      const before = requests;
      await clock.advance(seconds * second);
      return requests - before;
    },
    refuse(refused: boolean) {
      isRefused = refused;
    },
    state: () => feed.queues()[0],
  };
}

test('a dashboard leaves the queue to the collector, and takes it back when the collector ends', async () => {
  const dashboard = start({ isCollector: false, pid: process.ppid });
  expect(await dashboard.requestsIn(60)).toBeGreaterThan(4);
  const collector = start({ isCollector: true, pid: process.pid });
  await clock.advance(15 * second);
  expect(await dashboard.requestsIn(300)).toBe(0);
  expect(await collector.requestsIn(60)).toBeGreaterThan(4);
  // The queue is read: the list of events is as new as that.
  expect(dashboard.state()).toMatchObject({ isReadElsewhere: true });
  expect(clock.now() - (dashboard.state()?.answeredAt ?? 0)).toBeLessThan(10 * second);
  collector.feed.stop();
  await clock.advance(6 * second);
  expect(await dashboard.requestsIn(60)).toBeGreaterThan(4);
  expect(dashboard.state()?.isReadElsewhere).toBeUndefined();
});

test('a collector that is refused leaves the queue to others until it can read again', async () => {
  const collector = start({ isCollector: true, pid: process.pid });
  const dashboard = start({ isCollector: false, pid: process.ppid });
  await clock.advance(15 * second);
  expect(await dashboard.requestsIn(60)).toBe(0);
  collector.refuse(true);
  await clock.advance(30 * second);
  expect(await dashboard.requestsIn(120)).toBeGreaterThan(0);
  collector.refuse(false);
  await clock.advance(90 * second);
  expect(await dashboard.requestsIn(60)).toBe(0);
});

test('two dashboards without a collector read as before, and so does one whose store cannot be read', async () => {
  const both = [process.pid, process.ppid].map((pid) => start({ isCollector: false, pid }));
  for (const one of both) expect(await one.requestsIn(60)).toBeGreaterThan(4);
  const refusing = () => Promise.reject(new Error('The store is closed.'));
  const lease = createQueueLease({
    leases: { take: refusing, release: refusing, isFree: refusing },
    isCollector: true,
  });
  expect(await lease?.mayRead('url')).toBe(true);
});

test('what another program writes is noticed within a second, and its own writes are not', async () => {
  const [one, other] = [openForWriting(path), openForWriting(path)];
  let changes = 0;
  const stop = watchOthers({
    database: one,
    clock,
    failed() {},
    changed() {
      changes += 1;
    },
  });
  one.exec("insert or replace into meta values('mine', 1)");
  await clock.advance(3 * second);
  expect(changes).toBe(0);
  other.exec("insert or replace into meta values('theirs', 1)");
  await clock.advance(3 * second);
  expect(changes).toBe(1);
  stop();
  one.close();
  other.close();
});
