// The built program as a process: exit codes, what it prints, and which Node it wants.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { parseFault } from '../../src/emulator/faults.ts';
import { startEmulator } from '../../src/emulator/server.ts';
import { attentionSources } from '../../src/resources/derived/derived.ts';
import { builtProgram } from '../support/built-program.ts';
import { sharedCode } from '../support/compiled-code.ts';
import { plainProxy } from '../support/plain-proxy.ts';

// Most of the time a program waits for CloudTrail, which responds once a second: a few programs wait side by side.
vi.setConfig({ maxConcurrency: 3 });

/** For tests that the longest lists do not concern: the demo refuses them. */
const withoutLongLists = ['ListRecoveryPointsByBackupVault', 'LookupEvents'].flatMap((name) => [
  '--fault',
  `${name}=deny`,
]);

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function runProgram(words: readonly string[], env: Record<string, string> = {}, nodeFlags: readonly string[] = []) {
  const home = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
  const quiet = { HOME: home, AWS_EC2_METADATA_DISABLED: 'true', ...sharedCode };
  return new Promise<Outcome>((done, failed) => {
    const child = spawn(process.execPath, [...nodeFlags, builtProgram(), ...words], {
      env: { ...quiet, ...env },
      cwd: home,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('error', failed);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}

test.concurrent('the demo without a terminal writes one snapshot of every Region, in the letters of the locale, and ends well', async () => {
  const { code, stdout, stderr } = await runProgram(['--demo'], { LC_ALL: 'C' });
  expect(stdout).toMatch(/^[\n -~]+$/);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  for (const region of ['us-east-1', 'eu-west-1', 'ap-southeast-2']) expect(stdout).toContain(`${region}: answers`);
  expect(stdout).toMatch(/Running jobs: [1-9]/);
  expect(stdout).toMatch(/Recent audits: [1-9]/);
});

test.concurrent.each([
  [
    'a reader that leaves at once is no failure',
    `--demo --once --no-cloudwatch --region ap-southeast-2 ${withoutLongLists.join(' ')} | true`,
    0,
    '',
  ],
  ['nor is one that wants no help', '--help | true', 0, ''],
  ['a full disk is told in one line', '--help > /dev/full', 1, 'vaultop: the disk is full\n'],
])('%s', async (_, words, code, said) => {
  const line = `"${process.execPath}" "${builtProgram()}" ${words}; exit \${PIPESTATUS[0]}`;
  const home = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
  const child = spawn('bash', ['-c', line], {
    env: { HOME: home, PATH: process.env.PATH, ...sharedCode },
    stdio: 'pipe',
  });
  let stderr = '';
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const [exitCode] = await once(child, 'close');
  expect(stderr.replace(/The details are in .*\n/, '')).toBe(said);
  expect(exitCode).toBe(code);
});

// On its own: a machine that is busy with other programs must not keep it from hearing of all lists in time.
test('--once --json prints the promised shape from an endpoint of the environment, and the findings and gaps of check', async () => {
  const faults = [parseFault('eu-west-1/backup/GetBackupPlan=deny')];
  const emulator = await startEmulator({ now: Date.now(), faults });
  const env = { AWS_ENDPOINT_URL: emulator.url, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
  const where = ['--region', 'ap-southeast-2,eu-west-1'];
  const [once, check] = await Promise.all([
    runProgram(['--once', '--json', ...where], env),
    runProgram(['check', '--format', 'json', ...where], env),
  ]);
  await emulator.close();
  expect(once.code).toBe(0);
  const [summary, report] = [JSON.parse(once.stdout), JSON.parse(check.stdout)];
  expect(summary).toMatchObject({
    schema: 'vaultop.overview/1',
    account: '123456789012',
    regions: [
      { region: 'ap-southeast-2', state: 'fresh' },
      { region: 'eu-west-1', state: 'fresh' },
    ],
  });
  expect(summary.runningJobs.length).toBeGreaterThan(0);
  expect(summary.vaults.every(({ lock }: { lock: string }) => typeof lock === 'string')).toBe(true);
  const ids = ({ findings }: { findings: { id: string }[] }) => findings.map(({ id }) => id).toSorted();
  expect(ids(report).length).toBeGreaterThan(0);
  expect(ids(summary)).toEqual(ids(report));
  expect(summary.unanswered).toEqual(report.unanswered);
});

test.concurrent('a Region that refuses is told in the snapshot, and the others are there', async () => {
  const where = ['--region', 'ap-southeast-2,eu-west-1', '--fault', 'eu-west-1=deny'].concat(withoutLongLists);
  const { code, stdout } = await runProgram(['--demo', '--once', '--json', '--no-cloudwatch'].concat(where));
  expect(code).toBe(0);
  const { regions, vaults } = JSON.parse(stdout);
  expect(regions[1]).toMatchObject({ region: 'eu-west-1', state: 'failing', problem: { kind: 'denied' } });
  expect(vaults.some(({ region }: { region: string }) => region === 'ap-southeast-2')).toBe(true);
});

test.concurrent('without credentials it says which command mends that, and fails', async () => {
  const { code, stdout } = await runProgram(['--once', '--region', 'us-east-1']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/aws configure sso/);
});

test.concurrent.each([
  [['--region', 'nowhere'], 2, /is not a Region name/],
  [['--once'], 2, /no Region is set/],
  [['--demo', '--fault', 'x=y'], 2, /Unknown fault kind "y" in "x=y"/],
])('%j ends with %i', async (words, expected, sentence) => {
  const { code, stderr } = await runProgram(words);
  expect(code).toBe(expected);
  expect(stderr).toMatch(sentence);
});

test.concurrent('check tells the troubles of the demo, worst first, and ends as Nagios wants it', async () => {
  const { code, stdout, stderr } = await runProgram([
    'check',
    '--demo',
    '--region',
    'ap-southeast-2',
    '--format',
    'json',
  ]);
  expect(stderr).toBe('');
  const { schema, state, counts, findings, unanswered } = JSON.parse(stdout);
  expect({ schema, state, code, unanswered }).toEqual({
    schema: 'vaultop.check/1',
    state: 'CRITICAL',
    code: 2,
    unanswered: [],
  });
  expect(counts.critical).toBeGreaterThan(0);
  expect(findings[0]).toMatchObject({ severity: 'critical' });
  expect(findings.map(({ text }: { text: string }) => text).join('\n')).toContain('EFS: opted out in ap-southeast-2');
});

test.concurrent.each([
  [['check', '--format', 'xml'], /--format takes text, json or nagios/],
  [['check', '--nonsense'], /nonsense/],
  [['check', '--region', 'nowhere'], /is not a Region name/],
])('%j is unknown to Nagios', async (words, sentence) => {
  const { code, stderr } = await runProgram(words);
  expect(code).toBe(3);
  expect(stderr).toMatch(sentence);
});

test.concurrent.each([
  [['--format', 'nagios', '--nonsense'], /^VAULTOP UNKNOWN: .*nonsense/],
  [['--format=nagios', '--without', 'metrics'], /^VAULTOP UNKNOWN: --without takes the lists .* not "metrics"\.\n$/],
])('check %j tells Nagios on stdout', async (words, line) => {
  const { code, stdout, stderr } = await runProgram(['check', ...words]);
  expect([code, stderr]).toEqual([3, '']);
  expect(stdout).toMatch(line);
});

test.concurrent('check knows nothing where AWS Backup answers with pages of somebody else', async () => {
  const words = ['check', '--demo', '--region', 'us-east-1', '--without', 'audits', '--fault', '*=html:404'];
  const { code, stdout } = await runProgram([...words, '--format', 'json']);
  const { state, counts, unansweredLists, without } = JSON.parse(stdout);
  expect({ code, state, without }).toEqual({ code: 3, state: 'UNKNOWN', without: ['audits'] });
  expect(counts).toMatchObject({ critical: 0, warning: 0, unanswered: attentionSources.length - 1 });
  expect(unansweredLists).toContainEqual(
    expect.objectContaining({ list: 'scan-jobs', region: 'us-east-1', state: 'refused', reason: 'not offered' }),
  );
});

const olderNode = "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'18.20.4'})";

test.concurrent('an older Node is told which one is needed', async () => {
  const { code, stdout, stderr } = await runProgram(['--demo'], {}, ['--import', olderNode]);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toBe('vaultop needs Node 22.21 or newer; this is Node 18.20.4.\n');
});

test.concurrent.each(['--version', '--help'])('%s is the same on an older Node', async (flag) => {
  const older = await runProgram([flag], {}, ['--import', olderNode]);
  expect(older).toEqual(await runProgram([flag]));
  expect(older).toMatchObject({ code: 0, stderr: '' });
});

test.concurrent.each([['--demo', '--region', 'ap-southeast-2', 'get', 'jobs'], ['--help']])(
  'LC_ALL=C: %s writes nothing but ASCII',
  async (...words) => {
    const { code, stdout } = await runProgram(words, { LC_ALL: 'C' });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[\n -~]+$/);
  },
);

const hourMs = 3_600_000;
const tickMs = 1_000;

test.concurrent.each([
  ['goes 600 times as fast since another day', { speed: 600, now: Date.UTC(2026, 0, 15, 12, 7) }, 0],
  ['stands still at another day', { now: Date.UTC(2026, 0, 15, 12, 7) }, 0],
  ['tells by Date alone that it is an hour ahead', { clock: { now: () => Date.now() + hourMs } }, hourMs],
])('--once and check go by the clock of an AWS that %s', async (_, options, aheadMs) => {
  // The longest lists are refused: no statement about the present rests on them.
  const faults = ['ListRecoveryPointsByBackupVault=deny', 'LookupEvents=deny'].map(parseFault);
  const emulator = await startEmulator({ ...options, faults });
  const url = aheadMs === 0 ? emulator.url : await plainProxy(emulator.url);
  const there = async () => {
    const response = await fetch(`${emulator.url}/_vaultop/clock`);
    return Date.parse(((await response.json()) as { now: string }).now);
  };
  const env = { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
  const programs = [
    ['--once', '--json', '--no-cloudwatch', '--region', 'ap-southeast-2'],
    ['check', '--format', 'json', '--region', 'ap-southeast-2'],
  ];
  const before = await there();
  const ran = await Promise.all(programs.map((words) => runProgram(words, env)));
  const after = await there();
  await emulator.close();
  for (const { stdout } of ran) {
    const at = Date.parse(JSON.parse(stdout).at);
    expect(at).toBeGreaterThanOrEqual(before - 2 * tickMs);
    expect(at).toBeLessThanOrEqual(after);
  }
});

test.concurrent('a list of an AWS whose clock stands still months ago has its jobs, and their ages', async () => {
  const emulator = await startEmulator({ now: Date.UTC(2026, 0, 15, 12, 7) });
  const env = { AWS_ENDPOINT_URL: emulator.url, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
  const { stdout } = await runProgram(['get', 'jobs', '--region', 'us-east-1', '--filter', 'RUNNING'], env);
  await emulator.close();
  const [, ...rows] = stdout.trimEnd().split('\n');
  expect(rows.length).toBeGreaterThan(3);
  expect(stdout).not.toMatch(/ \d+[dy] /);
});

test.concurrent('a clock that is 20 minutes behind is told in one line, and the list comes all the same', async () => {
  const emulator = await startEmulator({ faults: [parseFault('*=clock-skew:20')] });
  const env = { AWS_ENDPOINT_URL: emulator.url, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
  const { code, stdout, stderr } = await runProgram(['--region', 'us-east-1', 'get', 'vaults'], env);
  await emulator.close();
  expect([code, stderr]).toEqual([
    0,
    "vaultop: This machine's clock is 20 minutes behind AWS's; AWS's time is used.\n",
  ]);
  expect(stdout).toContain('prod');
});
