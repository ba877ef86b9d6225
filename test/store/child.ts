// Programs of the tests as processes of their own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'vaultop-test-'));

/** One of the programs beside this file. */
export function startProgram(name: string, words: readonly string[], umask = '022'): ChildProcess {
  const line = `umask ${umask}; exec "$0" "$@"`;
  return spawn('/bin/sh', ['-c', line, process.execPath, join(import.meta.dirname, name), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Whole lines of what it prints, as they come. */
export async function* linesOf({ stdout }: ChildProcess): AsyncGenerator<string> {
  let rest = '';
  for await (const text of stdout ?? []) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** Its exit code; null: it was killed. */
export async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const [code] = await once(child, 'exit');
  return code;
}
