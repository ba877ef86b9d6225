// The pages of src/docs name what is there: files, folders, commands and each other.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const folder = 'src/docs';
const pages = readdirSync(join(root, folder)).filter((name) => name.endsWith('.md'));
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');
const { scripts, files } = JSON.parse(textOf('package.json')) as { scripts: object; files: readonly string[] };

const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name);
/** Anywhere: in code, in commands of a block, in prose. */
const pathsIn = (text: string) =>
  found(text, /(?<![\w./-])((?:src|components|config|test|\.ci)\/[\w./-]+)/g).map((path) => path.replace(/\.$/, ''));
const scriptsIn = (text: string) => found(text, /npm run (?:-s )?([\w:-]+)/g);
const linksIn = (text: string) => found(text, /\]\(([^)#:]+)(?:#[^)]*)?\)/g);
/** 'a.md#b-c' for a link to a heading; of the page itself '#b-c'. */
const headingLinksIn = (text: string) => found(text, /\]\(([^):]*#[^)]+)\)/g);
const picturesIn = (text: string) => found(text, /(?:src|srcset)="([^"]+)"/g);
/** As GitHub names them. */
const headingsIn = (text: string) =>
  found(text, /^#+ (.*)$/gm).map((title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

test('there are pages for those who change the program', () => {
  expect(pages).toEqual(expect.arrayContaining(['architecture.md', 'contributing.md', 'decisions.md']));
  expect(files).toContain(folder);
});

describe.each(pages)('%s', (page) => {
  const text = textOf(join(folder, page));

  test('names files and folders that exist', () => {
    expect(pathsIn(text).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('names commands of npm that exist', () => {
    expect(scriptsIn(text).filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  test('links to files that exist', () => {
    expect(linksIn(text).filter((path) => !existsSync(join(root, folder, path)))).toEqual([]);
  });

  test('shows pictures that exist, with a text for those who do not see them', () => {
    const missing = picturesIn(text).filter((path) => !existsSync(join(root, folder, path)));
    expect(missing).toEqual([]);
    expect(found(text, /(<img (?![^>]*alt="[^"]{10})[^>]*>)/g)).toEqual([]);
  });

  test('links to headings that exist', () => {
    const missing = headingLinksIn(text).filter((link) => {
      const [path, heading = ''] = link.split('#');
      return !headingsIn(path ? textOf(join(folder, path)) : text).includes(heading);
    });
    expect(missing).toEqual([]);
  });

  test('has a link in the README', () => {
    expect(linksIn(textOf('README.md'))).toContain(`${folder}/${page}`);
  });
});

test('every folder of the sources stands in the page on the architecture', () => {
  const named = new Set(pathsIn(textOf(join(folder, 'architecture.md'))));
  const layers = readdirSync(join(root, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'docs')
    .map(({ name }) => `src/${name}`);
  expect(layers.filter((layer) => !named.has(layer))).toEqual([]);
});

test('every table of the store stands there too', () => {
  const tables = found(textOf('src/store/schema.ts'), /create table (\w+)\(/g);
  expect(tables).toContain('row');
  const page = textOf(join(folder, 'architecture.md'));
  expect(tables.filter((table) => !page.includes(`\`${table}\``))).toEqual([]);
});

test('paths, commands, links and headings are found in text', () => {
  expect(linksIn('[a](a.md), [b](b.md#c) and [c](https://example.com/c)')).toEqual(['a.md', 'b.md']);
  expect(headingLinksIn('[a](a.md), [b](b.md#c-d) and [e](#e)')).toEqual(['b.md#c-d', '#e']);
  expect(headingsIn('# One, two: `three`\n\n## Tmux and the clipboard\n')).toEqual([
    'one-two-three',
    'tmux-and-the-clipboard',
  ]);
  expect(pathsIn('in `src/a/b.ts` and test/c. As xsrc/d, src')).toEqual(['src/a/b.ts', 'test/c']);
  expect(scriptsIn('`npm run -s types`, npm run build:bin; npm test')).toEqual(['types', 'build:bin']);
});
