// `vaultop store export`: an extract of the store as a file for others.

import { createReadStream, linkSync, renameSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { anonymizeExtract } from '../../engine/anonymize/anonymize-extract.ts';
import { createRowShapes } from '../../engine/store/row-shapes.ts';
import { systemClock } from '../../lib/clock.ts';
import { formatBytes, formatDateTime } from '../../lib/text/format.ts';
import type { TimeRange } from '../../lib/time-range.ts';
import { type Extracted, writeExtract } from '../../store/extract/extract.ts';
import { createEmptyFile, removeStoreFiles, statsOf } from '../../store/file/store-files.ts';
import {
  inTemporaryFolder,
  removeStoreFolder,
  storeName,
  temporaryParents,
} from '../../store/file/temporary-folder.ts';
import { UsageError } from '../options/options.ts';
import { exitCodes } from '../output/exit-codes.ts';
import { printError } from '../output/output.ts';
import type { ExtractArguments } from './extract-arguments.ts';
import { changing } from './with-store.ts';

declare const VAULTOP_VERSION: string;

/** Only a bundle has one. */
const version = (): string => (typeof VAULTOP_VERSION === 'string' ? VAULTOP_VERSION : 'sources');

/** Throws an error if the store knows nothing of that time. */
export async function exportStore(
  source: string,
  { output, isAnonymous, ...range }: ExtractArguments,
): Promise<number> {
  if (output === undefined && process.stdout.isTTY) {
    throw new UsageError('An extract is a binary file: use --output FILE or > FILE.');
  }
  if (!statsOf(source)) throw new Error(`There is no store yet: its path will be ${source}.`);
  // An older version of vaultop may have written the store.
  changing(source, () => undefined);
  const write = (target: string) => (isAnonymous ? anonymous : extract)(source, target, range);
  return output === undefined ? toStdout(write) : toFile(resolve(output), write);
}

type Write = (target: string) => Extracted;

function extract(source: string, target: string, range: TimeRange): Extracted {
  createEmptyFile(target);
  const timed = createRowShapes(systemClock.now).flatMap((shape) => (shape.endedAt ? [shape.resource] : []));
  const extracted = writeExtract({ ...range, source, target, timed, program: version() });
  if (extracted.versions > 0) return extracted;
  const { from, to } = range;
  throw new Error(`The store has no row from ${formatDateTime(from)} to ${formatDateTime(to)}.`);
}

/** The names are only in a private file, which is removed. */
function anonymous(source: string, target: string, range: TimeRange): Extracted {
  return inTemporaryFolder(temporaryParents(), (folder) => {
    try {
      const named = join(folder, storeName);
      const extracted = extract(source, named, range);
      createEmptyFile(target);
      return { ...extracted, versions: anonymizeExtract({ source: named, target, now: range.to }) };
    } finally {
      removeStoreFolder(folder);
    }
  });
}

async function toFile(path: string, write: Write): Promise<number> {
  if (statsOf(path)) throw new UsageError(`${path} exists: name another file.`);
  if (!statsOf(dirname(path)))
    throw new UsageError(`there is no directory ${dirname(path)}: make it, or name another file.`);
  const draft = join(dirname(path), `.${process.pid}.vaultop.new`);
  try {
    const extracted = write(draft);
    appear(draft, path);
    report(extracted, path, statSync(path).size);
    return exitCodes.fine;
  } finally {
    removeStoreFiles(draft);
  }
}

/** Never over a file that appeared meanwhile, where the file system has hard links. */
function appear(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EPERM' && code !== 'ENOTSUP') throw error;
    renameSync(draft, path);
  }
}

async function toStdout(write: Write): Promise<number> {
  const { folder, extracted } = inTemporaryFolder(temporaryParents(), (one) => ({
    folder: one,
    extracted: write(join(one, storeName)),
  }));
  try {
    const path = join(folder, storeName);
    await pipeline(createReadStream(path), process.stdout, { end: false });
    report(extracted, 'The extract', statSync(path).size);
    return exitCodes.fine;
  } finally {
    removeStoreFolder(folder);
  }
}

/** To stderr: stdout may be the file. */
function report({ versions, scopes }: Extracted, name: string, bytes: number): void {
  const places = `${scopes} account-Region${scopes === 1 ? '' : 's'}`;
  printError(`${name}: ${versions} versions of rows of ${places}, ${formatBytes(bytes)}.\n`);
}
