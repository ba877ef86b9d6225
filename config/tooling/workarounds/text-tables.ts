// Intl.Segmenter and the regular expressions for emoji take some 20 ms each to load their tables, and Ink's packages
// use them from the first line on, six of them with their own copy of string-width. In the bundle they get the
// program's functions, which handle plain text first.
import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { loadedFiles, type PackagePatch, page } from './package-patch.ts';

const lib = resolve(import.meta.dirname, '../../../src/lib/text');
/** The package creates its expressions when it is loaded. A bundle loads a required module at its first use. */
const lateWidth = `
let width;
export default (text, options) => (width ??= require('string-width').default)(text, options);`;

export const textTables: Plugin = {
  name: 'text-tables',
  setup(bundle) {
    const ofInk = loadedFiles(bundle, 'ink');
    let isShared = false;
    bundle.onResolve({ filter: /^string-width$/ }, ({ importer, namespace }) => {
      if (namespace === 'late-width') return undefined;
      const isPackage = /[\\/]node_modules[\\/]/.test(importer);
      isShared ||= isPackage;
      return { path: 'string-width', namespace: isPackage ? 'styled-width' : 'late-width' };
    });
    bundle.onLoad({ filter: /.*/, namespace: 'styled-width' }, () => ({
      contents: "export { styledWidth as default } from './styled-width.ts';",
      resolveDir: lib,
    }));
    bundle.onLoad({ filter: /.*/, namespace: 'late-width' }, () => ({ contents: lateWidth, resolveDir: lib }));
    bundle.onEnd(() => {
      const text = `ink has changed: patch text-tables found no import of string-width in its packages; see ${page}`;
      return { errors: ofInk.size > 0 && !isShared ? [{ text }] : [] };
    });
  },
};

/** Where each of Ink's packages creates its segmenter: by package, file and call. */
const segmenters = [
  ['ink', 'build/line-update.js', "new Intl.Segmenter(undefined, { granularity: 'grapheme' })"],
  ['slice-ansi', 'tokenize-ansi.js', "new Intl.Segmenter(undefined, {granularity: 'grapheme'})"],
  ['wrap-ansi', 'index.js', 'new Intl.Segmenter()'],
  ['string-width', 'index.js', 'new Intl.Segmenter()'],
  ['@alcalzone/ansi-tokenize', 'build/tokenize.js', 'new Intl.Segmenter(undefined, { granularity: "grapheme" })'],
] as const;

const before = `import { createGraphemes } from ${JSON.stringify(resolve(lib, 'graphemes.ts'))};\n`;

export const sharedGraphemes: readonly PackagePatch[] = segmenters.map(([packageName, file, from]) => ({
  name: 'share-graphemes',
  packageName,
  files: { [file]: { before, replacements: [{ why: 'plain text first', from, to: 'createGraphemes()' }] } },
}));
