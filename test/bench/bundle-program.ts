// A program that a subject runs, bundled as vaultop is, so that what is measured is what is shipped.
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../../config/tooling/bundle-options.ts';
import { scratchFolder } from './scratch.ts';

/** The list of many jobs, on the real screen. */
export const bundleList = (): Promise<string> => bundleProgram('list-program.tsx');

/** The file to start. Chunks that the program loads later are beside it. */
export async function bundleProgram(name: string): Promise<string> {
  const outdir = scratchFolder();
  await build({
    ...bundleOptions(),
    entryPoints: { program: join(import.meta.dirname, name) },
    outdir,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    outExtension: { '.js': '.mjs' },
  });
  return join(outdir, 'program.mjs');
}
