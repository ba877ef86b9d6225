// A copy of a stranger's file, which may change while it is read.
import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { assertFile, withoutWaiting } from '../../lib/files/plain-file.ts';
import { formatBytes } from '../../lib/text/format.ts';
import { ExtractRefused } from './refused.ts';

const chunkBytes = 1 << 20;

/** The copy is a new file for its owner only. Throws an ExtractRefused if the file has more bytes than `most`. */
export function copyBounded(from: string, to: string, most: number): void {
  const source = openSync(from, constants.O_RDONLY | withoutWaiting);
  try {
    assertFile(fstatSync(source));
    if (fstatSync(source).size > most) throw tooLarge(most);
    const target = openSync(to, 'wx', 0o600);
    try {
      copy(source, target, most);
    } finally {
      closeSync(target);
    }
  } finally {
    closeSync(source);
  }
}

function copy(source: number, target: number, most: number): void {
  const chunk = Buffer.allocUnsafe(chunkBytes);
  for (let copied = 0, read = readSync(source, chunk); read > 0; read = readSync(source, chunk)) {
    copied += read;
    if (copied > most) throw tooLarge(most);
    for (let written = 0; written < read; ) written += writeSync(target, chunk, written, read - written);
  }
}

const tooLarge = (most: number): ExtractRefused =>
  new ExtractRefused(`it is larger than ${formatBytes(most)}, the limit of --open.`);
