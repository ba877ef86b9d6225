// Reduces the number of files that a start reads. The bundler makes a file for each set of modules that the same entry
// points reach, and each `import()` is an entry point: the modules of a start would be in about a hundred files, each
// resolved, read and linked separately. Here entry points that are loaded together reach the same modules, those of a
// group.
import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { type BuildOptions, build, type Loader, type Metafile, type Plugin } from 'esbuild';
import { page } from './package-patch.ts';

interface Group {
  readonly name: string;
  /** The group contains the modules that each of these loads at once. */
  readonly of: readonly string[];
  /** The entry points that load the group. */
  readonly joins: readonly string[] | 'all';
}

const [get, dashboard] = ['src/cli/get/get.ts', 'src/cli/dashboard/dashboard.ts'];
const [live, mount] = ['src/cli/dashboard/live.ts', 'components/mount.tsx'];
const [once, drawnOnce] = ['src/cli/dashboard/snapshot.ts', 'components/screens/snapshot.tsx'];
// It writes to the terminal as the live screen does.
const clipboardCheck = 'src/cli/doctor/clipboard-check.ts';
const oneShots = [
  clipboardCheck,
  'src/cli/check/check.ts',
  'src/cli/get/derived/derived.ts',
  'src/cli/get/watch/watch.ts',
  'src/cli/act/act.ts',
  'src/cli/act/decide.ts',
  'src/cli/wait/wait.ts',
  'src/cli/get/stored/stored-rows.ts',
  'src/cli/get/stored/past-rows.ts',
  'src/cli/get/stored/collected-rows.ts',
  'src/cli/where/where.ts',
  'src/cli/with-store.ts',
  'src/cli/get/derived/mutes.ts',
  'src/cli/get/derived/listed-changes.ts',
  'src/cli/get/stored/earlier-rows.ts',
  'src/engine/anonymize/anonymize-exchange.ts',
  'src/cli/store/export.ts',
  'src/cli/collect/collect.ts',
  'src/cli/completion/looked-up-names.ts',
  'src/cli/dashboard/open-file.ts',
  'src/cli/export/export.ts',
  'src/cli/metrics/metrics-server.ts',
  'src/cli/iam-policy/iam-policy.ts',
  'src/cli/doctor/doctor.ts',
];

const groups: readonly Group[] = [
  { name: 'core', of: [get, dashboard], joins: 'all' },
  { name: 'runtime', of: [live, once], joins: [live, mount, once, drawnOnce, ...oneShots] },
  { name: 'screen', of: [live], joins: [live, mount, drawnOnce, clipboardCheck] },
  { name: 'components', of: [mount], joins: [live, mount, drawnOnce, clipboardCheck] },
];

const namedBy = ({ of, joins }: Group): readonly string[] => (joins === 'all' ? of : [...of, ...joins]);

type Inputs = Metafile['inputs'];

export async function fewChunks(options: BuildOptions): Promise<Plugin> {
  const { metafile } = await build({ ...options, metafile: true, write: false });
  const late = entryPoints(metafile.inputs);
  const unknown = groups.flatMap(namedBy).find((file) => !late.has(file));
  if (unknown !== undefined) throw new Error(`few-chunks: nothing loads ${unknown} by import(); see ${page}`);
  checkJoins(metafile.inputs, late);
  const members = new Map(groups.map(({ name, of }) => [name, membersOf(of, metafile.inputs, late)]));
  return {
    name: 'few-chunks',
    setup(bundle) {
      bundle.onResolve({ filter: /^chunk-group:/ }, ({ path }) => ({
        path: path.slice('chunk-group:'.length),
        namespace: 'chunk-group',
      }));
      bundle.onLoad({ filter: /.*/, namespace: 'chunk-group' }, ({ path }) => ({
        contents: importsOf(members.get(path) ?? []),
        resolveDir: process.cwd(),
      }));
      for (const file of late) bundle.onLoad({ filter: exactly(resolve(file)) }, () => withGroups(file));
    },
  };
}

/** An entry point that loads one of those that join at once would load the group with it, whether it needs it or not. */
function checkJoins(inputs: Inputs, late: ReadonlySet<string>): void {
  for (const file of late) {
    const loaded = loadedWith(file, inputs);
    const others = groups.flatMap(({ joins }) => (joins === 'all' || joins.includes(file) ? [] : joins));
    const joined = others.find((name) => loaded.has(name));
    if (joined) throw new Error(`few-chunks: ${file} loads ${joined} without import(); see ${page}`);
  }
}

/** The targets of `import()`, without external modules and those that a plugin generates. */
function entryPoints(inputs: Inputs): Set<string> {
  const imports = Object.values(inputs).flatMap((input) => input.imports);
  const late = imports.filter(({ kind, external }) => kind === 'dynamic-import' && !external);
  return new Set(late.map(({ path }) => path).filter((path) => !isMadeUp(path)));
}

/**
 * Modules of the program: modules of packages belong to their importers. Node's own modules as well, whose stand-ins
 * would each be a file.
 */
function membersOf(of: readonly string[], inputs: Inputs, late: ReadonlySet<string>): string[] {
  const [first = new Set<string>(), ...others] = of.map((file) => loadedWith(file, inputs));
  const shared = [...first].filter((file) => others.every((loaded) => loaded.has(file)) && !late.has(file));
  return [
    ...shared.filter((file) => /^(?:src|components|config)\//.test(file)).map((file) => resolve(file)),
    ...Object.keys(inputs).flatMap((file) => (file.startsWith('builtin:') ? [file.replace('builtin', 'node')] : [])),
  ];
}

function loadedWith(file: string, inputs: Inputs, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const { path, kind, external } of inputs[file]?.imports ?? []) {
    if (kind !== 'dynamic-import' && !external) loadedWith(path, inputs, seen);
  }
  return seen;
}

async function withGroups(file: string) {
  const joined = groups.filter(({ joins }) => joins === 'all' || joins.includes(file));
  const imports = joined.map(({ name }) => `import 'chunk-group:${name}';`);
  return { contents: `${imports.join('')}${await readFile(file, 'utf8')}`, loader: loaderOf(file) };
}

const loaderOf = (file: string): Loader => (extname(file) === '.mjs' ? 'js' : (extname(file).slice(1) as Loader));

const importsOf = (files: readonly string[]): string =>
  files.map((file) => `import ${JSON.stringify(file)};`).join('\n');

/** `empty:devtools`: in the namespace of a plugin, not a file. */
const isMadeUp = (path: string): boolean => /^[\w-]+:/.test(path);

const exactly = (path: string): RegExp => new RegExp(`^${path.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`);
