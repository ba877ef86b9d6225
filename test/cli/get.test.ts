import { PassThrough, Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Aws } from '../../src/aws/aws.ts';
import { AwsProblemError } from '../../src/aws/errors/errors.ts';
import { ownFlags, readGetArguments, requestedIds } from '../../src/cli/get/arguments.ts';
import { csvLine } from '../../src/cli/get/csv.ts';
import { help, run } from '../../src/cli/get/get.ts';
import { createPipe, throughPipe } from '../../src/cli/get/pipe.ts';
import { requestAll } from '../../src/cli/get/request-all.ts';
import { tableLines, widthOf } from '../../src/cli/get/table.ts';
import { sentences } from '../../src/cli/get/troubles.ts';
import { UsageError } from '../../src/cli/options/options.ts';
import { parseFault } from '../../src/emulator/faults.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { displayWidth } from '../../src/lib/text/text.ts';
import { resources } from '../../src/resources/index.ts';
import type { AnyResource } from '../../src/resources/resource.ts';
import { newHome } from '../support/built-program.ts';
import { captureWrites } from '../support/captured-stream.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { environment } from '../support/launch-environment.ts';
import { patienceMs } from '../support/patience.ts';

const noon = Date.UTC(2026, 0, 15, 12);
const log = { level: 'info', debug() {}, info() {}, warn() {}, error() {} } as const;

describe('against the embedded AWS', () => {
  let emulator: Emulator;
  beforeAll(async () => {
    emulator = await startEmulator({ now: noon, throttle: false });
  });
  afterAll(() => emulator.close());
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: noon });
    emulator.setFaults([]);
    for (const name of Object.keys(process.env).filter((key) => /^(AWS|VAULTOP|XDG)_/.test(key)))
      vi.stubEnv(name, undefined);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'x');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
    vi.stubEnv('XDG_CONFIG_HOME', '/nowhere');
    vi.stubEnv('XDG_CACHE_HOME', '/nowhere');
    // The store of one test would have rows of another time in the next test.
    vi.stubEnv('XDG_STATE_HOME', newHome());
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  async function get(...words: string[]) {
    const listeners = process.stdout.listenerCount('error');
    const out = captureWrites(process.stdout);
    const err = captureWrites(process.stderr);
    const places = ['--endpoint-url', emulator.url, '--region', 'us-east-1,eu-west-1'];
    const code = await run(words.length === 0 ? [] : [...words, ...places], environment, log);
    const text = (spy: typeof out) => spy.mock.calls.map(([chunk]) => String(chunk)).join('');
    const result = { code, out: text(out), err: text(err) };
    out.mockRestore();
    err.mockRestore();
    for (const listener of process.stdout.listeners('error').slice(listeners))
      process.stdout.off('error', listener as never);
    return result;
  }

  test('--print-url writes the account and the page of each row in the console', async () => {
    const { out, code } = await get('vaults', '--print-url', '--limit', '2');
    const page =
      /^123456789012 {2}https:\/\/[a-z0-9-]+\.console\.aws\.amazon\.com\/backup\/home\S+\/backupvaults\/details\/\S+$/;
    expect(code).toBe(0);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => page.test(line)),
    ).toEqual([true, true]);
  });

  test('without a list it names them all', async () => {
    const { code, out } = await get();
    expect(code).toBe(0);
    for (const id of requestedIds) expect(out).toMatch(new RegExp(`^${id} `, 'm'));
  });

  test('a table over all Regions, sorted and with a Region beside', async () => {
    const { code, out, err } = await get('vaults', '--sort', '-points');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [head = '', ...lines] = out.trimEnd().split('\n');
    expect(head).toMatch(/^VAULT +REGION +TYPE +POINTS/);
    const points = lines.map((line) =>
      Number(
        line
          .slice(0, head.indexOf('POINTS') + 6)
          .split(/ +/)
          .at(-1),
      ),
    );
    expect(points).toEqual(points.toSorted((a, b) => b - a));
    expect(new Set(lines.map((line) => line.split(/ +/)[1]))).toEqual(new Set(['us-east-1', 'eu-west-1']));
  });

  test('--watch goes on until ctrl-c, and leaves no listener behind', async () => {
    const listeners = process.listenerCount('SIGINT');
    const going = get('vaults', '--watch', '-o', 'jsonl');
    // Six vaults lie in the two Regions.
    await vi.waitFor(() => expect(vi.mocked(process.stdout.write).mock.calls).toHaveLength(6), patienceMs);
    process.emit('SIGINT');
    const { code, out, err } = await going;
    expect({ code, err, listeners: process.listenerCount('SIGINT') }).toEqual({ code: 0, err: '', listeners });
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).change),
    ).toEqual(Array(6).fill('added'));
  });

  test('narrowed by AWS, filtered and cut here', async () => {
    const { out } = await get('jobs', '--state', 'COMPLETED', '--filter', '!ebs', '-o', 'jsonl', '--limit', '2');
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row).toMatchObject({ state: 'COMPLETED', account: '123456789012' });
      expect(JSON.stringify(row)).not.toContain('EBS');
      expect(row.createdAt).toMatch(/^2026-01-\d\dT\d\d:\d\d:\d\d/);
    }
  });

  const efs = 'aws/efs/automatic-backup-vault';

  test('csv holds what json holds', async () => {
    const { out } = await get('points', '--vault', efs, '--limit', '3', '-o', 'csv', '--sort', 'age');
    const [head = '', ...lines] = out.trimEnd().split('\r\n');
    const told = JSON.parse((await get('points', '--vault', efs, '--limit', '3', '-o', 'json', '--sort', 'age')).out);
    expect(lines).toHaveLength(3);
    const at = head.split(',').indexOf('sizeBytes');
    expect(lines.map((line) => Number(line.split(',')[at]))).toEqual(told.map(({ sizeBytes }: never) => sizeBytes));
    expect((await get('points', '--vault', efs, '-o', 'csv', '--no-headers')).out).not.toContain('sizeBytes');
  });

  test('nothing found is nothing wrong', async () => {
    for (const [format, nothing] of [
      ['table', ''],
      ['jsonl', ''],
      ['json', '[]\n'],
    ] as const) {
      expect(await get('plans', '--filter', 'no such thing', '-o', format)).toEqual({ code: 0, out: nothing, err: '' });
    }
  });

  test('a text among the rows of a list is told by its operation, and the rows are there', async () => {
    const whole = await get('vaults', '-o', 'jsonl');
    emulator.setFaults([parseFault('eu-west-1/ListBackupVaults=text-row')]);
    const { code, out, err } = await get('vaults', '-o', 'jsonl');
    expect({ code, rows: out.split('\n').sort() }).toEqual({ code: 1, rows: whole.out.split('\n').sort() });
    expect(err).toMatch(
      /^vaultop: eu-west-1: ListBackupVaults sent a text where a backup vault should be: 1 row is omitted\. Vaultop tries/,
    );
  });

  test('one Region that refuses is told, and the others are there', async () => {
    emulator.setFaults([parseFault('eu-west-1/backup=deny')]);
    const { code, out, err } = await get('vaults', '-o', 'jsonl');
    expect(code).toBe(1);
    expect(err).toMatch(/^vaultop: eu-west-1: .* is denied in eu-west-1\. Ask for the permission/);
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(new Set(rows.map(({ region }) => region))).toEqual(new Set(['us-east-1']));
  });

  test('what is in one Region only is no failure of the others, and what is nowhere is', async () => {
    expect(await get('vaults', '--name', 'prod')).toMatchObject({ code: 0, err: '' });
    const nowhere = await get('vaults', '--name', 'none');
    expect(nowhere.code).toBe(1);
    // AWS denies what is not there.
    expect(nowhere.err).toMatch(/us-east-1: backup:DescribeBackupVault is denied .*, or the resource does not exist/);
  });

  test('what is not offered is a plain word', async () => {
    emulator.setFaults([parseFault('backup/ListFrameworks=not-offered')]);
    expect(await get('frameworks')).toMatchObject({ code: 1, err: expect.stringMatching(/does not offer/) });
  });

  test('who cannot sign in is told what to do', async () => {
    emulator.setFaults([parseFault('sts=expired-token')]);
    const { code, out, err } = await get('vaults');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^vaultop: the default credentials: /);
  });
});

test('what may pass is asked for again, and no row comes twice', async () => {
  const clock = createFakeClock();
  const busy = new AwsProblemError({ kind: 'throttled', message: 'Too fast.', nextStep: 'wait', retryable: true });
  let attempt = 0;
  const resource = {
    ...resources.vaults,
    key: (row: { name: string }) => row.name,
    async *list() {
      yield [{ name: 'a' }];
      attempt += 1;
      if (attempt < 3) throw busy;
      yield [{ name: 'b' }];
    },
  };
  const given: string[] = [];
  const scopes = [{ accountId: '1', region: 'eu-west-1', connection: '' }];
  const asking = requestAll({
    resource,
    scopes,
    clock,
    params: {},
    aws: { now: clock.now } as Aws,
    signal: new AbortController().signal,
    row: async (key) => void given.push(key),
  });
  for (let i = 0; i < 5; i += 1) await clock.advance(1_000);
  expect(await asking).toEqual([]);
  expect({ given, attempt }).toEqual({ given: ['a', 'b'], attempt: 3 });
});

describe('what is typed', () => {
  test('each parameter is a flag, and a shorter one where it is free', () => {
    expect(ownFlags(resources['backup-jobs']).get('vault')).toBe('vaultName');
    expect(readGetArguments(['jobs', '--vault', 'prod', '--plan-id', 'p']).params).toEqual({
      vaultName: 'prod',
      planId: 'p',
    });
    expect(readGetArguments(['jobs', '--param', 'state=A=B']).params).toEqual({ state: 'A=B' });
    expect(readGetArguments(['points', '--vault', 'prod', '--status', 'EXPIRED']).params).toEqual({
      vaultName: 'prod',
      status: 'EXPIRED',
    });
    for (const { params, paramsNeed = {} } of Object.values(resources) as AnyResource[]) {
      const named = [...Object.keys(paramsNeed), ...Object.values(paramsNeed).flat()];
      expect(Object.keys(params)).toEqual(expect.arrayContaining(named));
      const described = Object.keys(params).filter((name) =>
        /\bwith [a-z]+[A-Z]?\w*(:|;|,|$)/.test(params[name] ?? ''),
      );
      expect(Object.keys(paramsNeed)).toEqual(expect.arrayContaining(described));
    }
    for (const resource of Object.values(resources)) {
      expect(new Set(ownFlags(resource).values())).toEqual(new Set(Object.keys(resource.params)));
    }
  });

  test.each([
    [['jobz'], /there is no list "jobz"/],
    [['vualts'], /Did you mean vaults\?/],
    [['metrics'], /no list "metrics"/],
    [['attention', '--watch'], /works only with lists that AWS returns/],
    [['events'], /has no list to request/],
    [['--region', 'x'], /needs the list before the flags/],
    [['jobs', '--sort', 'agee'], /no column "agee" to sort by\. They have: state, name/],
    [['jobs', '--param', 'x'], /--param takes name=value/],
    [['jobs', '--param', 'x=y'], /backup jobs have no parameter "x"/],
    [['jobs', '--vault', ''], /--vault takes a value/],
    [['points', '--status', 'EXPIRED'], /recovery points: "status" can only be used together with "vaultName"\./],
    [['points', '--resource-type', 'S3'], /only be used together with "vaultName" or "resourceArn"\./],
    [['jobs', '--id', 'x', '--state', 'FAILED'], /backup jobs: "state" has no effect beside "id": leave one/],
    [['points', '--vault', 'a', '--legal-hold', 'x'], /"vaultName" has no effect beside "legalHoldId"/],
    [['audits', '--param', 'actor=x'], /audits: "actor" can only be used together with "eventName"\./],
    [['jobs', '-o', 'xml'], /--output takes table, wide, json, jsonl or csv/],
    [['jobs', '--limit', '0'], /--limit takes a number/],
    [['jobs', '-f', '~('], /^--filter ~\(: Unterminated group\.$/],
    [['jobs', '-f', 'age:<soon'], /^--filter age:<soon: age: needs a time, such as age:<2h\.$/],
    [['jobs', '-f', 'ebs vault:'], /^--filter ebs vault:: the term "vault:" is not finished\.$/],
    [['jobs', '-f', '!'], /^--filter !: the term "!" is not finished\.$/],
    [['vaults', '--state', 'x'], /--state/],
  ])('%j is refused with a sentence', (words, sentence) => {
    expect(() => readGetArguments(words)).toThrow(UsageError);
    expect(() => readGetArguments(words)).toThrow(sentence);
  });

  test('the help names every list and parameter', () => {
    for (const id of requestedIds)
      for (const name of [id, ...Object.keys(resources[id].params)]) expect(help()).toContain(name);
  });
});

test.each([
  [['a', 1, true, undefined], 'a,1,true,\r\n'],
  [['say "x", or\r\ny'], '"say ""x"", or\r\ny"\r\n'],
  [['=1+1', '+1', '-1', '@x', -1], "'=1+1,'+1,'-1,'@x,-1\r\n"],
  [[['a', 'b'], [{ key: 'k' }]], 'a b,"[{""key"":""k""}]"\r\n'],
])('csv %j', (cells, line) => {
  expect(csvLine(cells)).toBe(line);
});

describe('a table', () => {
  const row = (name: string, region = 'us-east-1') => ({
    name,
    scope: { accountId: '1', region },
    pointCount: 1,
    locked: false,
    type: 'BACKUP_VAULT',
  });
  const options = { resource: resources.vaults, now: noon, headers: true, wide: false, accounts: new Map() };

  test('is as wide as the terminal and no wider; wide and a pipe cut nothing', () => {
    const rows = [row('n'.repeat(200), 'eu-west-1'), row('日本'.repeat(60))];
    for (const line of tableLines({ ...options, rows, width: 80 })) expect(displayWidth(line)).toBeLessThanOrEqual(80);
    expect(tableLines({ ...options, rows }).join()).toContain('n'.repeat(200));
    expect(tableLines({ ...options, rows, wide: true, width: 80 }).join()).toContain('n'.repeat(200));
  });

  test('shows nothing that a terminal would obey', () => {
    expect(tableLines({ ...options, rows: [row('\u001b[2J')] }).join()).not.toContain('\u001b');
  });
});

describe('a pipe', () => {
  test('that ends early is no failure', async () => {
    const stream = new PassThrough();
    const { write, closed } = createPipe(stream).pipe;
    stream.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    await vi.waitUntil(() => closed.aborted, patienceMs);
    await expect(write('x')).resolves.toBeUndefined();
  });

  test('that is full is waited for', async () => {
    const stream = new PassThrough({ highWaterMark: 4 });
    const { write } = createPipe(stream).pipe;
    let done = false;
    const writing = write('too much for it').then(() => (done = true));
    await Promise.resolve();
    expect(done).toBe(false);
    stream.resume();
    await writing;
  });

  test('that cannot be written says so', async () => {
    const stream = new Writable({ write: (_chunk, _encoding, done) => done(new Error('ENOSPC')) });
    const { write, closed } = createPipe(stream).pipe;
    await write('x').catch(() => {});
    await vi.waitUntil(() => closed.aborted, patienceMs);
    await expect(write('x')).rejects.toThrow(/cannot be written: ENOSPC/);
  });

  test('is written whole, and leaves no listener on its stream', async () => {
    const written: string[] = [];
    const stream = new Writable({
      write: (chunk, _encoding, done) => setImmediate(() => done(void written.push(String(chunk)))),
    });
    await expect(throughPipe(stream, async ({ write }) => write('x'))).resolves.toBeUndefined();
    expect(written.join('')).toBe('x');
    await expect(throughPipe(stream, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused');
    expect(stream.listenerCount('error')).toBe(0);
  });
});

test.each<[boolean, number, number | undefined]>([
  [true, 80, 80],
  [true, 0, undefined],
  [false, 80, undefined],
])('on a terminal: %s, %i columns: cut to %s', (isTTY, columns, width) => {
  expect(widthOf({ isTTY, columns })).toBe(width);
});

test.each([
  ['run: aws sso login --profile base', 'It ended. Run: aws sso login --profile base'],
  [
    'did you mean x? Correct it, or run: aws configure sso --profile a.b',
    'It ended. Did you mean x? Correct it, or run: aws configure sso --profile a.b',
  ],
  [
    'renew the keys: aws configure --profile a, and its token',
    'It ended. Renew the keys: aws configure --profile a, and its token.',
  ],
  ['check the network', 'It ended. Check the network.'],
])('%s: a command at the end can be pasted', (nextStep, text) => {
  expect(sentences({ kind: 'expired-credentials', message: 'It ended.', nextStep, retryable: false })).toBe(text);
});
