// Edits, reads and writes documents of actions: in the person's editor, and in files.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readPlainFile } from '../../../lib/files/open-plain-file.ts';
import type { DocumentPlaces } from '../../../runtime/documents.ts';
import { homeFolder, nowhere } from '../../options/home.ts';
import type { Children } from './children.ts';

export interface DocumentPlacesOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Releases the terminal while `task` runs. */
  withoutScreen(task: () => Promise<void>): Promise<void>;
  /** Ends the editor with the screen. */
  readonly children: Pick<Children, 'add'>;
}

export const createDocumentPlaces = ({ env, withoutScreen, children }: DocumentPlacesOptions): DocumentPlaces => ({
  async edit(text, name) {
    const folder = await mkdtemp(join(tmpdir(), 'vaultop-'));
    const file = join(folder, name);
    try {
      await writeFile(file, text === '' ? '' : `${text}\n`, { mode: 0o600 });
      await withoutScreen(() => runEditor(env, file, children));
      return (await readPlainFile(file)).trimEnd();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  readFile: (path) => readPlainFile(resolve(path.replace(/^~(?=\/)/, homeFolder() ?? nowhere))),
  async handOver(name, text) {
    // The name of a plan is text from outside: it must name a file in this directory. Nothing is overwritten.
    const file = resolve(name.replace(/[^\w.-]/g, '_').replace(/^\.+/, '_'));
    await writeFile(file, text, { flag: 'wx', mode: 0o600 });
    return file;
  },
});

/** $EDITOR may contain arguments, as in git. */
async function runEditor(env: NodeJS.ProcessEnv, file: string, children: Pick<Children, 'add'>): Promise<void> {
  const editor = env.VISUAL || env.EDITOR || 'vi';
  const child = spawn('/bin/sh', ['-c', `${editor} "$1"`, editor, file], { stdio: 'inherit', env });
  children.add(child);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0)
    throw new Error(`${editor} ended with ${code ?? 'a signal'}: the text is unchanged. Set EDITOR to another editor.`);
}
