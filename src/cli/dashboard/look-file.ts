// When each identity's screen was last looked at: a small file beside the log, for its owner only.
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LookStore } from '../../runtime/changes/last-look.ts';

const format = 'vaultop.looked/1';
/** A file that is longer was not written by this program. */
const longestBytes = 1_000_000;

/** Written at once: the program may be about to end. A file that cannot be read or written is no reason to fail. */
export function createLookFile(path: string, complain: (problem: string, error: unknown) => void): LookStore {
  const load = (): ReadonlyMap<string, number> => {
    try {
      if (!statSync(path).isFile() || statSync(path).size > longestBytes) throw new Error('It is not a regular file.');
      return timesIn(readFileSync(path, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        complain('the file of the last sessions cannot be read', error);
      return new Map();
    }
  };
  return {
    load,
    save(times) {
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        const draft = `${path}.${process.pid}.tmp`;
        // Another dashboard may have written times of other identities.
        const at = Object.fromEntries([...load(), ...times]);
        writeFileSync(draft, `${JSON.stringify({ format, at })}\n`, { mode: 0o600 });
        renameSync(draft, path);
      } catch (error) {
        complain('the file of the last sessions cannot be written', error);
      }
    },
  };
}

function timesIn(text: string): ReadonlyMap<string, number> {
  const read = JSON.parse(text) as { readonly format?: unknown; readonly at?: unknown };
  if (read.format !== format || typeof read.at !== 'object' || read.at === null)
    throw new Error('Its format is not known.');
  return new Map(Object.entries(read.at).filter((one): one is [string, number] => typeof one[1] === 'number'));
}
