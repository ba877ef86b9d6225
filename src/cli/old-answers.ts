// Versions before the store kept answers in a folder of their own. Nobody reads them any more.
import { rm } from 'node:fs/promises';
import { cacheFile } from './options/places.ts';

export async function removeOldAnswers(): Promise<void> {
  const folder = cacheFile('answers');
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}
