// The development build: with names and source maps, repeated after each change of a source.
import { type BuildContext, type BuildOptions, context, type Message, type Plugin } from 'esbuild';
import { bundleOptions } from './bundle-options.ts';
import { workers } from './workers.ts';

/**
 * Like the released program, with the same patches, but not minified. All entry points share their chunks, so that one
 * build produces all of them.
 */
export function devOptions(outdir: string): BuildOptions {
  return {
    ...bundleOptions(),
    minify: false,
    sourcemap: true,
    splitting: true,
    entryPoints: { vaultop: 'src/main.ts', ...workers },
    chunkNames: 'chunks/[name]-[hash]',
    outdir,
  };
}

/** Calls `built` with the errors of the first build, and of each build after a change. */
export async function watchBuild(
  options: BuildOptions,
  built: (errors: readonly Message[]) => void,
): Promise<BuildContext> {
  const report: Plugin = {
    name: 'report-build',
    setup: (bundle) => bundle.onEnd(({ errors }) => built(errors)),
  };
  const watching = await context({ ...options, plugins: [...(options.plugins ?? []), report] });
  await watching.watch();
  return watching;
}
