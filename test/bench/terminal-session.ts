// A program in a pseudo-terminal under the stop-watch: what it writes for a key, how soon, and what it costs.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';

export interface Session {
  readonly pid: number;
  /** When the first and the last byte came since the last call, and how many there were. */
  take(): { bytes: number; firstAt: number; lastAt: number };
  /** Bytes so far. */
  written(): number;
  press(keys: string): void;
  /** Resolves when nothing has been written for so long. */
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
}

export function openSession({ file, words, columns = 200, rows = 50, env = {} }: Options): Session {
  const pty = spawn(file, [...words], {
    ...{ name: 'xterm-256color', cols: columns, rows },
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      ...env,
    },
  });
  const exited = new Promise<void>((done) => pty.onExit(() => done()));
  let bytes = 0;
  let written = 0;
  let firstAt = 0;
  let lastAt = 0;
  pty.onData((data) => {
    lastAt = performance.now();
    if (bytes === 0) firstAt = lastAt;
    bytes += Buffer.byteLength(data);
    written += Buffer.byteLength(data);
    // The terminal's answer to a status request, without a terminal.
    if (data.includes('\x1b[5n')) pty.write('\x1b[0n');
  });
  const ticksPerSecond = 100;
  return {
    pid: pty.pid,
    take() {
      const taken = { bytes, firstAt, lastAt };
      bytes = 0;
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

/** From the key to the last byte of its paint, in ms. */
export async function latencies(session: Session, keys: readonly string[], pauseMs: number): Promise<number[]> {
  const found: number[] = [];
  for (const key of keys) {
    session.take();
    const pressedAt = performance.now();
    session.press(key);
    await sleep(pauseMs);
    const { bytes, lastAt } = session.take();
    if (bytes > 0) found.push(lastAt - pressedAt);
  }
  return found;
}
