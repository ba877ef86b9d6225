import { describe, expect, test } from 'vitest';
import { rateClasses } from '../../config/budgets.ts';
import { createLimiter, type Turn } from '../../src/aws/limits/limiter.ts';
import { createFakeClock, settle } from '../support/fake-clock.ts';

const scope = { accountId: '1', region: 'us-east-1', connection: '' };
const rates = {
  ...rateClasses,
  backup: { perSecond: 2, burst: 2 },
  lookup: { perSecond: 1, burst: 1 },
  cloudtrail: { perSecond: 1, burst: 1 },
  cloudwatch: { perSecond: 5, burst: 5 },
  sts: { perSecond: 5, burst: 5 },
  account: { perSecond: 1, burst: 1 },
  organizations: { perSecond: 1, burst: 1 },
  sqs: { perSecond: 50, burst: 50 },
};

function setUp(maxInFlight = 100) {
  const clock = createFakeClock();
  const started = clock.now();
  const limiter = createLimiter({ clock, maxInFlight, rates });
  const served: string[] = [];
  const ask = (name: string, more: Partial<Turn> = {}) => {
    const turn = {
      scope,
      service: 'backup',
      operation: 'ListBackupJobs',
      priority: 1,
      signal: new AbortController().signal,
    };
    const waiting = limiter.acquire({ ...turn, ...more } as Turn);
    waiting.then(
      () => served.push(`${name} ${clock.now() - started}`),
      () => served.push(`${name} left`),
    );
    return waiting;
  };
  return { clock, limiter, served, ask };
}

test('a burst at once, then the steady rate', async () => {
  const { clock, served, ask } = setUp();
  for (const name of ['a', 'b', 'c', 'd']) ask(name);
  await clock.advance(5_000);
  expect(served).toEqual(['a 0', 'b 0', 'c 500', 'd 1000']);
  expect(clock.pending()).toBe(0);
});

test('who may go in the very moment in which the wait is reckoned is not left waiting', async () => {
  const fake = createFakeClock();
  // Time passes between one look at the clock and the next, as it does.
  let passed = 0;
  const now = () => {
    passed += 0.5;
    return fake.now() + Math.floor(passed);
  };
  const clock = { ...fake, now };
  const limiter = createLimiter({ clock, rates });
  let served = 0;
  const signal = new AbortController().signal;
  const turn: Turn = { scope, service: 'backup', operation: 'ListBackupJobs', priority: 1, signal };
  const ask = async () => {
    const release = await limiter.acquire(turn);
    served += 1;
    release();
  };
  for (let call = 0; call < 300; call += 1) void ask();
  await fake.advance(200_000);
  expect(served).toBe(300);
});

test('what is on screen goes first, and equals keep their order', async () => {
  const { clock, served, ask } = setUp();
  ask('x');
  ask('y');
  ask('background', { priority: 2 });
  ask('overview', { priority: 1 });
  ask('screen 1', { priority: 0 });
  ask('screen 2', { priority: 0 });
  await clock.advance(10_000);
  expect(served.slice(2)).toEqual(['screen 1 500', 'screen 2 1000', 'overview 1500', 'background 2000']);
});

test('each account, Region and class has its own budget; a connection is none', async () => {
  const { served, ask } = setUp();
  const others = [
    { scope: { ...scope, region: 'eu-west-1' } },
    { scope: { ...scope, accountId: '2' } },
    { service: 'cloudtrail', operation: 'LookupEvents' },
    { service: 'cloudtrail', operation: 'ListTrails' },
  ] as const;
  for (const name of ['a', 'b', 'c']) ask(name);
  ask('same account', { scope: { ...scope, connection: 'other' } });
  for (const [index, other] of others.entries()) ask(`other ${index}`, other);
  await settle();
  expect(served).toEqual(['a 0', 'b 0', 'other 0 0', 'other 1 0', 'other 2 0', 'other 3 0']);
});

test('while the account is not known, each connection counts for itself', async () => {
  const { served, ask } = setUp();
  for (const connection of ['p', 'q']) {
    for (const name of ['a', 'b', 'c']) ask(connection + name, { scope: { ...scope, accountId: '', connection } });
  }
  await settle();
  expect(served).toEqual(['pa 0', 'pb 0', 'qa 0', 'qb 0']);
});

describe('who leaves', () => {
  test('makes room, and spends nothing', async () => {
    const { clock, limiter, served, ask } = setUp();
    const controller = new AbortController();
    ask('a');
    ask('b');
    ask('gone', { signal: controller.signal }).catch(() => {});
    ask('c');
    controller.abort(new Error('nobody looks'));
    await clock.advance(500);
    expect(served).toEqual(['a 0', 'b 0', 'gone left', 'c 500']);
    expect(limiter.waiting()).toBe(0);
  });

  test('before coming never waits', async () => {
    const { ask, clock } = setUp();
    await expect(ask('late', { signal: AbortSignal.abort(new Error('over')) })).rejects.toThrow('over');
    expect(clock.pending()).toBe(0);
  });
});

test('only so many are on the wire; a second release counts for nothing', async () => {
  const { clock, served, ask } = setUp(1);
  const release = await ask('a');
  ask('b');
  ask('c');
  await clock.advance(10_000);
  expect(served).toEqual(['a 0']);
  release();
  release();
  await settle();
  expect(served).toEqual(['a 0', 'b 10000']);
});

describe('throttled', () => {
  const rate = ({ limiter }: ReturnType<typeof setUp>) => limiter.rate(scope, 'backup', 'ListBackupJobs');
  const throttle = ({ limiter }: ReturnType<typeof setUp>) => limiter.throttled(scope, 'backup', 'ListBackupJobs');

  test('halves once for a storm, and again for the next', async () => {
    const world = setUp();
    for (let i = 0; i < 5; i += 1) throttle(world);
    expect(rate(world)).toBe(1);
    await world.clock.advance(1_000);
    throttle(world);
    expect(rate(world)).toBeCloseTo(0.5, 2);
  });

  test('empties the bucket, so that the next call waits', async () => {
    const world = setUp();
    throttle(world);
    world.ask('a');
    await world.clock.advance(1_000);
    expect(world.served).toEqual(['a 1000']);
  });

  test('never stops, and is whole again after five minutes', async () => {
    const world = setUp();
    for (let i = 0; i < 30; i += 1) {
      throttle(world);
      await world.clock.advance(1_000);
    }
    expect(rate(world)).toBeGreaterThanOrEqual(2 / 16);
    await world.clock.advance(300_000);
    expect(rate(world)).toBe(2);
  });
});

test('a clock set back takes nothing away', async () => {
  const { clock } = setUp();
  let now = clock.now();
  const limiter = createLimiter({ clock: { ...clock, now: () => now }, rates });
  now -= 3_600_000;
  await limiter.acquire({
    scope,
    service: 'backup',
    operation: 'x',
    priority: 0,
    signal: new AbortController().signal,
  });
  expect(limiter.rate(scope, 'backup', 'x')).toBe(2);
});

test('an operation keeps to its own published rate, and others overtake it meanwhile', async () => {
  const clock = createFakeClock();
  const started = clock.now();
  const limiter = createLimiter({ clock, rates: { ...rates, backup: { perSecond: 50, burst: 50 } } });
  const served: string[] = [];
  const ask = (operation: string) =>
    limiter
      .acquire({ scope, service: 'backup', operation, priority: 1, signal: new AbortController().signal })
      .then((release) => {
        served.push(`${operation} ${clock.now() - started}`);
        release();
      });
  for (let i = 0; i < 4; i += 1) void ask('DescribeBackupVault');
  void ask('ListBackupVaults');
  await clock.advance(5_000);
  expect(served).toEqual([
    'DescribeBackupVault 0',
    'DescribeBackupVault 0',
    'ListBackupVaults 0',
    'DescribeBackupVault 400',
    'DescribeBackupVault 800',
  ]);
  expect(clock.pending()).toBe(0);
});

test('a question that comes into view while it waits goes before the others', async () => {
  const { clock, served, ask } = setUp();
  let looked = 2;
  ask('x');
  ask('y');
  ask('overview', { priority: 1 });
  ask('opened', { priority: () => looked });
  looked = 0;
  await clock.advance(10_000);
  expect(served.slice(2)).toEqual(['opened 500', 'overview 1000']);
});

test('where all places on the wire are taken, a free one goes to the most urgent of any account-Region', async () => {
  const clock = createFakeClock();
  const limiter = createLimiter({ clock, maxOverall: 1, rates });
  const served: string[] = [];
  const ask = async (region: string, priority: number) => {
    const { signal } = new AbortController();
    const turn = {
      scope: { ...scope, region },
      service: 'backup',
      operation: 'ListBackupJobs',
      priority,
      signal,
    } as const;
    const release = await limiter.acquire(turn);
    served.push(region);
    return release;
  };
  const release = await ask('us-east-1', 1);
  void ask('us-east-1', 2);
  void ask('eu-west-1', 1);
  void ask('ap-southeast-2', 0);
  await settle();
  expect(served).toEqual(['us-east-1']);
  release();
  await settle();
  expect(served).toEqual(['us-east-1', 'ap-southeast-2']);
});
