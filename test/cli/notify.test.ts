import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { alertSettingsOf } from '../../src/cli/dashboard/alert-settings.ts';
import type { Bell } from '../../src/cli/dashboard/notify.ts';
import { createNotifier, type News, type NotifyOptions } from '../../src/cli/dashboard/notify.ts';
import { createJobNotifier } from '../../src/cli/dashboard/notify-jobs.ts';
import type { JobNotification } from '../../src/domain/jobs/job-notification.ts';
import { job, trouble } from '../components/fixtures.ts';

const silentLog = { info() {}, warn() {}, error() {} } as unknown as NotifyOptions['log'];

function notifierOf(options: Partial<NotifyOptions>) {
  const written: string[] = [];
  const notify = createNotifier({
    bell: 'off',
    capabilities: { multiplexer: 'none' },
    env: {},
    log: silentLog,
    write: (sequence) => written.push(sequence),
    ...options,
  });
  return { notify, written };
}

const shop = trouble('shop', 'us-east-1');
const orders = trouble('orders', 'us-east-1', { severity: 'critical' });

const news: News = {
  alerts: [
    { item: orders, reason: 'risen' },
    { item: shop, reason: 'new' },
  ],
  isDigest: false,
};

test.each([
  ['off', {}, []],
  ['on', {}, ['\x07']],
  ['desktop', {}, [`\x1b]9;vaultop: ${orders.text} and 1 more\x07`]],
  ['desktop', { VTE_VERSION: '7600' }, [`\x1b]777;notify;vaultop;${orders.text} and 1 more\x07`]],
] as const)('bell %s in %j', (bell, env, sequences) => {
  const { notify, written } = notifierOf({ bell, env });
  notify(news);
  expect(written).toEqual(sequences);
  notify({ alerts: [], isDigest: false });
  expect(written).toEqual(sequences);
});

test('the command gets the findings as JSON, each with its reason', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'vaultop-test-')), 'news.json');
  expect(await notifierOf({ command: `cat > '${file}'` }).notify(news)).toBe(true);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    schema: 'vaultop.attention/1',
    digest: false,
    findings: [
      { subject: 'orders', severity: 'critical', reason: 'risen' },
      { subject: 'shop', reason: 'new' },
    ],
  });
});

test('a digest of nothing is sent too, so that its absence means something', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'vaultop-test-')), 'news.json');
  await notifierOf({ command: `cat > '${file}'` }).notify({ alerts: [], isDigest: true });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ digest: true, findings: [] });
});

test.each(['exit 3', 'kill -9 $$', '/no/such/program'])(
  'a command that fails (%s) has notified nobody; the bell rings once',
  async (command) => {
    const { notify, written } = notifierOf({ command, bell: 'on' });
    expect(await notify(news)).toBe(false);
    expect(await notify(news)).toBe(false);
    expect(written).toEqual(['\x07']);
  },
);

const failed = job('0A1B2C3D-9', 'us-east-1', {
  state: 'FAILED',
  resourceName: 'or\x07ders',
  message: 'No\x1b]0;disk',
});
const ended: readonly JobNotification[] = [{ job: failed }, { job: failed, problem: 'AWS no longer lists the job' }];
const said = 'Backup job 0A1B2C3D of or ders: FAILED: No ]0;disk and 1 more';

/** What a followed job's end writes to the terminal. */
function notifyJobs(bell: Bell, env: NotifyOptions['env'], more: Partial<NotifyOptions> = {}): string[] {
  const written: string[] = [];
  const write = (sequence: string) => void written.push(sequence);
  createJobNotifier({ bell, env, capabilities: { multiplexer: 'none' }, log: silentLog, write, ...more })(ended);
  return written;
}

test.each([
  ['off', {}, ['\x07']],
  ['desktop', {}, ['\x07', `\x1b]9;vaultop: ${said}\x07`]],
  ['off', { TERM_PROGRAM: 'iTerm.app' }, ['\x07', `\x1b]9;vaultop: ${said}\x07`]],
  ['on', { TERM: 'foot' }, ['\x07', `\x1b]777;notify;vaultop;${said}\x07`]],
] as const)(
  'a followed job rings with bell %s in %j, and notifies where the terminal takes it',
  (bell, env, sequences) => {
    expect(notifyJobs(bell, env)).toEqual(sequences);
  },
);

test('the command gets the followed jobs as JSON, one of unknown end as unknown', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'vaultop-test-')), 'jobs.json');
  notifyJobs('off', {}, { command: `cat > '${file}.part' && mv '${file}.part' '${file}'` });
  await expect.poll(() => existsSync(file)).toBe(true);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    schema: 'vaultop.jobs/1',
    jobs: [
      { id: '0A1B2C3D-9', kind: 'backup', region: 'us-east-1', outcome: 'failed', state: 'FAILED' },
      { id: '0A1B2C3D-9', outcome: 'unknown', problem: 'AWS no longer lists the job' },
    ],
  });
});

test('with nothing configured a followed job rings all the same, and findings are not looked for', () => {
  const written: string[] = [];
  const write = (sequence: string) => void written.push(sequence);
  const { alert, notifyJobs } = alertSettingsOf(
    { bell: 'off', notifyFrom: 'warning' },
    {
      terminal: { capabilities: { multiplexer: 'none' } as never, announcementWriter: undefined, write },
      children: { add() {} } as never,
      log: silentLog,
      env: {},
    },
  );
  notifyJobs?.(ended);
  expect([alert, written]).toEqual([undefined, ['\x07']]);
});
