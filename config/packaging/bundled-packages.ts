// The packages of which the bundler has put code into a bundle.
import type { Metafile, Plugin } from 'esbuild';

/** `…/node_modules/a/node_modules/@b/c/d.js` → `…/node_modules/a/node_modules/@b/c`; undefined for the project's own files. */
function packageFolder(input: string): string | undefined {
  const path = input.replaceAll('\\', '/');
  return /^(?:[\w-]{2,}:)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

/** Folders of packages. A package of which nothing was kept is not among them. */
export function packagesIn({ outputs }: Metafile): readonly string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const folders = inputs.flatMap(([input, { bytesInOutput }]) =>
    bytesInOutput === 0 ? [] : (packageFolder(input) ?? []),
  );
  return [...new Set(folders)];
}

/** Adds the folders of the bundled packages to `found` when the bundle is made. */
export const recordPackages = (found: Set<string>): Plugin => ({
  name: 'record-packages',
  setup(bundle) {
    bundle.initialOptions.metafile = true;
    bundle.onEnd(({ metafile }) => {
      for (const folder of metafile ? packagesIn(metafile) : []) found.add(folder);
    });
  },
});
