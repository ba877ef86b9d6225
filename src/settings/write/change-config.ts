// Changes a config file that a person wrote: everything else in the file stays unchanged, byte for byte if possible.
import { mkdir, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readPlainFile } from '../../lib/files/open-plain-file.ts';
import { writeWhole } from '../../lib/files/write-whole.ts';
import { readConfig } from '../read-config.ts';
import type { Config } from '../schema.ts';

/** Rejects with a sentence, and leaves the file unchanged. */
export async function changeConfig(path: string, change: (text: string, config: Config) => string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const text = await textOf(target);
  const { issues, config } = readConfig(text);
  const error = issues.find(({ severity }) => severity === 'error');
  if (error) {
    throw new Error(
      `Not saved: line ${error.line} of ${path} has an error. Correct it first; vaultop config check lists all errors.`,
    );
  }
  const changed = change(text, config as Config);
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await writeWhole(target, changed);
  } catch (failure) {
    throw new Error(`Not saved: ${path} cannot be written (${(failure as NodeJS.ErrnoException).code ?? failure}).`);
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readPlainFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return '';
    throw new Error(`Not saved: ${path} cannot be read (${code}).`);
  }
}
