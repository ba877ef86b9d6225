// Patches of packages, applied by the bundler. A package that does not match its patch fails the build: a patch that is
// silently skipped would lose the effect that README.md states.
import { readFile } from 'node:fs/promises';
import type { Plugin, PluginBuild } from 'esbuild';

export interface Replacement {
  readonly why: string;
  /** Must occur in the file exactly once. */
  readonly from: string;
  readonly to: string;
}

export interface FilePatch {
  /** Lines before the file. */
  readonly before?: string;
  readonly replacements: readonly Replacement[];
  /** Lines after the file. */
  readonly after?: string;
}

export interface PackagePatch {
  readonly name: string;
  readonly packageName: string;
  /** By path inside the package. A bundle with the package contains all of them. */
  readonly files: Readonly<Record<string, FilePatch>>;
}

/** The effect of each workaround, and the condition for its removal. */
export const page = 'config/tooling/workarounds/README.md';

/** The path inside the package; undefined for a file of another package, including one installed below this one. */
export function pathInPackage(packageName: string, path: string): string | undefined {
  const [, ...parts] = path.replaceAll('\\', '/').split(`/node_modules/${packageName}/`);
  const inside = parts.at(-1);
  return inside?.startsWith('node_modules/') ? undefined : inside;
}

/** The patched text of a file; undefined if the patch does not concern the file. Throws if the patch does not match. */
export function patchedText(patch: PackagePatch, path: string, source: string): string | undefined {
  const file = pathInPackage(patch.packageName, path);
  const change = file === undefined ? undefined : patch.files[file];
  if (!change) return undefined;
  const { before = '', replacements, after = '' } = change;
  const text = replacements.reduce((changed, { why, from, to }) => {
    if (changed.split(from).length !== 2) {
      throw new Error(
        `${patch.packageName} has changed: ${file} does not fit patch ${patch.name} (${why}); see ${page}`,
      );
    }
    return changed.replace(from, () => to);
  }, source);
  return before + text + after;
}

const filterOf = (packageName: string): RegExp =>
  new RegExp(String.raw`[\\/]node_modules[\\/]${packageName.replace('/', String.raw`[\\/]`)}[\\/]`);

/** Paths inside the package that the bundle has loaded so far. Earlier plugins may hide files that they load. */
export function loadedFiles(bundle: PluginBuild, packageName: string): ReadonlySet<string> {
  const loaded = new Set<string>();
  bundle.onLoad({ filter: filterOf(packageName) }, ({ path }) => {
    const file = pathInPackage(packageName, path);
    if (file !== undefined) loaded.add(file);
    return undefined;
  });
  return loaded;
}

/** For the bundler. */
export const applyPatch = (patch: PackagePatch): Plugin => ({
  name: patch.name,
  setup(bundle) {
    const { name, packageName, files } = patch;
    const loaded = loadedFiles(bundle, packageName);
    bundle.onLoad({ filter: filterOf(packageName) }, async ({ path }) => {
      if (!((pathInPackage(packageName, path) ?? '') in files)) return undefined;
      const source = await readFile(path, 'utf8');
      try {
        return { contents: patchedText(patch, path, source) ?? source, loader: 'js' };
      } catch (error) {
        return { errors: [{ text: (error as Error).message }] };
      }
    });
    bundle.onEnd(() => {
      const missing = loaded.size === 0 ? [] : Object.keys(files).filter((file) => !loaded.has(file));
      const text = `${packageName} has changed: patch ${name} found no ${missing.join(', no ')}; see ${page}`;
      return { errors: missing.length === 0 ? [] : [{ text }] };
    });
  },
});
