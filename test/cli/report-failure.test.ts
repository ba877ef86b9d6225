import { beforeEach, expect, test, vi } from 'vitest';
import { reportFailure, ScreenFailure } from '../../src/cli/output/report-failure.ts';
import { programFacts } from '../../src/cli/program-facts.ts';
import { createLog } from '../../src/lib/files/log.ts';

const written: string[] = [];
const logged: string[] = [];
const log = createLog({
  path: undefined,
  maxBytes: 1,
  clock: { now: () => Date.UTC(2026, 0, 15, 12) },
  write: (line) => void logged.push(line),
});

beforeEach(() => {
  written.length = 0;
  logged.length = 0;
  vi.stubEnv('XDG_STATE_HOME', '/somewhere/state');
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  return () => vi.unstubAllEnvs();
});

test('the last line names the log, and the stack is not printed', () => {
  reportFailure(log, new Error('it broke'));
  expect(written.join('')).toBe('vaultop: it broke\nThe details are in /somewhere/state/vaultop/vaultop.log\n');
});

test('the log has the stack, the program, its Node and its terminal', () => {
  reportFailure(log, new Error('it broke'));
  const [entry = ''] = logged;
  expect(JSON.parse(entry)).toMatchObject({
    event: 'failed',
    level: 'error',
    version: 'test',
    node: process.versions.node,
    error: { message: 'it broke', stack: expect.stringContaining('report-failure.test.ts') },
  });
});

test('a fault of the screen is reported as its cause, with the last events', () => {
  const cause = Object.assign(new Error('it broke', { cause: new Error('deeper') }), { code: 'EWHY' });
  reportFailure(log, new ScreenFailure(cause, ['commanded row.open', 'answered (3 times)']));
  expect(written[0]).toBe('vaultop: it broke\n');
  expect(JSON.parse(logged[0] ?? '')).toMatchObject({
    error: { name: 'Error', message: 'it broke', code: 'EWHY', cause: { message: 'deeper' } },
    recentEvents: ['commanded row.open', 'answered (3 times)'],
  });
});

test('what is thrown and is no error is written as it is', () => {
  reportFailure(log, 'a word');
  expect(JSON.parse(logged[0] ?? '')).toMatchObject({ error: 'a word', recentEvents: [] });
});

test('of the environment only what names the terminal is in it', () => {
  const env = { TERM: 'xterm-256color', AWS_SECRET_ACCESS_KEY: 'hunter2', AWS_PROFILE: 'prod' };
  const { versions } = process;
  const stdout = { isTTY: true, columns: 120, rows: 40 };
  expect(programFacts({ env, versions, platform: 'linux', arch: 'x64', stdout })).toEqual({
    version: 'test',
    node: versions.node,
    platform: 'linux x64',
    terminal: { isTTY: true, TERM: 'xterm-256color' },
    size: '120x40',
  });
  expect(programFacts({ env: {}, versions, platform: 'linux', arch: 'x64', stdout: {} })).toMatchObject({
    terminal: { isTTY: false },
    size: 'unknown',
  });
});
