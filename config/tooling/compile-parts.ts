// Runs the parts of an executable on the demo, and saves V8's compiled code: functions that a start calls are compiled
// already at the next one. Its argument: the directory of the parts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { createParts } from '../../src/cli/parts.ts';
import type { run } from '../../src/cli/run.ts';
import { partNames, writeCompiled } from './executable-parts.ts';

// V8 drops the code of functions that have not run for a while, which includes all functions of the start.
setFlagsFromString('--no-flush-bytecode');
const [folder = ''] = process.argv.slice(2);
const read = (name: string) => readFileSync(join(folder, `${name}.cjs`), 'latin1');

/** A screen without a terminal, and without input. */
Object.assign(process.stdout, { isTTY: true, columns: 200, rows: 50 });
process.env.TERM = 'xterm-256color';
const keys = Object.assign(new PassThrough(), { isTTY: true, setRawMode() {}, ref() {}, unref() {} });
Object.defineProperty(process, 'stdin', { value: keys });

const { part, compiled } = createParts((name) => ({ text: read(name) }));
const program = part('program') as { readonly run: typeof run };
const environment = {
  emulatorWorker: () => read('emulator-worker'),
  engineWorker: () => read('engine-worker'),
  checkWorker: () => read('check-worker'),
  queryWorker: () => read('query-worker'),
};
// A command that asks AWS in this thread: the dashboard leaves the SDK to the engine's thread.
await program.run(['get', 'vaults', '--demo', '--no-cache'], environment);
const missing = partNames.filter((name) => !compiled().has(name));
if (missing.length > 0) throw new Error(`No start uses ${missing.join(', ')}, so it cannot be compiled.`);
const ended = program.run(['--demo', '--no-cache'], environment);
// No longer than a start takes: further compiled code would be read at each start.
await sleep(3_000);
// Saved with the flags of the executable, because V8 refuses code that was compiled with others.
setFlagsFromString('--flush-bytecode');
writeCompiled(folder, compiled());
keys.write('q');
process.exit(await Promise.race([ended, sleep(5_000, 1)]));
