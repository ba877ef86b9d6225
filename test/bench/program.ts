// The built program as a process of its own, so that its memory and its start are measured and not ours.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { resolve } from 'node:path';
import { killAtEnd } from './scratch.ts';

export const programFile = resolve(import.meta.dirname, '../../dist/vaultop.js');

const roomyHeap = ['--min-semi-space-size=32', '--max-semi-space-size=32'];

export interface Program {
  pid: number;
  /** Time from the spawn until the expected text was on stdout. */
  startMs: number;
  /** The groups of what was waited for. */
  said: RegExpExecArray;
  stop(): Promise<void>;
}

/**
 * Starts `vaultop …args` and waits until its stdout matches. `isAside`: it stands for what is on another machine. It gets of
 * this one's processors what the measured program leaves, and memory to need less of them.
 */
export async function startProgram(
  args: readonly string[],
  awaited: RegExp,
  { isAside = false }: { readonly isAside?: boolean } = {},
): Promise<Program> {
  const from = performance.now();
  const flags = isAside ? roomyHeap : [];
  const child = spawn(process.execPath, [...flags, programFile, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (isAside && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  child.once(
    'exit',
    killAtEnd(() => child.kill('SIGKILL')),
  );
  const said = await whatItSaid(child, awaited);
  return {
    pid: child.pid ?? 0,
    startMs: performance.now() - from,
    said,
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

function whatItSaid(child: ChildProcess, awaited: RegExp): Promise<RegExpExecArray> {
  return new Promise((found, fail) => {
    let text = '';
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`vaultop ended with ${code} and had said: ${text}`)));
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const match = awaited.exec(text);
      if (match) found(match);
    });
  });
}
