// Readers of one queue, with the events and the jobs of the embedded AWS: SQS gives each message to one of them.
import { expect, onTestFinished, test } from 'vitest';
import type { Aws } from '../../src/aws/aws.ts';
import { createAws } from '../../src/aws/aws.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import type { Emulator } from '../../src/emulator/server.ts';
import { createLiveFeed, type LiveFeed } from '../../src/engine/feed/live-feed.ts';
import type { ResourcePolls } from '../../src/engine/polls/polls-of-resources.ts';
import { createRequestContext } from '../../src/engine/request-context.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { resources } from '../../src/resources/index.ts';
import { emulatorAt, noon } from '../emulator/clients.ts';
import { feedOf } from '../emulator/event-feed.ts';

const scope = { accountId: '123456789012', region: 'us-east-1', connection: '' };
const request = { kind: 'list', resource: 'backup-jobs', scope, params: {}, priority: 1 } as const;
const dayMs = 24 * 3_600_000;
const polls = { snapshot: () => undefined, refresh() {}, tell() {} } as unknown as ResourcePolls;

/** A queue with these messages and no more. Resolves `taken` when all of them are stored. */
function queueOf(bodies: readonly string[]) {
  const { promise: taken, resolve } = Promise.withResolvers<void>();
  let at = 0;
  const call = async (...[, { operation }, { signal }]: Parameters<Aws['call']>) => {
    if (operation !== 'ReceiveMessage') return {};
    if (at < bodies.length) {
      const Messages = bodies.slice(at, at + 10).map((Body, index) => ({ MessageId: `m${at + index}`, Body }));
      at += 10;
      return { Messages };
    }
    resolve();
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  };
  return { call: call as unknown as Aws['call'], taken };
}

/** A feed that ran before and has received these messages since. */
async function readerOf(before: readonly string[], since: readonly string[], time: { now: number }): Promise<LiveFeed> {
  const { call, taken } = queueOf([...before, ...since]);
  const began = time.now - dayMs;
  let isBegun = false;
  const feed = createLiveFeed({
    aws: { call, now: () => (isBegun ? time.now : began) },
    clock: systemClock,
    queues: ['https://sqs.us-east-1.amazonaws.com/123456789012/feed'],
    from: { connection: '', region: scope.region },
    journal: { load: async () => [], append: async () => {} },
    polls: () => polls,
    data: () => ({ scopes: [scope] }),
    changed() {},
  });
  onTestFinished(feed.stop);
  feed.start();
  await taken;
  isBegun = true;
  return feed;
}

async function jobsOf(emulator: Emulator, now: number): Promise<Job[]> {
  const connections = [{ id: '', endpointUrl: emulator.url, credentials: { accessKeyId: 'x', secretAccessKey: 'x' } }];
  const aws = createAws({ connections, clock: systemClock, rates: 'unlimited' });
  onTestFinished(aws.close);
  const found: Job[] = [];
  const ask = createRequestContext({ aws, scope, params: {}, signal: new AbortController().signal, priority: 0, now });
  for await (const page of resources['backup-jobs'].list(ask)) found.push(...(page as Job[]));
  return found;
}

test('one reader misses nothing; each of two says what it misses, and asks as often as without a feed', async () => {
  const time = { now: noon };
  const emulator = await emulatorAt({ clock: { now: () => time.now } });
  const { receiveAll } = await feedOf(emulator, { source: ['aws.backup'] });
  time.now += dayMs;
  const before = await receiveAll();
  time.now += dayMs;
  const since = await receiveAll();
  const jobs = await jobsOf(emulator, time.now);
  const poll = (feed: LiveFeed) => {
    const amend = feed.amends(request);
    for (const job of jobs) amend?.(job);
    return feed.state().missed;
  };

  const alone = await readerOf(before, since, time);
  expect(poll(alone)).toBeUndefined();
  expect(alone.stretches(request)).toBeGreaterThan(1);
  for (const rest of [0, 1]) {
    const half = since.filter((_, index) => index % 2 === rest);
    const reader = await readerOf(before, half, time);
    const { missed = 0, of = 0 } = poll(reader) ?? {};
    expect(missed).toBeGreaterThanOrEqual(3);
    expect(missed).toBeLessThan(of);
    expect(reader.stretches(request)).toBe(1);
  }
});
