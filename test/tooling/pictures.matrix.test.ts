// The pictures of the pages: what `npm run pictures` draws, and nothing else.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import xterm from '@xterm/headless';
import { expect, test } from 'vitest';
import { drawn, pageScenes } from '../../config/tooling/pictures/draw.ts';
import {
  hashesFile,
  hashOf,
  hashOfSources,
  type PictureHashes,
  pageSizes,
  pageThemes,
  pictureName,
  picturesFolder,
} from '../../config/tooling/pictures/page-pictures.ts';
import { darkPalette, terminalSvg } from '../../config/tooling/pictures/terminal-svg.ts';
import { isProving } from '../support/matrix.ts';

const root = resolve(import.meta.dirname, '../..');
const { drawnBy, pictures } = JSON.parse(readFileSync(hashesFile, 'utf8')) as PictureHashes;
const pictureOf = (name: string) => readFileSync(join(picturesFolder, name), 'utf8');
const files = readdirSync(picturesFolder).filter((name) => name.endsWith('.svg'));

test('they are drawn by the sources as they are: npm run pictures', () => {
  expect(drawnBy).toBe(hashOfSources());
});

test('there is one of each scene in each theme and size, as it was drawn', () => {
  const expected = pageScenes.flatMap(({ name }) =>
    pageThemes.flatMap((theme) => pageSizes.map((size) => pictureName(name, theme, size))),
  );
  expect(files.toSorted()).toEqual(expected.toSorted());
  expect(Object.fromEntries(files.map((name) => [name, hashOf(pictureOf(name))]))).toEqual(pictures);
});

test.each(files)('%s is small, and shows only text and color', (name) => {
  const svg = pictureOf(name);
  expect(svg.length).toBeLessThan(100_000);
  expect(svg).toMatch(/<title>[^<]{10}/);
  expect(new Set(svg.match(/<[a-z]+/g))).toEqual(new Set(['<svg', '<title', '<rect', '<g', '<text']));
  expect(svg).not.toMatch(/href|url\(| on\w+=/);
});

test('a page or the README shows each', () => {
  const pages = ['README.md', ...readdirSync(join(root, 'src/docs')).map((name) => `src/docs/${name}`)];
  const text = pages
    .filter((path) => path.endsWith('.md'))
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
  expect(files.filter((name) => !text.includes(name))).toEqual([]);
});

async function svgOf(bytes: string): Promise<string> {
  const terminal = new xterm.Terminal({ cols: 20, rows: 1, allowProposedApi: true });
  await new Promise<void>((done) => terminal.write(bytes, done));
  return terminalSvg(terminal, darkPalette, 'A line of the terminal');
}

test('a blank has no color that anybody sees, unless it has a background', async () => {
  const plain = await svgOf('\x1b[31mone\x1b[0m two');
  expect(await svgOf('\x1b[31mone \x1b[0mtwo\x1b[32m   ')).toBe(plain);
  expect(plain).toContain('>one</text>');
  expect(await svgOf('\x1b[31mone\x1b[0;41m \x1b[0mtwo')).toContain('width="8.43"');
});

test.runIf(isProving)('the program still shows what they show: npm run pictures', async () => {
  const outdated: string[] = [];
  for await (const { name, svg } of drawn({ scenes: pageScenes, themes: ['dark'], sizes: pageSizes })) {
    if (svg !== pictureOf(name)) outdated.push(name);
  }
  expect(outdated).toEqual([]);
});
