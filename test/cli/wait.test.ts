// `vaultop wait` and `--wait`: exit codes by the outcome of the job, and what is said while it is not known.

import { type BackupJobState, ListBackupJobsCommand, ListCopyJobsCommand } from '@aws-sdk/client-backup';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { readActArguments } from '../../src/cli/act/arguments.ts';
import { worstOf } from '../../src/cli/act/wait-for-jobs.ts';
import { readWaitArguments } from '../../src/cli/wait/arguments.ts';
import { awaitJob } from '../../src/cli/wait/await-job.ts';
import { codeOf, reportText } from '../../src/cli/wait/report.ts';
import { run } from '../../src/cli/wait/wait.ts';
import type { Job } from '../../src/domain/jobs/job.ts';
import { type Emulator, startEmulator } from '../../src/emulator/server.ts';
import { clientsOf } from '../emulator/clients.ts';
import { newHome, runBuilt } from '../support/built-program.ts';
import { captureWrites } from '../support/captured-stream.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { environment } from '../support/launch-environment.ts';

const noon = Date.UTC(2026, 0, 15, 12);
const minuteMs = 60_000;

const job = (state: string, more: Partial<Job> = {}): Job => ({
  kind: 'backup',
  id: 'ID-1',
  scope: { accountId: '123456789012', region: 'us-east-1', connection: '' },
  state,
  resourceArn: 'arn:aws:rds:us-east-1:123456789012:db:shop',
  resourceName: 'shop',
  resourceType: 'RDS',
  vaultName: 'prod',
  createdAt: noon,
  isParent: false,
  ...more,
});

/** Each answer is given once, the last one for ever. */
function waiting(responses: readonly (Job | Error)[], timeoutMs: number) {
  const clock = createFakeClock(noon);
  const said: string[] = [];
  let reads = 0;
  const ended = awaitJob({
    clock,
    until: noon + timeoutMs,
    say: (text) => void said.push(text),
    async read() {
      const response = responses[Math.min(reads, responses.length - 1)] as Job | Error;
      reads += 1;
      if (response instanceof Error) throw response;
      return response;
    },
  });
  return { clock, said, ended, reads: () => reads };
}

test.each([
  ['COMPLETED', {}, 0, 'Backup job ID-1 of shop: COMPLETED'],
  [
    'COMPLETED',
    { message: 'Windows VSS failed', messageCategory: 'VSS_ERROR' },
    0,
    'Backup job ID-1 of shop: COMPLETED with issues: Windows VSS failed',
  ],
  ['COMPLETED_WITH_ISSUES', {}, 0, 'COMPLETED_WITH_ISSUES'],
  ['PARTIAL', {}, 1, 'Next: check the messages of the child jobs'],
  ['FAILED', { message: 'Access denied trying to call AWS Backup service' }, 1, ': FAILED: Access denied trying'],
  ['ABORTED', {}, 1, 'ABORTED'],
  ['EXPIRED', {}, 1, 'EXPIRED'],
  ['A_STATE_OF_NEXT_YEAR', { completedAt: noon }, 3, 'A_STATE_OF_NEXT_YEAR'],
])('a job that ends %s %j has the exit code %i', async (state, more, code, text) => {
  const { ended } = waiting([job(state, more)], minuteMs);
  expect(codeOf(await ended)).toBe(code);
  expect(reportText('ID-1', await ended)).toContain(text);
});

test('states are said once each, and the end of a job is noticed within half a minute', async () => {
  const { clock, said, ended, reads } = waiting([job('CREATED'), job('RUNNING'), job('RUNNING')], 60 * minuteMs);
  await clock.advance(30 * minuteMs);
  expect(said).toEqual([
    'backup job ID-1: CREATED (waiting for at most 1h00m more)',
    expect.stringContaining('RUNNING'),
  ]);
  expect(reads()).toBeGreaterThanOrEqual(60);
  expect(reads()).toBeLessThan(80);
  await clock.advance(30 * minuteMs);
  expect(codeOf(await ended)).toBe(3);
  expect(reportText('ID-1', await ended)).toBe('Job ID-1: its end is not known: it is still RUNNING');
  expect(clock.pending()).toBe(0);
});

test('expired credentials make the state unknown until they are renewed', async () => {
  const expired = new Error('The credentials have expired.');
  const { clock, said, ended } = waiting([job('RUNNING'), expired, expired, job('COMPLETED')], 60 * minuteMs);
  await clock.advance(5 * minuteMs);
  expect(said[1]).toMatch(/^state unknown: The credentials have expired\. \(waiting for at most \S+ more\)$/);
  expect(said).toHaveLength(2);
  expect(codeOf(await ended)).toBe(0);
});

test('credentials that stay expired end the wait at the timeout, as unknown', async () => {
  const { clock, ended } = waiting([job('RUNNING'), new Error('The credentials have expired.')], 10 * minuteMs);
  await clock.advance(10 * minuteMs);
  expect(await ended).toMatchObject({ isOver: false, problem: 'The credentials have expired.' });
  expect(codeOf(await ended)).toBe(3);
});

test('of several jobs a failed one decides the exit code', () => {
  expect(worstOf([0, 0])).toBe(0);
  expect(worstOf([0, 3])).toBe(3);
  expect(worstOf([3, 1, 0])).toBe(1);
});

test.each([
  [() => readWaitArguments([]), /wait needs the id of a backup, copy or restore job/],
  [() => readWaitArguments(['one', 'two']), /one job at a time, not also "two"/],
  [() => readWaitArguments(['one', '--kind', 'report']), /--kind takes backup, copy or restore, not "report"/],
  [() => readWaitArguments(['one', '--timeout', 'soon']), /--timeout takes a time such as 90m or 2h, not "soon"/],
  [() => readActArguments('vault', ['create', '--name', 'x', '--wait']), /vault create starts no job/],
  [() => readActArguments('job', ['start', 'arn:x', '--timeout', '2h']), /--timeout requires --wait/],
  [() => readActArguments('job', ['start', 'arn:x', '--wait', '--dry-run']), /--dry-run starts no job/],
])('usage is refused: %s', (read, sentence) => {
  expect(read).toThrow(sentence);
});

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator({ now: noon, throttle: false });
});
afterAll(() => emulator.close());
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: noon, shouldAdvanceTime: true });
  for (const name of Object.keys(process.env).filter((key) => /^(AWS|VAULTOP|XDG)_/.test(key)))
    vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'x');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
  vi.stubEnv('XDG_CONFIG_HOME', '/nowhere');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

async function wait(...words: string[]) {
  const out = captureWrites(process.stdout);
  const errors = captureWrites(process.stderr);
  const log = { level: 'info', debug() {}, info() {}, warn() {}, error() {} } as const;
  try {
    const place = ['--endpoint-url', emulator.url, '--region', 'us-east-1'];
    const code = await run([...words, ...place], environment, log);
    const textOf = (spy: typeof out) => spy.mock.calls.map(([chunk]) => String(chunk)).join('');
    return { code, out: textOf(out), errors: textOf(errors) };
  } finally {
    out.mockRestore();
    errors.mockRestore();
  }
}

async function backupJob(ByState: BackupJobState): Promise<string> {
  const { BackupJobs = [] } = await clientsOf(emulator).backup.send(new ListBackupJobsCommand({ ByState }));
  return BackupJobs[0]?.BackupJobId ?? '';
}

test('AWS is asked for each kind of job, and the outcome is printed', async () => {
  const failed = await backupJob('FAILED');
  const backup = await wait(failed);
  expect(backup.code).toBe(1);
  expect(backup.out).toMatch(new RegExp(`^Backup job ${failed} of \\S+: FAILED: .+\nNext: .+\n$`));
  const { CopyJobs = [] } = await clientsOf(emulator).backup.send(new ListCopyJobsCommand({ ByState: 'COMPLETED' }));
  const copy = await wait(CopyJobs[0]?.CopyJobId ?? '', '--format', 'json');
  expect(copy.code).toBe(0);
  expect(JSON.parse(copy.out)).toMatchObject({ kind: 'copy', outcome: 'completed', state: 'COMPLETED' });
});

test('a job that AWS does not have is no failed job', async () => {
  expect(await wait('00000000-0000-0000-0000-000000000000')).toMatchObject({
    code: 3,
    errors: expect.stringContaining('There is no backup, copy or restore job 00000000'),
  });
});

test('of a job of another kind than that of --kind nothing is known', async () => {
  expect((await wait(await backupJob('COMPLETED'), '--kind', 'restore')).code).toBe(3);
});

test('the program starts a backup and ends with it', async () => {
  const arn = 'arn:aws:dynamodb:us-east-1:123456789012:table/sessions';
  const place = ['--demo', '--speed', '20000', '--region', 'us-east-1'];
  const words = ['job', 'start', arn, '--vault', 'prod', '--wait', '--timeout', '5m', '--write', '--yes', ...place];
  const { code, stdout, stderr } = await runBuilt(words, { env: { HOME: newHome() } });
  expect(stderr).toMatch(/Backup job started: \S+/);
  const { results } = JSON.parse(stdout);
  expect(results[0]).toMatchObject({ outcome: 'done', job: { kind: 'backup', id: expect.any(String) } });
  expect(code).toBe(results[0].job.outcome === 'completed' ? 0 : 1);
});
