// The built program as a process of its own, with a home directory of its own.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sharedCode } from './compiled-code.ts';
import { patienceMs } from './patience.ts';

const programFile = join(resolve(import.meta.dirname, '../..'), 'dist/vaultop.js');

/** Its path. Throws if nothing is built. */
export function builtProgram(): string {
  if (existsSync(programFile)) return programFile;
  throw new Error(`${programFile} is missing: run npm run -s build first.`);
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly umask?: string;
  /** Keeps compiled code in its own cache directory, not in the one that tests share. */
  readonly keepsCode?: boolean;
  /** The target of stdout; absent: the result. */
  readonly into?: string;
  /** Another user; only root may choose one. */
  readonly uid?: number;
}

export const newHome = (): string => mkdtempSync(join(tmpdir(), 'vaultop-test-'));

/** A program that hangs is killed; its code is null. */
const longestMs = patienceMs;

export function runBuilt(words: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const { cwd = tmpdir(), env = {}, umask = '022', into, uid, keepsCode = false } = options;
  const line = `umask ${umask}; exec "$0" "$@"${into === undefined ? '' : ` > ${into}`}`;
  return new Promise((done, failed) => {
    const child = spawn('/bin/sh', ['-c', line, process.execPath, builtProgram(), ...words], {
      cwd,
      env: { AWS_EC2_METADATA_DISABLED: 'true', ...(keepsCode ? {} : sharedCode), ...env },
      timeout: longestMs,
      killSignal: 'SIGKILL',
      ...(uid === undefined ? {} : { uid, gid: uid }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (data) => {
        texts[name] += data;
      });
    }
    child.on('error', failed);
    child.on('close', (code) => done({ code, ...texts }));
  });
}
