// Writes a file that a person names: for its owner only, as a whole or not at all.
import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileReason } from './file-reason.ts';

export interface WriteNewOptions {
  readonly path: string;
  /** Over an existing file. */
  readonly replace: boolean;
}

/** An existing name is refused before anything is written; the file gets its name when it is complete. */
export async function writeNew(
  { path, replace }: WriteNewOptions,
  fill: (file: Pick<FileHandle, 'writeFile'>) => Promise<void>,
): Promise<void> {
  if (!replace) await (await open(path, 'wx', 0o600)).close();
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.tmp`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await fill(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    if (!replace) await rm(path, { force: true });
    throw error;
  }
}

const reasons: Readonly<Record<string, (path: string) => string>> = {
  ENOSPC: () => 'the disk is full',
  EDQUOT: () => 'the disk quota is used up',
  ENOENT: (path) => `there is no directory ${dirname(path)}`,
  ENOTDIR: (path) => `${dirname(path)} is no directory`,
  EISDIR: (path) => `${path} is a directory`,
  EACCES: (path) => `${dirname(path)} may not be written to`,
  EROFS: (path) => `${dirname(path)} is on a read-only file system`,
};

/** `how`: the way to replace an existing file, such as '--force'. */
export function whyNotWritten(error: NodeJS.ErrnoException, path: string, how: string): string {
  const { code = '' } = error;
  if (code === 'EEXIST') return `${path} exists already: ${how} replaces it`;
  return reasons[code]?.(path) ?? fileReason(error) ?? error.message;
}
