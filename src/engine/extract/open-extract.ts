// Opens a stranger's extract: a private copy, checked in every way, becomes a store of its own. It is never merged into
// another one.

import { join } from 'node:path';
import { largestExtractBytes } from '../../../config/limits.ts';
import type { TimeRange } from '../../lib/time-range.ts';
import { checkExtract, refusalOf } from '../../store/extract/check-extract.ts';
import { copyBounded } from '../../store/extract/copy-file.ts';
import { ExtractRefused } from '../../store/extract/refused.ts';
import {
  inTemporaryFolder,
  removeLeftovers,
  removeStoreFolder,
  storeName,
  temporaryParents,
} from '../../store/file/temporary-folder.ts';
import { type KnownFrom, knownFrom } from '../../store/read/known-from.ts';
import { createKnownScopes } from '../../store/read/known-scopes.ts';
import type { StoredScope } from '../../store/row-shape.ts';
import { migrate } from '../../store/schema.ts';
import { createStatements, type Database, openForWriting, openUntrusted } from '../../store/sqlite.ts';
import { createRowShapes } from '../store/row-shapes.ts';
import { checkRows } from './check-rows.ts';

export interface OpenedExtract extends TimeRange, KnownFrom {
  /** The path of the private copy. */
  readonly path: string;
  readonly scopes: readonly StoredScope[];
  /** Removes the copy. */
  remove(): void;
}

export interface ExtractOpening {
  /** In bytes. */
  readonly most?: number;
  readonly parents?: readonly string[];
}

/** Throws an ExtractRefused with the reason; no copy remains. */
export function openExtract(file: string, options: ExtractOpening = {}): OpenedExtract {
  const { most = largestExtractBytes, parents = temporaryParents() } = options;
  removeLeftovers(parents);
  return inTemporaryFolder(parents, (folder) => {
    const remove = () => removeStoreFolder(folder);
    process.on('exit', remove);
    try {
      const path = join(folder, storeName);
      copyBounded(file, path, most);
      const found = checked(path);
      adopt(path);
      return { ...found, path, remove };
    } catch (error) {
      process.off('exit', remove);
      throw error;
    }
  });
}

function checked(path: string): TimeRange & KnownFrom & Pick<OpenedExtract, 'scopes'> {
  const database = opened(path);
  try {
    const range = checkExtract(database);
    const scopes = createKnownScopes({ statement: createStatements(database) }).scopes();
    if (!scopes.every(isScope)) throw new ExtractRefused('an account id or a Region in the file is not valid.');
    checkRows(database, range.to);
    const timed = createRowShapes(() => range.to).flatMap((shape) => (shape.endedAt ? [shape.resource] : []));
    return { ...range, scopes, ...knownFrom(database, range, timed) };
  } catch (error) {
    throw refusalOf(error);
  } finally {
    database.close();
  }
}

function opened(path: string): Database {
  try {
    return openUntrusted(path);
  } catch (error) {
    throw refusalOf(error);
  }
}

/** `*`: all accounts of an organization; messages of queues come from no single Region. */
const isScope = ({ accountId, region }: StoredScope): boolean =>
  /^(\d{12}|\*)$/.test(accountId) && /^[a-z0-9-]{0,40}$/.test(region);

/** Makes a store of the checked copy. */
function adopt(path: string): void {
  const database = openForWriting(path);
  try {
    migrate(database);
  } finally {
    database.close();
  }
}
