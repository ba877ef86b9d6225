import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lastScreenName, readLastScreen, writeLastScreen } from '../../src/terminal/output/last-screen.ts';

const folder = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
const size = { columns: 80, rows: 24 };
const now = 1_768_478_400_000;
const minute = 60_000;
let count = 0;
const somewhere = () => join(folder, `${count++}`, 'screen.json');

describe('the last known screen', () => {
  test('comes back with its age, for its owner alone, and leaves nothing else behind', () => {
    const path = somewhere();
    writeLastScreen(path, { at: now, ...size, lines: ['\x1b[1mvaultop\x1b[22m', 'a'] });
    writeLastScreen(path, { at: now, ...size, lines: ['\x1b[1mvaultop\x1b[22m', 'b'] });
    const found = readLastScreen(path, size, now + minute);
    expect(found).toMatchObject({ at: now, lines: ['\x1b[1mvaultop\x1b[22m', 'b'] });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(path, '..'))).toEqual(['screen.json']);
  });

  test.each([
    ['another size', { ...size, columns: 81 }, now + minute],
    ['a clock that went back', size, now - minute],
    ['a week later', size, now + 8 * 86_400_000],
  ])('does not come back at %s', (_, requested, at) => {
    const path = somewhere();
    writeLastScreen(path, { at: now, ...size, lines: ['a'] });
    expect(readLastScreen(path, requested, at)).toBeUndefined();
  });

  test.each([
    ['nothing', ''],
    ['half a file', '{"format":"vaultop.screen/1","lines":['],
    ['another format', JSON.stringify({ format: 'vaultop.screen/2', at: now, ...size, lines: ['a'] })],
    ['too much', `"${'x'.repeat(70_000)}"`],
  ])('is none when the file holds %s', (_, text) => {
    const path = join(folder, `${count++}`);
    writeFileSync(path, text);
    expect(readLastScreen(path, size, now)).toBeUndefined();
  });

  test('obeys nothing that was written into the file but colours', () => {
    const path = join(folder, `${count++}`);
    const lines = [
      'a\x1b[2Jb\x1b]52;c;YQ==\x07c\x1b[31md\r\ne\x9b5nf\u202eg',
      ...Array.from({ length: 40 }, () => 'x'),
    ];
    writeFileSync(path, JSON.stringify({ format: 'vaultop.screen/1', at: now, ...size, lines }));
    const found = readLastScreen(path, size, now);
    expect(found?.lines).toHaveLength(24);
    expect(found?.lines[0]?.replace('\x1b[31m', '')).toMatch(/^[\x20-\x7e]+$/);
  });

  test('does not pile up', () => {
    const folder = join(somewhere(), '..');
    for (let index = 0; index < 30; index++)
      writeLastScreen(join(folder, `${index}.json`), { at: now, ...size, lines: [] });
    expect(readdirSync(folder)).toHaveLength(20);
  });

  test('has another name for anybody else', () => {
    const names = [['--profile', 'a'], ['--profile', 'b'], []].map((words) => lastScreenName([words, size]));
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{32}\.json$/);
  });
});
