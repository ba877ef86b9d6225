// `npm run pictures`: draws the pictures of the pages, screens of the program as SVG, into src/docs/pictures.
// `npm run pictures -- FOLDER [SCENE …]`: draws them in three sizes and three themes, to look at.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  hashesFile,
  hashOf,
  hashOfSources,
  type PictureHashes,
  pageSizes,
  pageThemes,
  pictureName,
  picturesFolder,
} from './page-pictures.ts';
import { openRecorder, type Scene } from './record-screen.ts';
import { darkPalette, lightPalette, type Palette, terminalSvg } from './terminal-svg.ts';

const overview = /(?=[\s\S]*Running jobs \d)(?=[\s\S]*Attention \d)(?=[\s\S]*Recent audits \d)/;
const down = '\x1b[B';
const up = '\x1b[A';

export const scenes: readonly Scene[] = [
  { name: 'overview', title: 'The overview of vaultop', steps: [], until: overview },
  {
    name: 'attention',
    title: 'The attention list, with the selected finding whole',
    steps: [{ until: overview, press: `:attention\r${down}` }],
    until: /Next: /,
  },
  {
    name: 'list',
    title: 'The list of backup jobs',
    steps: [{ until: overview, press: `:jobs\r${down}${down}` }],
    until: /› backup jobs[\s\S]*RESOURCE/,
  },
  {
    name: 'detail',
    title: 'The detail of a backup job that failed',
    steps: [
      { until: overview, press: ':jobs /state:FAILED\r' },
      { until: /FAILED/, press: '\r' },
    ],
    until: /1 Detail[\s\S]*FAILED/,
  },
  {
    name: 'form',
    title: 'The form that creates a vault',
    steps: [
      { until: overview, press: ':vaults\r' },
      { until: /› vaults[\s\S]*LOCK/, press: 'a' },
      { until: /│/, press: `${up}\r` },
      { until: /› Where/, press: down },
      { until: /› Name/, press: 'reports' },
    ],
    until: /reports/,
    isWriting: true,
  },
  {
    name: 'restore',
    title: 'The form that restores a recovery point',
    steps: [
      { until: overview, press: ':resources /warehouse-vol\r' },
      { until: /› protected resources[\s\S]*warehouse-vol/, press: 'd' },
      { until: /1 recovery points/, press: '\r' },
      { until: /recovery points of warehouse-vol[\s\S]*COMPLETED/, press: 'w' },
    ],
    until: /› restore[\s\S]*Availability Zone/,
    isWriting: true,
  },
];

/** Those of the pages. */
export const pageScenes: readonly Scene[] = scenes.filter(({ name }) => name !== 'form');

type Size = readonly [number, number];
const sizes: readonly Size[] = [
  [80, 24],
  [120, 35],
  [200, 50],
];

/** Each theme on a terminal that it is made for. */
const looks: Readonly<Record<string, Palette>> = {
  dark: darkPalette,
  light: lightPalette,
  'high-contrast': { ...darkPalette, background: '#000000', foreground: '#ffffff' },
};

interface Pictures {
  readonly scenes: readonly Scene[];
  readonly themes: readonly string[];
  readonly sizes: readonly Size[];
}

/** Draws each scene in each theme and size. */
export async function* drawn(wanted: Pictures): AsyncGenerator<{ readonly name: string; readonly svg: string }> {
  const recorder = await openRecorder();
  try {
    for (const scene of wanted.scenes) {
      for (const theme of wanted.themes) {
        for (const size of wanted.sizes) {
          const terminal = await recorder.record(scene, { columns: size[0], rows: size[1], theme });
          const svg = terminalSvg(terminal, looks[theme] ?? darkPalette, scene.title);
          yield { name: pictureName(scene.name, theme, size), svg: withSteadyRate(svg) };
        }
      }
    }
  } finally {
    recorder.close();
  }
}

const steadyRate = '120';
/** How many calls the last minute had depends on the machine that draws. The line stays as long as it is. */
const withSteadyRate = (svg: string): string =>
  svg.replace(
    /(\u00a0*)(\d+s\u00a0old\u00a0·\u00a0)(\d+)(?=(?:\/|\u00a0calls\/)min)/,
    (_, ...[blanks = '', age = '', calls = '']: string[]) =>
      `${'\u00a0'.repeat(blanks.length + calls.length - steadyRate.length)}${age}${steadyRate}`,
  );
async function write(folder: string, wanted: Pictures): Promise<Record<string, string>> {
  mkdirSync(folder, { recursive: true });
  const hashes: Record<string, string> = {};
  for await (const { name, svg } of drawn(wanted)) {
    writeFileSync(join(folder, name), svg);
    hashes[name] = hashOf(svg);
    process.stdout.write(`${join(folder, name)}\n`);
  }
  return hashes;
}

async function writePagePictures(): Promise<void> {
  rmSync(picturesFolder, { recursive: true, force: true });
  const pictures = await write(picturesFolder, { scenes: pageScenes, themes: pageThemes, sizes: pageSizes });
  const hashes: PictureHashes = { drawnBy: hashOfSources(), pictures };
  writeFileSync(hashesFile, `${JSON.stringify(hashes, undefined, 2)}\n`);
}

if (import.meta.main) {
  const [folder, ...names] = process.argv.slice(2);
  const named = scenes.filter(({ name }) => names.length === 0 || names.includes(name));
  if (folder === undefined) await writePagePictures();
  else await write(folder, { scenes: named, themes: Object.keys(looks), sizes });
}
