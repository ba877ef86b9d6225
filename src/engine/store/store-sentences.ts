// Sentences for the user about a store that cannot be written while the program runs.
import { dirname } from 'node:path';
import type { StoreErrorKind } from '../../store/file/trouble.ts';

const untilLater = 'new data is not stored; vaultop tries again each minute.';

/** The problem of the store, as the beginning of a sentence. */
export function troubleOfStore(trouble: StoreErrorKind, path: string, message: string): string {
  const texts: Readonly<Record<StoreErrorKind, string>> = {
    full: `The disk or quota of the store ${path} is full (${message})`,
    unwritable: `The store ${path} cannot be written (${message})`,
    busy: `Another program keeps the store ${path} locked (${message})`,
    damaged: `The store ${path} is damaged (${message}; vaultop store check shows details)`,
  };
  return texts[trouble];
}

export const newerProgram = (path: string): string => `A newer vaultop has changed the store ${path}; restart this one`;

/** `path`: the path of the temporary store. */
export const nowTemporary = (why: string, path: string): string =>
  `${why}: a temporary store in ${dirname(path)} is used until this program ends.`;

export const nowhere = (why: string): string => `${why}, and a temporary one cannot be created: ${untilLater}`;

export const notKept = (why: string): string => `${why}: ${untilLater}`;

export const keptAgain = (path: string): string => `The store ${path} can be written again: new data is stored.`;

export const replaced = (path: string): string =>
  `The store ${path} was deleted or replaced while it was in use: its data is lost`;

export const newStoreText = (why: string): string => `${why}. A new store was created.`;
