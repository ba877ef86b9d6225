// Sentences for the user about a store that cannot be written while the program runs.
import { dirname } from 'node:path';
import type { StoreErrorKind } from '../../store/file/trouble.ts';

const untilLater = 'what comes now is not kept; it is tried again each minute.';

/** The problem of the store, as the beginning of a sentence. */
export function troubleOfStore(trouble: StoreErrorKind, path: string, message: string): string {
  const texts: Readonly<Record<StoreErrorKind, string>> = {
    full: `There is no room for the store ${path} (${message})`,
    unwritable: `The store ${path} cannot be written (${message})`,
    busy: `Another program keeps the store ${path} locked (${message})`,
    damaged: `The store ${path} is damaged (${message}; vaultop store check tells more)`,
  };
  return texts[trouble];
}

export const newerProgram = (path: string): string =>
  `A newer vaultop has changed the store ${path}, so this one has to be restarted`;

/** `path`: the path of the temporary store. */
export const nowTemporary = (why: string, path: string): string =>
  `${why}: until the next start a temporary one in ${dirname(path)} takes its place, it ends with the program.`;

export const nowhere = (why: string): string => `${why}, and there is no room for a temporary one: ${untilLater}`;

export const notKept = (why: string): string => `${why}: ${untilLater}`;

export const keptAgain = (path: string): string => `The store ${path} can be written again: what comes now is kept.`;

export const replaced = (path: string): string =>
  `The store ${path} was deleted or replaced while it was in use: what it held is gone`;

export const newStoreText = (why: string): string => `${why}, and a new one begins.`;
