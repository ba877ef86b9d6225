import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLog } from '../../src/lib/files/log.ts';

const clock = { now: () => Date.UTC(2026, 0, 15, 12) };
let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'vaultop-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const logAt = (path: string, maxBytes = 10_000) => createLog({ path, maxBytes, clock });
function written(fields: Record<string, unknown>) {
  const lines: string[] = [];
  createLog({ path: '/dev/null/x', maxBytes: 1, clock, write: (line) => void lines.push(line) }).info('tried', fields);
  return lines.join('');
}

test('JSON lines in a file that is for its owner only', () => {
  const path = join(home, 'state', 'vaultop.log');
  const log = logAt(path);
  log.info('started', { regions: ['us-east-1'] });
  log.error('broke');
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { time: '2026-01-15T12:00:00.000Z', level: 'info', event: 'started', regions: ['us-east-1'] },
    { time: '2026-01-15T12:00:00.000Z', level: 'error', event: 'broke' },
  ]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(home, 'state')).mode & 0o777).toBe(0o700);
});

test.each([
  ['error', ['error']],
  ['warn', ['warn', 'error']],
  ['info', ['info', 'warn', 'error']],
  ['debug', ['debug', 'info', 'warn', 'error']],
  [undefined, ['info', 'warn', 'error']],
] as const)('at %s it holds %j', (level, held) => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line).level);
  const log = createLog({ path: undefined, maxBytes: 1, clock, write, ...(level ? { level } : {}) });
  for (const name of ['debug', 'info', 'warn', 'error'] as const) log[name]('tried');
  expect(lines).toEqual(held);
  expect(log.level).toBe(level ?? 'info');
});

test('at its bound it starts anew and keeps one predecessor', () => {
  const path = join(home, 'vaultop.log');
  const log = logAt(path, 200);
  for (let i = 0; i < 20; i += 1) log.info('tick', { i });
  expect(statSync(path).size).toBeLessThanOrEqual(200);
  expect(statSync(`${path}.1`).size).toBeLessThanOrEqual(200);
  expect(readFileSync(path, 'utf8')).toContain('"i":19');
});

test('no secret is written', () => {
  const line = written({
    accessKeyId: 'ASIAQWERTYUIOPASDFGH',
    secretAccessKey: 'hunter2',
    nested: { sessionToken: 'hunter2', headers: { Authorization: 'AWS4 hunter2' }, dbPassword: 'hunter2' },
    message: 'signed by AKIAQWERTYUIOPASDFGH',
    error: Object.assign(new Error('no'), { credentials: { a: 'hunter2' } }),
  });
  expect(line).not.toMatch(/hunter2|QWERTY/);
  expect(line).toContain('"accessKeyId":"ASIA…DFGH"');
  expect(line).toContain('signed by AKIA…DFGH');
  expect(line).toContain('"message":"no"');
});

test('a reader in a terminal is safe from what is in it', () => {
  const line = written({ name: '\u001b[2J\u009b1m\u202e\u2028' });
  expect(line).toMatch(/^[\x20-\x7e]*\n$/);
  expect(JSON.parse(line).name).toBe('\u001b[2J\u009b1m\u202e\u2028');
});

test('it never throws: no directory, no way through a link, cycles, getters, big numbers', () => {
  writeFileSync(join(home, 'file'), '');
  writeFileSync(join(home, 'precious'), 'kept');
  symlinkSync(join(home, 'precious'), join(home, 'link'));
  const cycle: Record<string, unknown> = { big: 10n };
  cycle.self = cycle;
  const trap = {
    get boom(): string {
      throw new Error('boom');
    },
  };
  logAt(join(home, 'file', 'x.log')).info('lost');
  logAt(join(home, 'link')).info('refused');
  logAt(join(home, 'fine.log')).info('cut', cycle);
  logAt(join(home, 'fine.log')).info('trap', trap);
  expect(readFileSync(join(home, 'precious'), 'utf8')).toBe('kept');
  expect(readFileSync(join(home, 'fine.log'), 'utf8')).toContain('"big":"10"');
});
