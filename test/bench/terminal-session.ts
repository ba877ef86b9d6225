// A program in a pseudo-terminal under the stop-watch: what it writes for a key, how soon, and what it costs.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import { killAtEnd } from './scratch.ts';

export interface Session {
  readonly pid: number;
  /** How many bytes came since the last call, and when the first of the sign came, or 0. */
  take(): { bytes: number; signAt: number };
  /** Bytes so far. */
  written(): number;
  press(keys: string): void;
  /** Resolves when nothing was written for this time. */
  quiet(ms?: number): Promise<void>;
  /** User and system time so far, ms, all threads. */
  cpuMs(): number;
  close(): Promise<void>;
}

interface Options {
  readonly file: string;
  readonly words: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** What the paint of a key has in it and no other frame: ages move meanwhile, and are not what is waited for. */
  readonly sign?: string;
}

export function openSession({ file, words, columns = 200, rows = 50, env = {}, sign = '' }: Options): Session {
  const pty = spawn(file, [...words], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      ...env,
    },
  });
  const exited = new Promise<void>((done) => pty.onExit(() => done()));
  exited.then(killAtEnd(() => pty.kill('SIGKILL')));
  let bytes = 0;
  let written = 0;
  let signAt = 0;
  pty.onData((data) => {
    if (signAt === 0 && data.includes(sign)) signAt = performance.now();
    bytes += Buffer.byteLength(data);
    written += Buffer.byteLength(data);
    // The terminal's response to a status request, without a terminal.
    if (data.includes('\x1b[5n')) pty.write('\x1b[0n');
  });
  const ticksPerSecond = 100;
  return {
    pid: pty.pid,
    take() {
      const taken = { bytes, signAt };
      bytes = signAt = 0;
      return taken;
    },
    written: () => written,
    press: (keys) => pty.write(keys),
    async quiet(ms = 120) {
      for (let before = -1; before !== bytes; await sleep(ms)) before = bytes;
    },
    cpuMs() {
      const fields = readFileSync(`/proc/${pty.pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
    },
    async close() {
      pty.kill('SIGKILL');
      await exited;
    },
  };
}

/** From the key to its paint, in ms. */
export async function latencies(session: Session, keys: readonly string[], pauseMs: number): Promise<number[]> {
  const found: number[] = [];
  for (const key of keys) {
    session.take();
    const pressedAt = performance.now();
    session.press(key);
    await sleep(pauseMs);
    const { signAt } = session.take();
    if (signAt > 0) found.push(signAt - pressedAt);
  }
  return found;
}
