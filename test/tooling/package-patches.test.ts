// A package that no longer fits its patch fails the build, by a sentence that names both.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { bundleOptions } from '../../config/tooling/bundle-options.ts';
import { fewChunks } from '../../config/tooling/workarounds/few-chunks.ts';
import {
  applyPatch,
  type PackagePatch,
  patchedText,
  pathInPackage,
} from '../../config/tooling/workarounds/package-patch.ts';
import { patches } from '../../config/tooling/workarounds/patches.ts';
import { textTables } from '../../config/tooling/workarounds/text-tables.ts';

const replacements = patches.flatMap((patch) =>
  Object.entries(patch.files).flatMap(([file, change]) =>
    change.replacements.map((replacement) => ({ patch, file, ...replacement, name: patch.name, why: replacement.why })),
  ),
);
const pathOf = ({ packageName }: PackagePatch, file: string) => resolve('node_modules', packageName, file);
const installed = (patch: PackagePatch, file: string) => readFileSync(pathOf(patch, file), 'utf8');

describe('a file', () => {
  test.each(replacements)('of $name that holds "$why" is patched', ({ patch, file, from, to }) => {
    const text = patchedText(patch, pathOf(patch, file), installed(patch, file));
    expect(text).toContain(to);
    expect(text?.split(from).length).toBe(to.split(from).length);
  });

  test.each(replacements)('without what $name replaces, "$why", is refused', ({ patch, file, from, why }) => {
    const other = installed(patch, file).replace(from, () => from.slice(1));
    expect(() => patchedText(patch, pathOf(patch, file), other)).toThrow(
      `${patch.packageName} has changed: ${file} does not fit patch ${patch.name} (${why}); see config/tooling/workarounds/README.md`,
    );
  });

  test.each(replacements)('that holds twice what $name replaces, "$why", is refused', ({ patch, file, from }) => {
    const twice = installed(patch, file).replace(from, () => from + from);
    expect(() => patchedText(patch, pathOf(patch, file), twice)).toThrow('has changed');
  });
});

test.each([
  ['/a/node_modules/ink/build/dom.js', 'build/dom.js'],
  ['C:\\a\\node_modules\\ink\\build\\dom.js', 'build/dom.js'],
  ['/a/node_modules/b/node_modules/ink/build/dom.js', 'build/dom.js'],
  ['/a/node_modules/ink/node_modules/string-width/index.js', undefined],
  ['/a/node_modules/ink-table/dist/index.js', undefined],
  ['/a/ink/build/dom.js', undefined],
])('%s is %s of ink', (path, file) => {
  expect(pathInPackage('ink', path)).toBe(file);
});

describe('the build', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  /** Bundles a program of these lines; gives its problems. */
  async function problemsOf(contents: string, options: BuildOptions): Promise<string[]> {
    const stdin = { contents, resolveDir: folder };
    const made = build({ stdin, bundle: true, write: false, logLevel: 'silent', ...options });
    return made.then(
      () => [],
      ({ errors }: { errors: { text: string }[] }) => errors.map(({ text }) => text),
    );
  }
  const greeting: PackagePatch = {
    name: 'greeting',
    packageName: '@some/package',
    files: { 'lib/greet.js': { replacements: [{ why: 'in English', from: "'Hallo'", to: "'Hello'" }] } },
  };
  const plugins = [applyPatch(greeting)];

  test('takes a package that fits', async () => {
    write('node_modules/@some/package/index.js', "export * from './lib/greet.js';");
    write('node_modules/@some/package/lib/greet.js', "export const greet = () => 'Hallo';");
    const stdin = { contents: "export { greet } from '@some/package';", resolveDir: folder };
    const { outputFiles } = await build({ stdin, bundle: true, write: false, format: 'esm', plugins });
    expect(outputFiles[0]?.text).toContain('"Hello"');
    expect(outputFiles[0]?.text).not.toContain('Hallo');
  });

  test('fails where a file does not hold what is replaced', async () => {
    write('node_modules/@some/package/index.js', "export * from './lib/greet.js';");
    write('node_modules/@some/package/lib/greet.js', "export const greet = () => 'Moin';");
    expect(await problemsOf("import '@some/package';", { plugins })).toEqual([
      '@some/package has changed: lib/greet.js does not fit patch greeting (in English); see config/tooling/workarounds/README.md',
    ]);
  });

  test('fails where the package is bundled, and the file is not', async () => {
    write('node_modules/@some/package/index.js', "export const greet = () => 'Hallo';");
    expect(await problemsOf("import '@some/package';", { plugins })).toEqual([
      '@some/package has changed: patch greeting found no lib/greet.js; see config/tooling/workarounds/README.md',
    ]);
  });

  test('does not ask for a package that is not bundled', async () => {
    expect(await problemsOf('export const nothing = 0;', { plugins: bundleOptions().plugins ?? [] })).toEqual([]);
  });

  test('fails where Ink measures its texts by another package than string-width', async () => {
    write('node_modules/ink/index.js', "export { default } from 'other-width';");
    write('node_modules/other-width/index.js', 'export default (text) => text.length;');
    expect(await problemsOf("import 'ink';", { plugins: [textTables] })).toEqual([
      'ink has changed: patch text-tables found no import of string-width in its packages; see config/tooling/workarounds/README.md',
    ]);
  });

  test('fails where a group of chunks names a module that is not loaded by import()', async () => {
    const options = { ...bundleOptions(), entryPoints: ['src/lib/recent-map.ts'] };
    await expect(fewChunks(options)).rejects.toThrow(/^few-chunks: nothing loads src\/cli\/\S+ by import\(\); see /);
  });

  test('fails where a module that another one loads at once would bring its whole group', async () => {
    const eager: Plugin = {
      name: 'eager',
      setup(bundle) {
        bundle.onLoad({ filter: /[\\/]src[\\/]cli[\\/]get[\\/]get\.ts$/ }, ({ path }) => ({
          contents: `import '../act/act.ts';${readFileSync(path, 'utf8')}`,
          loader: 'ts',
        }));
      },
    };
    const options = { ...bundleOptions(), entryPoints: ['src/cli/run.ts'], outdir: 'nowhere', splitting: true };
    await expect(fewChunks({ ...options, plugins: [eager, ...(options.plugins ?? [])] })).rejects.toThrow(
      'few-chunks: src/cli/get/get.ts loads src/cli/act/act.ts without import(); see config/tooling/workarounds/README.md',
    );
  });
});
