// The built program behind a link with a limited number of bytes per second: they are read from the pseudo-terminal at
// that rate, so that the kernel's buffer fills like over ssh.
import { mkdtempSync, readFileSync, readSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { builtProgram } from './built-program.ts';
import { patienceMs } from './patience.ts';

export interface SlowLink {
  /** Transfers until the screen matches; returns the number of transferred bytes. */
  carryUntil(fits: (lines: readonly string[]) => boolean): Promise<number>;
  /** Transfers for `seconds` while a key is held at 30 a second. */
  hold(key: string, seconds: number): Promise<void>;
  press(key: string): void;
  /** Quits, and returns the longest stall of the program's event loop since `watchStalls`, in ms. */
  quit(): Promise<{ stallMs: number }>;
  watchStalls(): void;
  close(): void;
}

interface Options {
  readonly program?: string;
  readonly words: readonly string[];
  readonly bytesPerSecond: number;
  readonly columns: number;
  readonly rows: number;
}

const turnMs = 100 / 3;

interface PtyParts {
  readonly fd: number;
  readonly _socket: Readable & { readonly _handle: { readStop(): void; readStart(): void } };
}

/** A paused stream still reads one piece, which would be lost here: the handle under it is stopped as well. */
function pausedReader(pty: IPty) {
  const { fd, _socket: socket } = pty as unknown as PtyParts;
  pty.pause();
  const stop = () => socket._handle.readStop();
  // The stream starts its handle in the next turn.
  setImmediate(stop);
  return {
    fd,
    /** What the stream has read already. */
    takeRead(): Buffer {
      if (socket.readableLength === 0) return Buffer.alloc(0);
      const read = (socket.read() as Buffer | null) ?? Buffer.alloc(0);
      stop();
      return read;
    },
    resume() {
      pty.resume();
      socket._handle.readStart();
    },
  };
}

export function openOnSlowLink({ program, words, bytesPerSecond, columns, rows }: Options): SlowLink {
  const home = mkdtempSync(join(tmpdir(), 'vaultop-test-'));
  const stallFile = join(home, 'stall');
  const probe = join(import.meta.dirname, 'stall-probe.mjs');
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
  const env = { PATH: process.env.PATH ?? '', HOME: home, LANG: 'C.UTF-8', TERM: 'xterm-256color' };
  const pty = spawn(process.execPath, ['--import', probe, program ?? builtProgram(), ...words], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd: home,
    // Bytes: a character may be cut by the end of a piece.
    encoding: null,
    env: { ...env, STALL_FILE: stallFile },
  });
  const reader = pausedReader(pty);
  // What Node has read before it stopped comes first.
  let early = Buffer.alloc(0);
  const buffer = Buffer.alloc(Math.round((bytesPerSecond * turnMs) / 1000));
  const exited = new Promise<void>((done) => pty.onExit(() => done()));
  // The terminal's reply to a status request.
  terminal.onData((reply) => pty.write(reply));

  const take = (): Buffer => {
    early = Buffer.concat([early, reader.takeRead()]);
    const before = early.subarray(0, buffer.length);
    early = early.subarray(before.length);
    if (before.length > 0) return before;
    try {
      return buffer.subarray(0, readSync(reader.fd, buffer));
    } catch {
      return buffer.subarray(0, 0);
    }
  };
  const carry = async (): Promise<number> => {
    const bytes = Buffer.from(take());
    await Promise.all([sleep(turnMs), new Promise<void>((done) => terminal.write(bytes, done))]);
    return bytes.length;
  };
  const lines = () => {
    const { active } = terminal.buffer;
    return Array.from({ length: rows }, (_, y) => active.getLine(active.baseY + y)?.translateToString(true) ?? '');
  };
  return {
    async carryUntil(fits) {
      const until = performance.now() + patienceMs;
      let bytes = 0;
      while (!fits(lines())) {
        if (performance.now() > until) throw new Error(`The screen never fitted:\n${lines().join('\n')}`);
        bytes += await carry();
      }
      return bytes;
    },
    async hold(key, seconds) {
      for (let press = 0; press < seconds * 30; press++) {
        pty.write(key);
        await carry();
      }
    },
    press: (key) => pty.write(key),
    watchStalls: () => pty.kill('SIGUSR2'),
    async quit() {
      pty.kill('SIGUSR2');
      await sleep(turnMs);
      pty.write('q');
      reader.resume();
      await exited;
      return { stallMs: Number(readFileSync(stallFile, 'utf8')) };
    },
    close() {
      try {
        pty.kill('SIGKILL');
      } catch {
        // The process has ended already.
      }
      terminal.dispose();
    },
  };
}
