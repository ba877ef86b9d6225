import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const program = `
  import { once } from 'node:events';
  import { readdirSync, readFileSync } from 'node:fs';
  import { Worker } from 'node:worker_threads';
  import { lowerHelperPriority } from '${resolve('src/lib/process/helper-threads.ts')}';
  const worker = new Worker('setInterval(() => {}, 1000)', { eval: true, name: 'engine' });
  await once(worker, 'online');
  lowerHelperPriority('engine');
  const nameOf = (thread) => readFileSync('/proc/self/task/' + thread + '/comm', 'utf8').trim();
  const kindOf = (thread) => (Number(thread) === process.pid ? 'main' : nameOf(thread) === 'engine' ? 'engine' : 'helper');
  const niceOf = (thread) => Number(readFileSync('/proc/self/task/' + thread + '/stat', 'utf8').split(') ')[1].split(' ')[16]);
  const nices = readdirSync('/proc/self/task').map((thread) => [kindOf(thread), niceOf(thread)]);
  process.stdout.write(JSON.stringify(nices), () => process.exit());
`;

test.runIf(process.platform === 'linux')('V8’s threads stand behind the main one, the engine’s beside it', () => {
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  const nices = JSON.parse(said) as [string, number][];
  const of = (kind: string) => [...new Set(nices.filter(([found]) => found === kind).map(([, nice]) => nice))];
  const [main = Number.NaN] = of('main');
  expect(of('helper')).toEqual([Math.min(main + 5, 19)]);
  // Older versions of Node do not name their threads for the system.
  if (of('engine').length > 0) expect(of('engine')).toEqual([main]);
});
