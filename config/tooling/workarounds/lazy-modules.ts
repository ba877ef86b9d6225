// Bundles of one file whose modules V8 parses at their first use. esbuild wraps such a module in an arrow function if
// it minifies names, and V8 parses an arrow function of a module completely before its first call: for the engine that
// took 21 MB, none of which its thread returned, and 11 MB as methods, which esbuild writes if it keeps names.
// Therefore names are minified in a second pass. Measured with `v8.getHeapStatistics().peak_malloced_memory` after
// `import()` of dist/engine.js. Not needed once V8 parses both lazily: AllowsLazyParsingWithoutUnresolvedVariables in
// https://github.com/v8/v8/blob/main/src/ast/scopes.cc.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type BuildOptions, build, transform } from 'esbuild';
import { leftOut } from './left-out.ts';

/** Writes the files that `build` would write. */
export async function buildLazily(options: BuildOptions): Promise<void> {
  if (leftOut('lazy-modules')) return void (await build(options));
  const named = { minify: false, minifySyntax: true, sourcemap: options.sourcemap ? 'inline' : false } as const;
  const { outputFiles } = await build({ ...options, ...named, write: false });
  await Promise.all(outputFiles.map(({ path, text }) => writeShort(path, text, options)));
}

/** The map of the first pass is in the text: the second pass continues it. */
async function writeShort(path: string, text: string, { format, target, sourcemap }: BuildOptions): Promise<void> {
  const { code, map } = await transform(text, {
    minify: true,
    legalComments: 'none',
    ...(sourcemap && { sourcemap: 'external', sourcesContent: false }),
    ...(format && { format }),
    ...(target && { target }),
  });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, code);
  if (sourcemap) await writeFile(`${path}.map`, map);
}
