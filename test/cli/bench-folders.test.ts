// `npm run bench` leaves nothing in the temporary directory, however it ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const bench = resolve(import.meta.dirname, '../bench');
const temporary = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** A bench with a folder that a process of its own writes to all the time, then `ending`. */
const benchThat = (ending: string) => `
  import { spawn } from 'node:child_process';
  import { existsSync } from 'node:fs';
  import { setTimeout as sleep } from 'node:timers/promises';
  import { killAtEnd, scratchFolder } from ${JSON.stringify(join(bench, 'scratch.ts'))};
  const folder = scratchFolder();
  const writer = "const fs = require('node:fs'); for (;;) { fs.mkdirSync(process.argv[1] + '/a/b', { recursive: true }); }";
  const child = spawn(process.execPath, ['-e', writer, folder], { stdio: 'ignore' });
  killAtEnd(() => child.kill('SIGKILL'));
  while (!existsSync(folder + '/a/b')) await sleep(5);
  process.stdout.write(folder);
  ${ending}`;

test.each([
  ['ends', 'process.exit();', undefined, 0],
  ['fails', "throw new Error('no figure');", undefined, 1],
  ['is interrupted', 'await sleep(60_000);', 'SIGINT', 130],
  ['is ended', 'await sleep(60_000);', 'SIGTERM', 143],
  ['loses its terminal', 'await sleep(60_000);', 'SIGHUP', 129],
] as const)('a bench that %s leaves no folder', async (_, ending, signal, code) => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', benchThat(ending)], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  const [folder] = await once(child.stdout.setEncoding('utf8'), 'data');
  expect(folder).toMatch(/vaultop-bench-/);
  if (signal) child.kill(signal);
  expect((await exited)[0]).toBe(code);
  expect(existsSync(folder)).toBe(false);
  expect(readdirSync(temporary)).toEqual([]);
});

test('no other file of the bench makes folders', () => {
  const makers = globSync('**/*.{ts,tsx}', { cwd: bench }).filter((file) =>
    /mkdtemp|tmpdir/.test(readFileSync(join(bench, file), 'utf8')),
  );
  expect(makers.map((file) => basename(file))).toEqual(['scratch.ts']);
});
