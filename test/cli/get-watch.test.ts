// `get --watch` on a clock that the test moves: what is printed when, and how it ends.
import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import type { Aws } from '../../src/aws/aws.ts';
import { AwsProblemError } from '../../src/aws/errors/errors.ts';
import { readGetArguments } from '../../src/cli/get/arguments.ts';
import { createPipe } from '../../src/cli/get/pipe.ts';
import { watchList } from '../../src/cli/get/watch/watch.ts';
import { UsageError } from '../../src/cli/options/options.ts';
import samples from '../events/samples.json' with { type: 'json' };
import { createFakeClock, settle } from '../support/fake-clock.ts';
import { openMemoryStore } from '../support/memory-store.ts';
import { stubAws } from '../support/stub-aws.ts';

const start = Date.UTC(2026, 0, 15, 12);
const minute = 60_000;

type Points = Readonly<Record<string, number>>;

const page = (region: string, points: Points) => ({
  BackupVaultList: Object.entries(points).map(([name, count]) => ({
    BackupVaultName: name,
    BackupVaultArn: `arn:aws:backup:${region}:111122223333:backup-vault:${name}`,
    NumberOfRecoveryPoints: count,
    CreationDate: new Date(start - 86_400_000),
  })),
});

const denied = new AwsProblemError({
  kind: 'denied',
  message: 'backup:ListBackupVaults is denied in eu-west-1.',
  retryable: false,
  nextStep: 'ask for the permission',
});

/** Each question waits for its turn of the loop. */
async function inTurns() {
  await new Promise((done) => setImmediate(done));
  await settle();
}

/** `world`: points by vault, by Region; an error is a refusal. */
async function watch(
  words: readonly string[],
  world: Record<string, Points | Error>,
  out: Writable = new PassThrough(),
) {
  const clock = createFakeClock(start, inTurns);
  const printed: string[] = [];
  const complaints: string[] = [];
  if (out instanceof PassThrough) out.on('data', (chunk) => printed.push(String(chunk)));
  const stub = stubAws([], ({ region }) => {
    const said = world[region];
    if (said instanceof Error) throw said;
    return page(region, said ?? {});
  });
  const ending = new AbortController();
  const code = watchList({
    args: readGetArguments(['vaults', '--watch', ...words]),
    world: { aws: { ...stub, now: clock.now }, place: { connections: [{ id: '' }], regions: Object.keys(world) } },
    store: openMemoryStore(clock.now),
    pipe: createPipe(out).pipe,
    clock,
    complain: (line: string) => complaints.push(line),
    ended: ending.signal,
    width: () => undefined,
  });
  const during = async (ms: number) => {
    const from = printed.length;
    await clock.advance(ms);
    // Streams give on in real turns.
    for (let turn = 0; turn < 10; turn += 1) await new Promise((done) => setImmediate(done));
    await settle();
    return printed.slice(from).join('').split('\n').slice(0, -1);
  };
  const end = () => {
    ending.abort();
    return code;
  };
  return { during, end, code, complaints };
}

const changesOf = (lines: readonly string[]) =>
  lines.map((line) => {
    const { change, row } = JSON.parse(line);
    return [change, row.region, row.name, row.pointCount];
  });

test('jsonl: what is there, then one line for each change, and nothing where nothing changed', async () => {
  const world: Record<string, Points> = { 'us-east-1': { prod: 7, dev: 1 }, 'eu-west-1': { dr: 3 } };
  const { during, end, complaints } = await watch(['-o', 'jsonl'], world);
  expect(changesOf(await during(minute)).sort()).toEqual([
    ['added', 'eu-west-1', 'dr', 3],
    ['added', 'us-east-1', 'dev', 1],
    ['added', 'us-east-1', 'prod', 7],
  ]);
  expect(await during(60 * minute)).toEqual([]);
  world['us-east-1'] = { prod: 8, fresh: 0 };
  const lines = await during(60 * minute);
  expect(changesOf(lines)).toEqual([
    ['changed', 'us-east-1', 'prod', 8],
    ['added', 'us-east-1', 'fresh', 0],
    ['gone', 'us-east-1', 'dev', 1],
  ]);
  expect(Date.parse(JSON.parse(lines[0] ?? '').at)).toBeGreaterThan(start + 60 * minute);
  expect(await end()).toBe(0);
  expect(complaints).toEqual([]);
});

test('a filter makes rows come and go', async () => {
  const world: Record<string, Points> = { 'us-east-1': { prod: 41, dev: 1 } };
  const { during, end } = await watch(['-o', 'jsonl', '--filter', 'points:41'], world);
  expect(changesOf(await during(minute))).toEqual([['added', 'us-east-1', 'prod', 41]]);
  world['us-east-1'] = { prod: 42, dev: 41 };
  expect(changesOf(await during(60 * minute))).toEqual([
    ['gone', 'us-east-1', 'prod', 42],
    ['added', 'us-east-1', 'dev', 41],
  ]);
  await end();
});

test('a table: whole and in order first, then the rows that changed, under one head', async () => {
  const world: Record<string, Points> = {
    'us-east-1': { prod: 7, dev: 1 },
    'eu-west-1': { 'a-long-name-of-a-vault': 3 },
  };
  const { during, end } = await watch([], world);
  const [head = '', ...rows] = await during(minute);
  expect(head).toMatch(/^TIME {7}CHANGE {3}VAULT +REGION/);
  expect(rows.map((row) => row.split(/ +/).slice(1, 4).join(' '))).toEqual([
    'added a-long-name-of-a-vault eu-west-1',
    'added dev us-east-1',
    'added prod us-east-1',
  ]);
  world['us-east-1'] = { prod: 8, dev: 1 };
  const later = await during(60 * minute);
  expect(later).toHaveLength(1);
  expect(later[0]).toMatch(/^1[23]:\d\d:\d\dZ {2}changed {2}prod +us-east-1 /);
  // It is below the others.
  expect(later[0]?.indexOf('us-east-1')).toBe(rows[1]?.indexOf('us-east-1'));
  expect(await end()).toBe(0);
});

test('csv has one head, and says the change before each row', async () => {
  const { during, end } = await watch(['-o', 'csv'], { 'us-east-1': { prod: 7 } });
  const [head, row] = await during(minute);
  expect(head).toMatch(/^change,seen,account,region,/);
  expect(row).toMatch(/^added,2026-01-15T12:0\d:\d\d\.\d+Z,111122223333,us-east-1,/);
  await end();
});

test('a Region that refuses is told once, and so is its recovery; the exit code tells how it stands in the end', async () => {
  const world: Record<string, Points | Error> = { 'us-east-1': { prod: 7 }, 'eu-west-1': denied };
  const { during, end, complaints } = await watch([], world);
  expect((await during(10 * minute)).length).toBe(2);
  expect(complaints).toEqual(['eu-west-1: backup:ListBackupVaults is denied in eu-west-1. Ask for the permission.']);
  expect(await end()).toBe(1);

  const other = await watch([], world);
  await other.during(10 * minute);
  world['eu-west-1'] = { dr: 1 };
  expect((await other.during(120 * minute)).join()).toMatch(/added {4}dr/);
  expect(other.complaints.at(-1)).toBe('eu-west-1: answers again.');
  expect(await other.end()).toBe(0);
});

test('who has read enough ends it, quietly', async () => {
  const gone = new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    },
  });
  const { during, code, complaints } = await watch(['-o', 'jsonl'], { 'us-east-1': { prod: 7 } }, gone);
  await during(minute);
  expect(await code).toBe(0);
  expect(complaints).toEqual([]);
});

test('json is one document for what comes at a time, the first one of all that is there, in order', async () => {
  const world: Record<string, Points> = { 'us-east-1': { prod: 7, dev: 1 }, 'eu-west-1': { dr: 3 } };
  const { during, end } = await watch(['-o', 'json'], world);
  const first = JSON.parse((await during(minute)).join('\n'));
  expect(first.map(({ change, row }: Told) => [change, row.name])).toEqual([
    ['added', 'dev'],
    ['added', 'dr'],
    ['added', 'prod'],
  ]);
  world['us-east-1'] = { prod: 8, fresh: 0 };
  const second = JSON.parse((await during(60 * minute)).join('\n'));
  expect(second.map(({ change, row }: Told) => `${change} ${row.name}`).sort()).toEqual([
    'added fresh',
    'changed prod',
    'gone dev',
  ]);
  await end();
});

interface Told {
  readonly change: string;
  readonly row: { readonly name: string };
}

test.each([
  [['-o', 'json'], '[]'],
  [['-o', 'jsonl'], ''],
  [[], ''],
])('where there is nothing yet that is said: %j', async (words, text) => {
  const world: Record<string, Points> = { 'us-east-1': {} };
  const { during, end, complaints } = await watch(words, world);
  expect((await during(10 * minute)).join('')).toBe(text);
  expect(complaints).toEqual(['no vaults yet: waiting for changes.']);
  world['us-east-1'] = { fresh: 0 };
  expect((await during(60 * minute)).join()).toMatch(/fresh/);
  expect(await end()).toBe(0);
});

test('--sort and --limit are for what is there at the beginning; what changes after that is told whole', async () => {
  const world: Record<string, Points> = { 'us-east-1': { a: 7, b: 1, c: 2 }, 'eu-west-1': { d: 3 } };
  const { during, end } = await watch(['-o', 'jsonl', '--sort', '-points', '--limit', '2'], world);
  expect(changesOf(await during(minute))).toEqual([
    ['added', 'us-east-1', 'a', 7],
    ['added', 'eu-west-1', 'd', 3],
  ]);
  world['us-east-1'] = { a: 7, b: 5, c: 2, e: 0 };
  expect(changesOf(await during(60 * minute))).toEqual([
    ['changed', 'us-east-1', 'b', 5],
    ['added', 'us-east-1', 'e', 0],
  ]);
  await end();
});

test('a place that answers late is cut as the others were', async () => {
  const world: Record<string, Points | Error> = { 'us-east-1': { a: 7, b: 1 }, 'eu-west-1': denied };
  const { during, end } = await watch(['-o', 'jsonl', '--limit', '1'], world);
  expect(changesOf(await during(10 * minute))).toEqual([['added', 'us-east-1', 'a', 7]]);
  world['eu-west-1'] = { x: 1, y: 2 };
  expect(changesOf(await during(120 * minute))).toEqual([['added', 'eu-west-1', 'x', 1]]);
  world['eu-west-1'] = { x: 1, y: 3 };
  expect(changesOf(await during(120 * minute))).toEqual([['changed', 'eu-west-1', 'y', 3]]);
  await end();
});

const queue = 'https://sqs.eu-west-1.amazonaws.com/111122223333/vaultop-events';

test('a queue of events makes a job move between two answers', async () => {
  const clock = createFakeClock(start, inTurns);
  const sample = samples['eventbridge/backup-job-state-change--running'];
  const Body = JSON.stringify({ ...sample, account: '111122223333', time: new Date(start).toISOString() });
  const { promise: happened, resolve: happens } = Promise.withResolvers<void>();
  const stub = stubAws([]);
  let received = 0;
  const call: Aws['call'] = async (scope, { service, operation, input }, { signal }) => {
    if (operation !== 'ReceiveMessage') return stub.call(scope, { service, operation, input }, { signal });
    await (received++ === 0 ? happened : new Promise(() => {}));
    return { Messages: [{ MessageId: 'm', ReceiptHandle: 'r', Body }] } as never;
  };
  const out = new PassThrough();
  const printed: string[] = [];
  out.on('data', (chunk) => printed.push(String(chunk)));
  const ending = new AbortController();
  const args = readGetArguments(['jobs', '--watch', '-o', 'jsonl', '--events-queue', queue]);
  const code = watchList({
    world: { aws: { ...stub, now: clock.now, call }, place: { connections: [{ id: '' }], regions: ['eu-west-1'] } },
    store: openMemoryStore(clock.now),
    args,
    clock,
    pipe: createPipe(out).pipe,
    complain() {},
    ended: ending.signal,
    width: () => undefined,
    feed: { queues: args.eventQueues, journal: { load: async () => [], append: async () => {} } },
  });
  await clock.advance(2_000);
  expect(printed).toEqual([]);
  happens();
  await clock.advance(2_000);
  await new Promise((done) => setImmediate(done));
  expect(printed.map((line) => JSON.parse(line))).toMatchObject([{ change: 'added', row: { state: 'RUNNING' } }]);
  ending.abort();
  expect(await code).toBe(0);
});

test('a queue is only emptied for who watches, and only when the flag names it', () => {
  expect(() => readGetArguments(['jobs', '--events-queue', queue])).toThrow(UsageError);
  const chosen = { name: 'prod', context: { eventQueues: [queue] } };
  const { eventQueues } = readGetArguments(['jobs', '--watch'], { chosen } as never);
  expect(eventQueues).toEqual([]);
});
