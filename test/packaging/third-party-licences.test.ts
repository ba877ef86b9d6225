// What is handed out comes with the licences of everything in it, and nothing is installed under a licence that was not
// looked at.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Metafile } from 'esbuild';
import { expect, test } from 'vitest';
import { packagesIn } from '../../config/packaging/bundled-packages.ts';
import {
  allowedForTools,
  allowedInBundle,
  licencesFile,
  plainExpression,
  thirdPartyLicences,
} from '../../config/packaging/third-party-licences.ts';

const root = resolve(import.meta.dirname, '../..');
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

interface Locked {
  readonly link?: boolean;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
}
const { packages } = JSON.parse(textOf('package-lock.json')) as { packages: Readonly<Record<string, Locked>> };
const locked = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);

const input = (bytesInOutput: number) => ({ bytesInOutput });
const metafileOf = (inputs: Readonly<Record<string, { bytesInOutput: number }>>) =>
  ({ inputs: {}, outputs: { 'a.js': { inputs, imports: [], exports: [], bytes: 1 } } }) as Metafile;

test('packages are found by the files that the bundle keeps', () => {
  const found = packagesIn(
    metafileOf({
      'src/main.ts': input(10),
      'node_modules/ink/build/dom.js': input(10),
      'node_modules/ink/build/ink.js': input(10),
      'node_modules/@aws-sdk/core/node_modules/@smithy/core/index.js': input(10),
      'late:node_modules/yaml/index.js': input(10),
      'node_modules/unused/index.js': input(0),
    }),
  );
  expect(found).toEqual([
    'node_modules/ink',
    'node_modules/@aws-sdk/core/node_modules/@smithy/core',
    'node_modules/yaml',
  ]);
});

test('the package has the licence of each package in the bundle, with its text', () => {
  const text = textOf(`dist/${licencesFile}`);
  const blocks = [...text.matchAll(/^-{80}\n((?:\S+ \S+ {2}\(.+\)\n)+)-{80}\n\n(.{10,})/gm)];
  const names = blocks.flatMap(([, headings = '']) => [...headings.matchAll(/^\S+/gm)].map(([name]) => name));
  expect(names).toEqual(
    expect.arrayContaining(['ink', 'react', 'yoga-layout', '@aws-sdk/client-backup', 'yaml', 'zod']),
  );
  expect(names).not.toContain('typescript');
  // Each heading is followed by a text.
  expect(text.match(/^-{80}$/gm)).toHaveLength(2 * blocks.length);
  expect(text).toContain('Copyright (c) Meta Platforms');
  expect(text).toMatch(/Apache License\s+Version 2\.0/);
});

test('an executable has those of Node as well', () => {
  const folder = readdirSync(join(root, 'node_modules')).find((name) => /^node-linux-/.test(name));
  if (folder === undefined) return;
  const text = thirdPartyLicences([join(root, 'node_modules/ink')], join(root, 'node_modules', folder));
  expect(text).toMatch(/^Node\.js 24\.\d+\.\d+ and its parts$/m);
  expect(text).toContain('V8');
  expect(text).toContain('OpenSSL');
});

test('a package whose licence is not allowed, or that has no text of one, is refused', () => {
  expect(() => thirdPartyLicences([join(root, 'node_modules/lightningcss')])).toThrow(/MPL-2\.0, which is not allowed/);
  expect(() => thirdPartyLicences([join(root, 'node_modules/@xterm/headless')])).toThrow(/without the text/);
});

test('every installed package has a licence of the list', () => {
  expect(locked.length).toBeGreaterThan(100);
  const others = locked.filter(([, { license }]) => !allowedForTools.includes(plainExpression(license)));
  expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
  expect(allowedForTools).toEqual(expect.arrayContaining(allowedInBundle));
});

// `.npmrc` has ignore-scripts; a package that works only with its script would break elsewhere.
test('no package needs its install script', () => {
  // esbuild's script only makes its start faster: https://github.com/evanw/esbuild/blob/main/lib/npm/node-install.ts
  const withScript = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
  expect(withScript).toEqual(['node_modules/esbuild']);
  expect(textOf('.npmrc')).toMatch(/^ignore-scripts=true$/m);
});
