// Runs the parts of an executable as one would, on the demo, and keeps what V8 has compiled by then: functions that a start
// calls are found compiled in the next. Its arguments: the folder of the parts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createParts } from '../../src/cli/parts.ts';
import type { run } from '../../src/cli/run.ts';
import { writeCompiled } from './executable-parts.ts';

const [folder = ''] = process.argv.slice(2);
const read = (name: string) => readFileSync(join(folder, `${name}.cjs`), 'latin1');

/** A screen that nobody sees, and keys that nobody presses. */
Object.assign(process.stdout, { isTTY: true, columns: 200, rows: 50 });
const keys = Object.assign(new PassThrough(), { isTTY: true, setRawMode() {}, ref() {}, unref() {} });
Object.defineProperty(process, 'stdin', { value: keys });

const { part, compiled } = createParts((name) => ({ text: read(name) }));
const program = part('program') as { readonly run: typeof run };
const ended = program.run(['--demo', '--no-cache'], { emulatorWorker: () => read('emulator-worker') });
await sleep(8_000);
for (const key of ['j', 'j', '\r', '\x1b', '2', 'j', '\r', '\x1b']) {
  keys.write(key);
  await sleep(300);
}
writeCompiled(folder, compiled());
keys.write('q');
process.exit(await Promise.race([ended, sleep(5_000, 1)]));
