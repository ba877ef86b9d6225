// Files that other programs, or the next run, may read at any moment.
import { randomUUID } from 'node:crypto';
import { chmod, open, rename, rm } from 'node:fs/promises';

/** Whole or not at all, through a file beside it, and for its owner alone. The folder has to be there. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await chmod(draft, 0o600);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
