// The directions of imports as a whitelist. A new folder needs an entry here.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Folder → the folders it may import from, besides itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  config: [],
  'config/packaging': ['config/tooling'],
  'config/tooling': [
    'config/packaging',
    'src/cli',
    'src/app',
    'src/resources',
    'src/domain',
    'src/settings',
    'src/terminal',
    'src/lib',
    'config',
    'test',
  ],
  'src/lib': [],
  'src/domain': ['src/lib', 'config'],
  'src/polling': ['src/lib'],
  'src/terminal': ['src/lib', 'config'],
  'src/settings': ['src/domain', 'src/lib', 'config'],
  'src/journal': ['src/lib', 'config'],
  'src/store': ['src/lib', 'config'],
  'src/aws': ['src/domain', 'src/lib', 'config'],
  'src/events': ['src/aws', 'src/domain', 'src/lib', 'config'],
  'src/resources': ['src/aws', 'src/domain', 'src/lib', 'config'],
  'src/app': ['src/resources', 'src/domain', 'src/polling', 'src/aws', 'src/lib', 'config'],
  'src/engine': [
    'src/app',
    'src/resources',
    'src/polling',
    'src/events',
    'src/settings',
    'src/journal',
    'src/store',
    'src/aws',
    'src/domain',
    'src/lib',
    'config',
  ],
  'src/runtime': [
    'src/engine',
    'src/app',
    'src/resources',
    'src/polling',
    'src/journal',
    'src/store',
    'src/aws',
    'src/domain',
    'src/lib',
    'config',
  ],
  components: ['src/runtime', 'src/app', 'src/resources', 'src/domain', 'src/aws', 'src/lib', 'config'],
  'src/emulator': ['src/lib', 'config'],
  'src/cli': [
    'components',
    'src/runtime',
    'src/engine',
    'src/app',
    'src/resources',
    'src/polling',
    'src/events',
    'src/settings',
    'src/journal',
    'src/store',
    'src/aws',
    'src/domain',
    'src/terminal',
    'src/emulator',
    'src/lib',
    'config',
  ],
  src: ['src/cli'],
  /** It sees everything, and is not checked; documents show its examples. */
  test: [],
};

/** Packages that only some folders may import; `type` means: its types only. */
const packages: readonly {
  readonly name: RegExp;
  readonly in: readonly string[];
  readonly types?: readonly string[];
}[] = [
  { name: /^@aws-sdk\//, in: ['src/aws', 'src/events', 'src/resources', 'src/emulator'] },
  { name: /^@smithy\//, in: ['src/aws', 'src/emulator'] },
  { name: /^(ink|react|ink-table)(\/|$)/, in: ['components', 'src/cli'] },
];

/** Screens read app's types of problems, never AWS itself. */
const typesOnly: readonly (readonly [from: string, to: string])[] = [
  ['src/app', 'src/aws'],
  ['components', 'src/aws'],
  ['components', 'src/runtime'],
];

interface Import {
  readonly file: string;
  readonly target: string;
  readonly isType: boolean;
  readonly isDynamic: boolean;
}

const files = ['src', 'components', 'config'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules'))
    .map((name) => join(top, name).split(sep).join('/')),
);

const statements =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\s+from\s+)?'([^']+)'|import\(\s*'([^']+)'\s*\)/g;

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(statements)].map(([, type, still, dynamic]) => ({
    file,
    target: still ?? dynamic ?? '',
    isType: type !== undefined,
    isDynamic: dynamic !== undefined,
  }));
}

/** The longest folder of the whitelist that holds the file. */
function folderOf(file: string): string | undefined {
  const names = Object.keys(allowed).filter((folder) => file.startsWith(`${folder}/`));
  return names.sort((a, b) => b.length - a.length)[0];
}

const targetFile = ({ file, target }: Import): string =>
  relative(root, resolve(root, dirname(file), target))
    .split(sep)
    .join('/');

const all = files.flatMap(importsOf);
const local = all.filter(({ target }) => target.startsWith('.'));

test('every folder has its place in the plan', () => {
  const homeless = files.filter((file) => {
    const folder = folderOf(file);
    return folder === undefined || (folder === 'src' && file.split('/').length > 2);
  });
  expect(homeless).toEqual([]);
});

test('imports go only where the plan lets them', () => {
  const wrong = local.flatMap((found) => {
    const from = folderOf(found.file) ?? '';
    const to = folderOf(targetFile(found)) ?? '';
    return from === to || allowed[from]?.includes(to) ? [] : [`${found.file} → ${targetFile(found)}`];
  });
  expect(wrong).toEqual([]);
});

test('what may only be known by its types is imported as types', () => {
  const wrong = local.flatMap((found) => {
    const from = folderOf(found.file);
    const to = folderOf(targetFile(found));
    const bound = typesOnly.some(([a, b]) => a === from && b === to);
    return bound && !found.isType ? [`${found.file} → ${targetFile(found)}`] : [];
  });
  expect(wrong).toEqual([]);
});

test('packages stay in the layers that own them', () => {
  const wrong = all.flatMap(({ file, target }) => {
    const rule = packages.find(({ name }) => name.test(target));
    return !rule || rule.in.includes(folderOf(file) ?? '') ? [] : [`${file} → ${target}`];
  });
  expect(wrong).toEqual([]);
});

test('the SDK loads only when it is called, so that the first frame does not wait for it', () => {
  const isAtOnce = ({ isType, isDynamic }: Import) => !isType && !isDynamic;
  /** Nobody imports it but when it is needed, or in files of which that is true. */
  const isLate = (file: string): boolean => {
    const imports = local.filter((found) => targetFile(found) === file);
    return imports.length > 0 && imports.every((found) => !isAtOnce(found) || isLate(found.file));
  };
  const eager = all.filter(
    (found) =>
      /^@(aws-sdk|smithy)\//.test(found.target) &&
      !found.file.startsWith('src/emulator/') &&
      isAtOnce(found) &&
      !isLate(found.file),
  );
  expect(eager.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
});

test('timers and the hour come from the clock alone', () => {
  const pattern = /(?<![.\w])(setTimeout|setInterval|setImmediate)\(|Date\.now\(\)|new Date\(\)/;
  const wrong = files.filter(
    (file) => /^(src|components)\//.test(file) && file !== 'src/lib/clock.ts' && pattern.test(codeOf(file)),
  );
  expect(wrong).toEqual([]);
});

test('no files import each other in a circle', () => {
  const edges = Map.groupBy(
    local.filter(({ isType, isDynamic }) => !isType && !isDynamic),
    ({ file }) => file,
  );
  const targetsOf = (file: string) => (edges.get(file) ?? []).map(targetFile);
  expect(files.flatMap((file) => circleFrom(file, targetsOf) ?? [])).toEqual([]);
});

test.each([
  [{ a: ['b'], b: ['c'], c: ['b'] }, 'b', 'b → c → b'],
  [{ a: ['b'], b: ['c'], c: ['b'] }, 'a', undefined],
  [{ a: ['b', 'c'], b: ['c'], c: [] }, 'a', undefined],
])('the circle of %j through %s is %s', (graph: Readonly<Record<string, string[]>>, from, circle) => {
  expect(circleFrom(from, (file) => graph[file] ?? [])).toBe(circle);
});

/** The shortest circle of imports through the file; undefined: there is no circle. */
function circleFrom(file: string, targetsOf: (file: string) => readonly string[]): string | undefined {
  const ways = new Map<string, string>([[file, file]]);
  for (const [at, way] of ways) {
    for (const target of targetsOf(at)) {
      if (target === file) return `${way} → ${file}`;
      if (!ways.has(target)) ways.set(target, `${way} → ${target}`);
    }
  }
  return undefined;
}

test('at most two folders stand under a layer', () => {
  expect(files.filter((file) => file.split('/').length > 5)).toEqual([]);
});

function codeOf(file: string): string {
  return readFileSync(join(root, file), 'utf8').replace(/\/\/.*|\/\*[\s\S]*?\*\//g, '');
}
