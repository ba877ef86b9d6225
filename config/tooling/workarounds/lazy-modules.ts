// Bundles of one file whose modules V8 reads when they are first needed. esbuild wraps such a module in an arrow function
// where it shortens names, and V8 reads an arrow function of a module whole before anybody calls it: for the engine that took
// 21 MB, of which its thread gave nothing back, and 11 MB as methods, which esbuild writes where it keeps names. Therefore
// names are shortened in a second pass. Measured with `v8.getHeapStatistics().peak_malloced_memory` after `import()` of
// dist/engine.js. Not needed once V8 reads both alike: AllowsLazyParsingWithoutUnresolvedVariables in
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

/** The map of the first pass stands in the text: the second one continues it. */
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
