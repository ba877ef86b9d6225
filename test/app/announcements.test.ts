// What a screen reader receives: lines that name what changed.
import { afterEach, expect, test } from 'vitest';
import { createAnnouncementWriter } from '../../src/cli/dashboard/announcements.ts';
import { dataOf, handRuntime, job, now, smallWorld, trouble, vault } from '../components/fixtures.ts';

let said: string[] = [];
afterEach(() => {
  said = [];
});

function listen(world = smallWorld, unicode = true) {
  const runtime = handRuntime(world, 80, 24);
  const announcementWriter = createAnnouncementWriter((text) => said.push(text), unicode);
  announcementWriter.follow(runtime);
  const press = (...keys: string[]) => {
    said = [];
    for (const key of keys) runtime.dispatch({ type: 'key', key });
    return said.join('').split('\r\n').slice(0, -1);
  };
  return { runtime, announcementWriter, press };
}

test('at the start: where we are, how the day was, the row under the cursor', () => {
  listen();
  expect(said.join('').split('\r\n')).toEqual([
    'Overview, Running jobs: 3',
    'Last 24 hours: 1 completed, 1 failed, 0 expired, 0 aborted, 3 running',
    expect.stringMatching(/^db-r1.*state RUNNING.*us-east-1, 1 of 3$/),
    '',
  ]);
});

test('moving tells the row, a new place tells itself, and a key that does nothing is silent', () => {
  const { press } = listen();
  expect(press('j')).toEqual([expect.stringMatching(/^orders.*2 of 3$/)]);
  expect(press('G', 'j')).toHaveLength(1);
  expect(press('2')).toEqual(['Overview, Vaults: 3', expect.any(String), expect.stringMatching(/^dev.*1 of 3$/)]);
  expect(press(':', 'v')).toEqual(['command ', 'command v']);
  expect(press('escape', 'j')).toEqual([
    expect.any(String),
    expect.any(String),
    expect.any(String),
    expect.stringMatching(/2 of 3$/),
  ]);
});

test('a detail is read whole', () => {
  const { press } = listen();
  const lines = press('i');
  expect(lines[0]).toMatch(/^backup job .*db-r1.*, detail$/);
  expect(lines.length).toBeGreaterThan(5);
  expect(lines).not.toContain('');
});

test('time alone says nothing', () => {
  const { runtime } = listen();
  said = [];
  runtime.learn({ now: now + 30_000 });
  expect(said).toEqual([]);
});

test('a job that ended and a row that changed under the cursor are told', () => {
  const { runtime } = listen();
  said = [];
  const jobs = [job('r1', 'us-east-1', { resourceName: 'db-r1', state: 'FAILED', message: 'no more room' })];
  const next = dataOf({ ...smallWorld, rows: { ...smallWorld.rows, 'backup-jobs': jobs } });
  runtime.learn({ ...next, version: 2 });
  expect(said[0]).toBe('backup of db-r1 ended: FAILED no more room\r\n');
});

test('what is new is told with its weight; text from outside cannot steer the terminal', () => {
  const hostile = { ...smallWorld, rows: { ...smallWorld.rows, vaults: [vault('\u001b[2Jé', 'us-east-1')] } };
  const { announcementWriter, press } = listen(hostile, false);
  announcementWriter.alerts([
    { item: trouble('x', 'us-east-1', { text: 'db\u001b]0;x\u0007: no point' }), reason: 'new' },
    { item: trouble('y', 'us-east-1', { severity: 'critical', text: 'y: no point' }), reason: 'risen' },
  ]);
  expect(said.slice(-2)).toEqual(['New warning: db?]0;x?: no point\r\n', 'Risen to critical: y: no point\r\n']);
  press('2');
  expect(said.join('')).not.toMatch(/\u001b|[^\x00-\x7e]/);
});

test('of a plan the values from other lists are told as well', () => {
  const plan = { scope: vault('prod', 'us-east-1').scope, id: 'p-1', arn: 'arn', name: 'nightly', versionId: 'v-1' };
  const rule = {
    ...plan,
    planId: 'p-1',
    schedule: 'cron(0 5 ? * * *)',
    timeZone: 'Etc/UTC',
    preview: [now + 3_600_000],
  };
  const { press } = listen({ rows: { plans: [plan], 'plan-rules': [rule] } });
  const lines = press(':', ...'plans', 'return');
  expect(lines.at(-1)).toMatch(/^nightly.*next run 1h00m \d\d:\d\d UTC.*outcome \?.*rules 1/);
});
