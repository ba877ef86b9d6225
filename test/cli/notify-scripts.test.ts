// The scripts of config/notify, with a curl that keeps what it is given.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const scripts = resolve(import.meta.dirname, '../../config/notify');
const hasJq = spawnSync('jq', ['--version']).status === 0;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vaultop-notify-'));
  const curl =
    '#!/bin/sh\nprintf \'%s\\n\' "$*" >> "$OUT/arguments"\ncat >> "$OUT/bodies"\necho >> "$OUT/bodies"\nexit "$CURL_CODE"\n';
  writeFileSync(join(folder, 'curl'), curl, { mode: 0o755 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const addresses = { SLACK_WEBHOOK_URL: 'https://slack.test/x', TEAMS_WEBHOOK_URL: 'https://teams.test/x' };

function send(name: string, news: object, env: Readonly<Record<string, string>> = {}) {
  for (const file of ['arguments', 'bodies']) writeFileSync(join(folder, file), '');
  const { status, stderr } = spawnSync(join(scripts, name), {
    input: JSON.stringify(news),
    encoding: 'utf8',
    env: { PATH: `${folder}:${process.env.PATH}`, OUT: folder, CURL_CODE: '0', ...env },
  });
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  return { status, stderr, arguments: read('arguments'), bodies: read('bodies') };
}

const place = { account: '123456789012', region: 'eu-west-1' };
const finding = { ...place, id: '/a/b', severity: 'critical', text: 'orders <!channel> & co: no recovery point' };
const news = { schema: 'vaultop.attention/1', digest: false, findings: [{ ...finding, reason: 'new' }] };
const check = {
  schema: 'vaultop.check/1',
  findings: [],
  unansweredLists: [{ ...place, list: 'vaults', message: 'denied' }],
};
const job = { id: 'J1', kind: 'backup', accountId: '123456789012', region: 'eu-west-1', state: 'RUNNING' };
const jobs = {
  schema: 'vaultop.jobs/1',
  jobs: [
    { ...job, outcome: 'failed', state: 'FAILED', message: 'No disk' },
    { ...job, id: 'J2', outcome: 'unknown', problem: 'AWS no longer lists the job' },
    { ...job, id: 'J3', outcome: 'completed', state: 'COMPLETED' },
  ],
};
const jobLines = [
  'backup job J1: FAILED: No disk (123456789012/eu-west-1)',
  'backup job J2: its end is not known: AWS no longer lists the job (123456789012/eu-west-1)',
  'backup job J3: COMPLETED (123456789012/eu-west-1)',
];

test.skipIf(!hasJq)('Slack gets a line for each, and a name is no mention', () => {
  const textOf = (document: object) =>
    (JSON.parse(send('slack.sh', document, addresses).bodies) as { text: string }).text;
  expect(textOf(news)).toBe('critical: orders &lt;!channel&gt; &amp; co: no recovery point (123456789012/eu-west-1)');
  expect(textOf(check)).toBe('unknown: vaults: denied (123456789012/eu-west-1)');
  expect(textOf(jobs).split('\n')).toEqual(jobLines);
  expect(textOf({ ...news, digest: true, findings: [] })).toBe('nothing needs attention');
  const many = { ...news, findings: Array.from({ length: 23 }, () => finding) };
  expect(textOf(many).split('\n')).toHaveLength(21);
  expect(textOf(many)).toMatch(/\nand 3 more$/);
});

test.skipIf(!hasJq)('Teams gets a card with the same lines', () => {
  const { bodies } = send('teams.sh', jobs, addresses);
  const runs = JSON.parse(bodies).attachments[0].content.body as { inlines: { text: string }[] }[];
  expect(runs.map(({ inlines }) => inlines[0]?.text)).toEqual(jobLines);
});

test.skipIf(!hasJq)('PagerDuty gets an event for each but completed jobs, and the key is no argument', () => {
  const eventsOf = (document: object) => {
    const { bodies, arguments: words } = send('pagerduty.sh', document, { PAGERDUTY_ROUTING_KEY: 'secret-key' });
    expect(words).not.toContain('secret-key');
    return bodies
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  };
  expect(eventsOf(news)).toMatchObject([
    {
      routing_key: 'secret-key',
      event_action: 'trigger',
      dedup_key: 'vaultop /a/b',
      payload: { summary: finding.text, severity: 'critical', source: '123456789012/eu-west-1' },
    },
  ]);
  expect(eventsOf(check)).toMatchObject([{ payload: { summary: 'unknown: vaults: denied', severity: 'warning' } }]);
  expect(eventsOf(jobs).map(({ payload }) => payload.summary)).toEqual([
    'backup job J1: FAILED',
    'backup job J2: its end is not known',
  ]);
  const long = { ...news, findings: [{ ...finding, id: 'x'.repeat(400), text: 'y'.repeat(2_000) }] };
  const [event] = eventsOf(long);
  expect([event.dedup_key.length, event.payload.summary.length]).toEqual([255, 1_024]);
});

const names = ['slack.sh', 'teams.sh', 'pagerduty.sh'];
const all = { ...addresses, PAGERDUTY_ROUTING_KEY: 'key' };

test.skipIf(!hasJq).each(names)('%s sends nothing for nothing, and fails where sending fails', (name) => {
  expect(send(name, { findings: [], unansweredLists: [] }, all)).toMatchObject({ status: 0, arguments: '' });
  expect(send(name, news, { ...all, CURL_CODE: '22' }).status).not.toBe(0);
  const { status, stderr } = send(name, news);
  expect(status).not.toBe(0);
  expect(stderr).toMatch(/(?:URL|KEY): is not set/);
});

test('they are shell scripts without errors', () => {
  for (const name of names) execFileSync('sh', ['-n', join(scripts, name)]);
});
