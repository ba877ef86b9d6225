// Folders that a run of the bench uses, and the processes that write there: both are removed at its end, however it
// ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

const kills = new Set<() => void>();
let root: string | undefined;

/** A new one, empty. */
export function scratchFolder(): string {
  root ??= mkdtempSync(join(tmpdir(), 'vaultop-bench-'));
  return mkdtempSync(join(root, 'part-'));
}

/**
 * Kills a process before the folders are removed, because it could create them again. Call the returned function when
 * the process has exited.
 */
export function killAtEnd(kill: () => void): () => void {
  kills.add(kill);
  return () => kills.delete(kill);
}

process.once('exit', () => {
  for (const kill of kills) kill();
  if (root !== undefined) rmSync(root, { recursive: true, force: true, maxRetries: 3 });
});

// A signal alone ends Node without an 'exit'.
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => process.exit(128 + constants.signals[signal]));
}
