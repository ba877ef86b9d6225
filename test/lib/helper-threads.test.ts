import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const program = `
  import { readdirSync, readFileSync } from 'node:fs';
  import { letHelpersGiveWay } from '${resolve('src/lib/process/helper-threads.ts')}';
  letHelpersGiveWay();
  const niceOf = (thread) => Number(readFileSync('/proc/self/task/' + thread + '/stat', 'utf8').split(') ')[1].split(' ')[16]);
  const nices = readdirSync('/proc/self/task').map((thread) => [Number(thread) === process.pid ? 'main' : 'helper', niceOf(thread)]);
  process.stdout.write(JSON.stringify(nices));
`;

test.runIf(process.platform === 'linux')('the threads beside the main one stand behind it', () => {
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  const nices = JSON.parse(said) as [string, number][];
  const of = (kind: string) => [...new Set(nices.filter(([found]) => found === kind).map(([, nice]) => nice))];
  const [main = Number.NaN] = of('main');
  expect(of('helper')).toEqual([Math.min(main + 5, 19)]);
});
