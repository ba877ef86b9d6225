// Stacks of built files, with the source maps that the build leaves beside them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildLazily } from '../../config/tooling/workarounds/lazy-modules.ts';
import { mappedStack } from '../../src/lib/process/mapped-stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'vaultop-maps-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const source = `interface Unused { readonly name: string }

export function failHere(): never {
  throw new Error('it broke');
}
`;

beforeAll(async () => {
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'failing.ts'), source);
  const options = { format: 'esm', minify: true, sourcemap: 'external', sourcesContent: false } as const;
  const entryPoints = [join(folder, 'failing.ts')];
  await build({ ...options, entryPoints, outfile: join(folder, 'dist/plain.js') });
  await buildLazily({ ...options, entryPoints, outfile: join(folder, 'dist/lazy.js') });
  await build({ ...options, entryPoints, outfile: join(folder, 'dist/bare.js'), sourcemap: false });
  await build({ ...options, entryPoints, outfile: join(folder, 'dist/torn.js') });
  writeFileSync(join(folder, 'dist/torn.js.map'), '{ "version": 3');
});

async function stackOf(name: string): Promise<string> {
  const { failHere } = await import(pathToFileURL(join(folder, 'dist', name)).href);
  try {
    return failHere();
  } catch (error) {
    return (error as Error).stack ?? '';
  }
}

test.each(['plain.js', 'lazy.js'])('a place in %s is one in its source', async (name) => {
  const stack = await stackOf(name);
  expect(stack).toContain(`dist/${name}:1:`);
  expect(mappedStack(stack)).toMatch(/^Error: it broke\n {4}at \w+ \(failing\.ts:4:9\)\n/);
  expect(mappedStack(stack)).not.toContain(`dist/${name}`);
});

test('a path without a scheme is one as well', async () => {
  const stack = (await stackOf('plain.js')).replaceAll('file://', '');
  expect(mappedStack(stack)).toContain('(failing.ts:4:9)');
});

test.each(['bare.js', 'torn.js'])('%s, which has no map that can be read, keeps its places', async (name) => {
  const stack = await stackOf(name);
  expect(mappedStack(stack)).toBe(stack);
});

test.each([
  '',
  'Error: at no place',
  'Error: it broke\n    at file:///nowhere/dist/run.js:1:620\n    at node:internal/x:1:2',
])('%j stays as it is', (stack) => {
  expect(mappedStack(stack)).toBe(stack);
});
