// Removes the stored data of some accounts or all of it, and files that were moved away.
import { dirname } from 'node:path';
import { systemClock } from '../../lib/clock.ts';
import { eraseAccounts, eraseAll, type Remains } from '../../store/file/erase.ts';
import { removeSetAside, removeStoreFiles, statsOf } from '../../store/file/store-files.ts';
import { troubleOf } from '../../store/file/trouble.ts';
import { changing, reading } from './with-store.ts';

export interface Cleared {
  readonly wasThere: boolean;
  /** A sentence. */
  readonly remains: Remains;
}

/** Ids; empty: everything. */
export function clearStore(path: string, accounts: readonly string[]): Cleared {
  if (accounts.length === 0 && removeDamaged(path)) return { wasThere: true, remains: undefined };
  if (!statsOf(path)) return { wasThere: false, remains: undefined };
  return { wasThere: true, remains: erase(path, accounts) };
}

function erase(path: string, accounts: readonly string[]): string | undefined {
  if (accounts.length > 0) return changing(path, (database) => eraseAccounts(database, accounts));
  try {
    return changing(path, (database) => eraseAll(database, systemClock.now()));
  } catch (error) {
    // The file is damaged inside: it is deleted in any case.
    if (troubleOf(error) !== 'damaged') throw error;
    removeStoreFiles(path);
    return undefined;
  }
}

/**
 * Files that were moved away are always deleted. Returns true if the store itself was damaged, and was deleted as well.
 */
function removeDamaged(path: string): boolean {
  if (statsOf(dirname(path))) removeSetAside(path);
  if (!statsOf(path)) return false;
  try {
    reading(path, () => undefined);
    return false;
  } catch (error) {
    if (troubleOf(error) !== 'damaged') throw error;
    removeStoreFiles(path);
    return true;
  }
}
