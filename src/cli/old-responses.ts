// Versions before the store kept responses in a directory of their own, which is no longer read.
import { rm } from 'node:fs/promises';
import { cacheFile } from './options/places.ts';

export async function removeOldResponses(): Promise<void> {
  const folder = cacheFile('answers');
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}
