// Intl.Segmenter and the regular expressions for emoji load tables for some 20 ms each when first used, and Ink's packages
// use them from the first line on, six of them with a copy of string-width each. Where the program is bundled they get ours,
// which look for plain text first.
import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';

const lib = resolve(import.meta.dirname, '../../src/lib/text');
const packages =
  /[\\/]node_modules[\\/](?:ink[\\/]build|slice-ansi|wrap-ansi|string-width|@alcalzone[\\/]ansi-tokenize[\\/]build)[\\/][\w-]+\.js$/;
const made = /new Intl\.Segmenter\((?:undefined, \{ ?granularity: ['"]grapheme['"] ?\})?\)/;

/** The package makes its expressions when it loads. A bundle loads what is required when it is. */
const lateWidth = `
let width;
export default (text, options) => (width ??= require('string-width').default)(text, options);`;

export const textTables: Plugin = {
  name: 'text-tables',
  setup(bundle) {
    bundle.onResolve({ filter: /^string-width$/ }, ({ importer, namespace }) => {
      if (namespace === 'late-width') return undefined;
      const isPackage = /[\\/]node_modules[\\/]/.test(importer);
      return { path: 'string-width', namespace: isPackage ? 'styled-width' : 'late-width' };
    });
    bundle.onLoad({ filter: /.*/, namespace: 'styled-width' }, () => ({
      contents: "export { styledWidth as default } from './styled-width.ts';",
      resolveDir: lib,
    }));
    bundle.onLoad({ filter: /.*/, namespace: 'late-width' }, () => ({ contents: lateWidth, resolveDir: lib }));
  },
};

export const segmentedFile = packages;

export function shareGraphemes(source: string): string {
  if (!made.test(source)) return source;
  const plain = source.replace(made, () => 'createGraphemes()');
  return `import { createGraphemes } from ${JSON.stringify(resolve(lib, 'graphemes.ts'))};\n${plain}`;
}
