// Opens the existing store, creates one, or uses a temporary one if neither is possible: the program always has a
// store.
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type HistoryLimits, history } from '../../../config/limits.ts';
import { dayMs } from '../../lib/duration.ts';
import { errorMessage } from '../../lib/error-message.ts';
import { makePrivateFolder } from '../../lib/files/private-folder.ts';
import { formatBytes } from '../../lib/text/format.ts';
import { migrate, type SchemaState, schemaState, schemaVersion, versionIn } from '../schema.ts';
import { type Database, openForReading, openForWriting, waitShortly } from '../sqlite.ts';
import type { StorePlace } from './location.ts';
import { markOpen, unmarkOpen } from './open-marks.ts';
import { assertOwnFiles, createEmptyFile, createStoreFile, setAside } from './store-files.ts';
import {
  inTemporaryFolder,
  removeLeftovers,
  removeStoreFolder,
  storeName,
  temporaryParents,
} from './temporary-folder.ts';
import { StoreRefused, troubleOf } from './trouble.ts';

export interface OpenStore {
  readonly database: Database;
  readonly path: string;
  readonly kind: 'kept' | 'temporary';
  /** Sentences for the user. */
  readonly notices: readonly string[];
  /** A program was killed while it had the file open, and `checkAfterCrash` was not called since. */
  readonly needsCheck: boolean;
  /** Another file, or none, is at the path now: writes are lost. Cheap enough to be called once a minute. */
  isReplaced(): boolean;
  /** A newer program migrated the schema: nothing may be written any more. */
  mustRestart(): boolean;
  /** Deletes a temporary store. */
  close(): void;
}

export interface OpenOptions {
  readonly now: () => number;
  /** The limits of the size, for the sentence at the first start. */
  readonly limits?: HistoryLimits;
  /** Directories for temporary stores; the first with enough space is used. */
  readonly parents?: readonly string[];
  /** Opens the permanent store. */
  readonly openDatabase?: typeof openForWriting;
}

export function openStore(place: StorePlace, options: OpenOptions): OpenStore {
  const { parents = temporaryParents() } = options;
  removeLeftovers(parents);
  if (place.path === undefined) return openTemporary(place.notices, parents);
  try {
    return openKept(place, place.path, options);
  } catch (error) {
    const why = reasonOf(error);
    if (error instanceof StoreRefused || why === undefined) throw error;
    const notice = `The store ${place.path} cannot be used: ${why} A temporary store is used until this program ends.`;
    return openTemporary([...place.notices, notice], parents);
  }
}

/** For a program that already runs: a file that the user named and that is not a store is left alone, with a notice. */
export function openStoreAnyway(place: StorePlace, options: OpenOptions): OpenStore {
  try {
    return openStore(place, options);
  } catch (error) {
    if (!(error instanceof StoreRefused)) throw error;
    const notice = `${error.message} A temporary store is used until this program ends.`;
    return openTemporary([...place.notices, notice], options.parents);
  }
}

/** The store exists and cannot be written, for a reason that the message gives. */
class Unusable extends Error {}

/** undefined: a programming error. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof Unusable) return error.message;
  const message = errorMessage(error);
  const reasons = {
    full: `the disk or the quota is full (${message}).`,
    unwritable: `it cannot be written (${message}).`,
    busy: `another program keeps it locked (${message}).`,
    damaged: `it is damaged (${message}).`,
  };
  const trouble = troubleOf(error);
  return trouble && reasons[trouble];
}

function openKept(place: StorePlace, path: string, options: OpenOptions): OpenStore {
  prepareFolder(place, dirname(path));
  const before = identityOf(path);
  try {
    return openFile(place, path, options);
  } catch (error) {
    if (troubleOf(error) !== 'damaged') throw error;
    if (place.isNamed) throw new StoreRefused(`${path} is not a store of vaultop, or is damaged: name another file.`);
    // Another program may have moved the file away at the same moment.
    return identityOf(path) === before ? openAfterDamage(place, path, options) : openFile(place, path, options);
  }
}

function openAfterDamage(place: StorePlace, path: string, options: OpenOptions): OpenStore {
  const aside = setAside(path, options.now());
  const notice = `The store was damaged, or not a store of vaultop: it was renamed to ${aside}, and a new store was created.`;
  return openFile({ ...place, notices: [...place.notices, notice] }, path, options);
}

function prepareFolder({ isNamed, isShared }: StorePlace, folder: string): void {
  // The directory of a file that the user named is not changed.
  if (isNamed) return;
  try {
    const { wasOpen } = makePrivateFolder(folder);
    if (isShared && wasOpen) throw new Error(`other users can write to ${folder}.`);
  } catch (error) {
    if (troubleOf(error) !== undefined) throw error;
    throw new Unusable((error as Error).message);
  }
}

function openFile(
  place: StorePlace,
  path: string,
  { now, limits = history, openDatabase = openForWriting }: OpenOptions,
): OpenStore {
  const { isNew } = createStoreFile(path, (draft) => fill(draft, openDatabase));
  const state = look(path);
  if (state === 'foreign') refuseForeign(place, path);
  if (state === 'newer') throw new Unusable('a newer vaultop has written it.');
  const database = openDatabase(path);
  try {
    if (state !== 'current') migrate(database);
    const needsCheck = markOpen(database, now());
    const notices = [...place.notices, ...(isNew ? [firstNotice(path, limits)] : [])];
    return {
      ...watched(database, path),
      kind: 'kept',
      notices,
      needsCheck,
      close: () => closeKept(database),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Nobody else knows the file yet. */
function fill(path: string, openDatabase = openForWriting): void {
  const database = openDatabase(path, { isDraft: true });
  try {
    migrate(database);
  } finally {
    database.close();
  }
}

/**
 * Reads the schema state without changing the file: the database of another program does not even get a write-ahead
 * log.
 */
function look(path: string): SchemaState {
  ownFiles(path);
  const database = openForReading(path);
  try {
    // Another program may be closing the file and emptying its log.
    database.exec('pragma busy_timeout=2000');
    return schemaState(database);
  } finally {
    database.close();
  }
}

function ownFiles(path: string): void {
  try {
    assertOwnFiles(path);
  } catch (error) {
    throw new Unusable((error as Error).message);
  }
}

function refuseForeign({ isNamed }: StorePlace, path: string): never {
  if (isNamed) throw new StoreRefused(`${path} is a database of another program: name another file.`);
  throw Object.assign(new Error('it is a database of another program'), { errcode: 26 });
}

const firstNotice = (path: string, { keepMs, maxBytes }: HistoryLimits): string =>
  `History is kept in ${path}, for ${keepMs / dayMs} days and at most ${formatBytes(maxBytes)}; see vaultop store --help.`;

/**
 * Removes the mark from `meta`: this program ended normally. A full disk, or a newer schema, does not keep it from
 * ending.
 */
function closeKept(database: Database): void {
  try {
    waitShortly(database);
    unmarkOpen(database);
  } catch (error) {
    if (troubleOf(error) === undefined) throw error;
  } finally {
    database.close();
  }
}

/** Uses the first directory of `parents` with enough space; throws if none has. */
export function openTemporary(notices: readonly string[], parents = temporaryParents()): OpenStore {
  return inTemporaryFolder(parents, (folder) => {
    const path = join(folder, storeName);
    createEmptyFile(path);
    fill(path);
    const database = openForWriting(path);
    const remove = () => removeStoreFolder(folder);
    process.on('exit', remove);
    return {
      ...watched(database, path),
      kind: 'temporary',
      notices,
      needsCheck: false,
      close() {
        process.off('exit', remove);
        database.close();
        remove();
      },
    };
  });
}

/** The file of an open store. */
export function watched(
  database: Database,
  path: string,
): Pick<OpenStore, 'database' | 'path' | 'isReplaced' | 'mustRestart'> {
  const opened = identityOf(path);
  return {
    database,
    path,
    isReplaced: () => identityOf(path) !== opened,
    mustRestart: () => versionIn(database) !== schemaVersion,
  };
}

/** Device and inode: they differ for another file of the same name. */
function identityOf(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev} ${found.ino}`;
}
