// `npm run dev [-- ARGUMENTS]`: builds the program with source maps, runs it on the embedded AWS or with the arguments,
// and rebuilds and restarts it after each change of a source.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { restoreSequence } from '../../src/terminal/output/restore.ts';
import { devOptions, watchBuild } from './dev-build.ts';
import { createDevProgram } from './dev-program.ts';

/** Not in `dist`, from which the package is made. */
const outdir = 'node_modules/.cache/vaultop-dev';
const words = process.argv.slice(2);

function prepare(): void {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  // Node searches for packages up to the next node_modules only.
  writeFileSync(join(outdir, 'package.json'), '{ "type": "module" }\n');
}

function restoreTerminal(): void {
  if (process.stdout.isTTY) process.stdout.write(restoreSequence);
  // A killed program leaves the terminal in raw mode.
  if (process.stdin.isTTY) spawnSync('stty', ['sane'], { stdio: 'inherit' });
}

prepare();
const program = createDevProgram({
  start: () =>
    spawn(
      process.execPath,
      ['--enable-source-maps', join(outdir, 'vaultop.js'), ...(words.length > 0 ? words : ['--demo'])],
      { stdio: 'inherit' },
    ),
  restoreTerminal,
  print: (text) => process.stderr.write(text),
  ended: (code) => process.exit(code),
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => program.end(signal));
await watchBuild(devOptions(outdir), (errors) => (errors.length > 0 ? program.stop() : program.restart()));
