// `npm run pictures -- FOLDER [SCENE …]`: draws screens of the program as SVG, in three sizes and three themes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
  },
];

export const sizes = [
  [80, 24],
  [120, 35],
  [200, 50],
] as const;

/** Each theme on a terminal that it is made for. */
export const looks: Readonly<Record<string, Palette>> = {
  dark: darkPalette,
  light: lightPalette,
  'high-contrast': { ...darkPalette, background: '#000000', foreground: '#ffffff' },
};

async function draw(folder: string, wanted: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const recorder = await openRecorder();
  try {
    for (const scene of scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
      for (const [theme, palette] of Object.entries(looks)) {
        for (const [columns, rows] of sizes) {
          const terminal = await recorder.record(scene, { columns, rows, theme });
          const file = join(folder, `${scene.name}-${theme}-${columns}x${rows}.svg`);
          writeFileSync(file, terminalSvg(terminal, palette, scene.title));
          process.stdout.write(`${file}\n`);
        }
      }
    }
  } finally {
    recorder.close();
  }
}

if (import.meta.main) {
  const [folder, ...wanted] = process.argv.slice(2);
  if (folder === undefined) {
    process.stderr.write(`Say where to: npm run pictures -- FOLDER [${scenes.map(({ name }) => name).join(' ')}]\n`);
    process.exitCode = 2;
  } else await draw(folder, wanted);
}
