// `npm run dev`: the build for those who change the program, and what follows when a source changes.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type BuildOptions, build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { devOptions, watchBuild } from '../../config/tooling/dev-build.ts';
import { createDevProgram } from '../../config/tooling/dev-program.ts';

const root = resolve(import.meta.dirname, '../..');

function temporaryFolder(parent = tmpdir()): string {
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'vaultop-dev-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  return folder;
}

test('the build runs, keeps names, and its maps name the sources', async () => {
  // Packages stay outside, where Node finds them: bundling them as well takes several times as long.
  const outdir = temporaryFolder(join(root, 'node_modules/.cache'));
  await build({ ...devOptions(outdir), absWorkingDir: root, packages: 'external' });
  const { stdout } = await promisify(execFile)(process.execPath, [join(outdir, 'vaultop.js'), '--version']);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  const folder = join(outdir, 'chunks');
  const file = readdirSync(folder).find((name) => /^run-.*\.js$/.test(name)) ?? '';
  expect(readFileSync(join(folder, file), 'utf8')).toContain('async function findBehindFlags(words');
  const { sources } = JSON.parse(readFileSync(join(folder, `${file}.map`), 'utf8'));
  expect(sources.map((source: string) => resolve(folder, source))).toContain(join(root, 'src/cli/run.ts'));
});

/** A program of one file that prints a word and then waits, run like `npm run dev` runs ours. */
async function developed(source: string) {
  const folder = temporaryFolder();
  const file = join(folder, 'program.ts');
  const write = (text: string) => writeFileSync(file, text);
  const started: ChildProcess[] = [];
  let output = '';
  const ends: number[] = [];
  const program = createDevProgram({
    start() {
      const child = spawn(process.execPath, [join(folder, 'out/program.js')], { stdio: ['ignore', 'pipe', 'inherit'] });
      child.stdout.on('data', (text) => {
        output += text;
      });
      started.push(child);
      return child;
    },
    restoreTerminal() {
      output += 'restored\n';
    },
    print(text) {
      output += text;
    },
    ended: (code) => ends.push(code),
  });
  write(source);
  const options: BuildOptions = {
    entryPoints: [file],
    outdir: join(folder, 'out'),
    platform: 'node',
    logLevel: 'silent',
  };
  const watching = await watchBuild(options, (errors) => {
    if (errors.length > 0) program.stop();
    else program.restart();
  });
  onTestFinished(async () => {
    await watching.dispose();
    for (const child of started) child.kill('SIGKILL');
  });
  return { program, write, started, ends, output: () => output };
}

const waiting = (word: string) => `console.log(${JSON.stringify(word)}); setInterval(() => {}, 1_000_000);`;

test('a change of a source ends the program, puts the terminal back, and starts what was built', async () => {
  const { write, started, output, program, ends } = await developed(waiting('one'));
  await expect.poll(output).toBe('one\n');
  write(waiting('two'));
  await expect.poll(output).toBe('one\nrestored\ntwo\n');
  expect(started).toHaveLength(2);
  expect(started[0]?.signalCode).toBe('SIGTERM');
  expect(ends).toEqual([]);
  program.end('SIGTERM');
  await expect.poll(() => ends).toEqual([143]);
});

test('a source that does not build ends the program, and the next change starts it', async () => {
  const { write, started, output } = await developed(waiting('one'));
  await expect.poll(output).toBe('one\n');
  write('const = 1;');
  await expect.poll(output).toBe('one\nrestored\n');
  expect(started).toHaveLength(1);
  write(waiting('two'));
  await expect.poll(output).toBe('one\nrestored\ntwo\n');
});

test('a program that fails waits for a change, and one that a person leaves ends it all', async () => {
  const { write, output, ends } = await developed('process.exitCode = 3;');
  await expect.poll(output).toBe('restored\nvaultop ended with exit code 3; it starts again after the next change.\n');
  expect(ends).toEqual([]);
  write('console.log("left");');
  await expect.poll(() => ends).toEqual([0]);
  expect(output()).toMatch(/left\nrestored\n$/);
});
