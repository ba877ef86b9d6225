// Which pictures the pages have, and what they were made from.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');
export const picturesFolder = join(root, 'src/docs/pictures');
/** The SHA-256 of each picture, and of the sources that draw them. */
export const hashesFile = join(picturesFolder, 'pictures.json');

export interface PictureHashes {
  readonly drawnBy: string;
  readonly pictures: Readonly<Record<string, string>>;
}

export const pageSizes = [
  [80, 24],
  [160, 45],
] as const;
export const pageThemes = ['dark', 'light'] as const;

export const pictureName = (scene: string, theme: string, [columns, rows]: readonly [number, number]): string =>
  `${scene}-${theme}-${columns}x${rows}.svg`;

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Changes with each source that decides how a picture is drawn. */
export function hashOfSources(): string {
  const files = readdirSync(import.meta.dirname).sort();
  return hashOf(files.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('\n'));
}
