// Opens the private copy of an extract as a store. Nothing is pruned: it is as old as it is.

import type { OpenStore } from '../file/open-store.ts';
import { watched } from '../file/open-store.ts';
import { openForWriting } from '../sqlite.ts';

/** The program that made the copy removes it. */
export function openCopy(path: string): OpenStore {
  const database = openForWriting(path);
  return {
    ...watched(database, path),
    kind: 'temporary',
    notices: [],
    needsCheck: false,
    close: () => database.close(),
  };
}
