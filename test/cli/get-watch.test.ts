// `get --watch` on a clock that the test moves: what is printed when, and how it ends.
import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { AwsProblemError } from '../../src/aws/errors.ts';
import { readGetArguments } from '../../src/cli/get/arguments.ts';
import { createPipe } from '../../src/cli/get/pipe.ts';
import { watchList } from '../../src/cli/get/watch.ts';
import { UsageError } from '../../src/cli/options.ts';
import { createFakeClock, settle } from '../support/fake-clock.ts';
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
  ...{ kind: 'denied', message: 'backup:ListBackupVaults is denied in eu-west-1.', retryable: false },
  nextStep: 'ask for the right',
});

/** `world`: points by vault, by Region; an error is a refusal. */
async function watch(
  words: readonly string[],
  world: Record<string, Points | Error>,
  out: Writable = new PassThrough(),
) {
  const clock = createFakeClock(start);
  const printed: string[] = [];
  const complaints: string[] = [];
  if (out instanceof PassThrough) out.on('data', (chunk) => printed.push(String(chunk)));
  const aws = stubAws([], ({ region }) => {
    const said = world[region];
    if (said instanceof Error) throw said;
    return page(region, said ?? {});
  });
  const ending = new AbortController();
  const code = watchList({
    args: readGetArguments(['vaults', '--watch', ...words]),
    world: { aws, place: { connections: [{ id: '' }], regions: Object.keys(world) } },
    pipe: createPipe(out),
    ...{ clock, complain: (line: string) => complaints.push(line), ended: ending.signal, width: () => undefined },
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
  const { during, end } = await watch(['-o', 'jsonl', '--filter', '41'], world);
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
  // It stands below the others.
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
  expect(complaints).toEqual(['eu-west-1: backup:ListBackupVaults is denied in eu-west-1. Ask for the right.']);
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

test.each([
  [['-o', 'json'], /say -o jsonl/],
  [['--limit', '3'], /--limit does not go with it/],
  [['--sort', 'age'], /--sort does not go with it/],
])('%j is refused with a sentence', (words, sentence) => {
  expect(() => readGetArguments(['vaults', '-w', ...words])).toThrow(UsageError);
  expect(() => readGetArguments(['vaults', '-w', ...words])).toThrow(sentence);
});
