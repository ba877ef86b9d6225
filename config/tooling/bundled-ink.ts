// For tests: Ink, React and ink-table as in the program: bundled, minified and patched.
import { basename, resolve } from 'node:path';
import { type Plugin as BundlerPlugin, build } from 'esbuild';
import type { Plugin } from 'vitest/config';
import { bundleOptions } from './bundle-options.ts';

/** Entries of the bundle by module name. */
const entries: Readonly<Record<string, string>> = {
  ink: "export * from 'ink';",
  react: "export { default } from 'react'; export * from 'react';",
  'react/jsx-runtime': "export * from 'react/jsx-runtime';",
  'ink-table': "export { default } from 'ink-table';",
};

const fileOf = (name: string): string => `${name.replace('/', '-')}.js`;
const nameOf = (file: string): string | undefined => Object.keys(entries).find((name) => fileOf(name) === `${file}.js`);

const entryContents: BundlerPlugin = {
  name: 'entry-contents',
  setup(bundle) {
    bundle.onResolve({ filter: /^entry:/ }, ({ path }) => ({ path: path.slice('entry:'.length), namespace: 'entry' }));
    bundle.onLoad({ filter: /.*/, namespace: 'entry' }, ({ path }) => ({
      contents: entries[nameOf(path) ?? ''] ?? '',
      resolveDir: resolve(import.meta.dirname, '../..'),
    }));
  },
};

/** The text of each file of the bundle by name: one for each entry, and the shared chunks. */
async function bundledFiles(): Promise<ReadonlyMap<string, string>> {
  const options = bundleOptions();
  const names = Object.keys(entries).map((name) => fileOf(name).replace('.js', ''));
  const { outputFiles = [] } = await build({
    ...options,
    entryPoints: Object.fromEntries(names.map((name) => [name, `entry:${name}`])),
    outdir: 'nowhere',
    splitting: true,
    write: false,
    plugins: [entryContents, ...(options.plugins ?? [])],
  });
  return new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
}

const prefix = '\0bundled-ink/';

/** For the test runner. */
export function bundledInk(): Plugin {
  let files: Promise<ReadonlyMap<string, string>> | undefined;
  return {
    name: 'bundled-ink',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source in entries) return prefix + fileOf(source);
      // A chunk.
      return importer?.startsWith(prefix) && source.startsWith('./') ? prefix + basename(source) : undefined;
    },
    async load(id) {
      if (!id.startsWith(prefix)) return undefined;
      files ??= bundledFiles();
      return (await files).get(id.slice(prefix.length));
    },
  };
}
