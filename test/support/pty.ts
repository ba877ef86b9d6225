// The built program in a real pseudo-terminal, read through a terminal emulator: the screen that a person would see.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { builtProgram } from './built-program.ts';
import { sharedCode } from './compiled-code.ts';
import { patienceMs } from './patience.ts';

export interface PtyProgram {
  /** The visible screen, one entry for each line, without trailing blanks. */
  screen(): string[];
  /** Resolves with the screen as soon as it matches; rejects with the screen after the time limit. */
  waitFor(what: RegExp | ((screen: string) => boolean)): Promise<string>;
  press(...keys: string[]): void;
  resize(columns: number, rows: number): void;
  kill(signal: string): void;
  /** Closes the terminal, as when an ssh connection breaks. */
  hangUp(): void;
  /** Everything that was written to the terminal. */
  output(): string;
  isAlternate(): boolean;
  readonly exited: Promise<{ exitCode: number; signal?: number | undefined }>;
  close(): void;
}

interface PtyOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** The home directory of the program; absent: a directory of its own. */
  readonly home?: string;
  /** The delay of the terminal's replies in ms; undefined: no reply. Absent: immediate replies, like xterm. */
  readonly replyAfter?: () => number | undefined;
}

export const openInPty = (words: readonly string[], options: PtyOptions = {}): PtyProgram =>
  openCommandInPty(process.execPath, [builtProgram(), ...words], options);

export function openCommandInPty(file: string, words: readonly string[], options: PtyOptions = {}): PtyProgram {
  const { columns = 80, rows = 24, env = {}, home = mkdtempSync(join(tmpdir(), 'vaultop-test-')) } = options;
  const { replyAfter } = options;
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
  const pty = spawn(file, [...words], {
    // It overrides TERM of the environment.
    name: env.TERM ?? 'xterm-256color',
    cols: columns,
    rows,
    cwd: home,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: home,
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      ...sharedCode,
      ...env,
    },
  });
  // A terminal replies to queries.
  if (!replyAfter) terminal.onData((reply) => pty.write(reply));
  const replyLate = replyAfter && createLateReplies(replyAfter, (reply) => pty.write(reply));
  const waiting = new Set<() => void>();
  let output = '';
  pty.onData((data) => {
    output += data;
    replyLate?.(data);
    terminal.write(data, () => {
      for (const check of [...waiting]) check();
    });
  });
  const exited = new Promise<{ exitCode: number; signal?: number | undefined }>((done) => pty.onExit(done));

  const screen = () => {
    const { active } = terminal.buffer;
    const lines = Array.from({ length: terminal.rows }, (_, y) => active.getLine(active.baseY + y));
    return lines.map((line) => line?.translateToString(true) ?? '');
  };

  const program: PtyProgram = {
    screen,
    waitFor(what) {
      const fits = typeof what === 'function' ? what : (text: string) => what.test(text);
      return new Promise((found, missed) => {
        const timer = setTimeout(() => {
          waiting.delete(check);
          missed(new Error(`The screen never fitted ${what}:\n${screen().join('\n')}`));
        }, patienceMs);
        const check = () => {
          const text = screen().join('\n');
          if (!fits(text)) return;
          clearTimeout(timer);
          waiting.delete(check);
          found(text);
        };
        waiting.add(check);
        check();
      });
    },
    press: (...keys) => {
      for (const key of keys) pty.write(key);
    },
    resize(newColumns, newRows) {
      terminal.resize(newColumns, newRows);
      pty.resize(newColumns, newRows);
    },
    kill: (signal) => pty.kill(signal),
    hangUp: () => (pty as unknown as { destroy(): void }).destroy(),
    output: () => output,
    isAlternate: () => terminal.buffer.active.type === 'alternate',
    exited,
    close() {
      try {
        pty.kill('SIGKILL');
      } catch {
        // The process has ended already.
      }
      terminal.dispose();
    },
  };
  return program;
}

/** Queries to the terminal, and the replies of kitty and xterm. */
const replies: ReadonlyMap<string, string> = new Map([
  ['\x1b[5n', '\x1b[0n'],
  ['\x1b[6n', '\x1b[1;1R'],
  ['\x1b[c', '\x1b[?62;22c'],
  ['\x1b[>q', '\x1bP>|slow(1)\x1b\\'],
  ['\x1b[?u', '\x1b[?0u'],
  ['\x1b]11;?\x1b\\', '\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\'],
]);

/** Replies in the order of the queries, each after its delay. The program's output arrives in pieces of any length. */
function createLateReplies(replyAfter: () => number | undefined, write: (reply: string) => void) {
  const requests = new RegExp(
    [...replies.keys()].map((request) => request.replace(/[[\]?\\]/g, '\\$&')).join('|'),
    'g',
  );
  let rest = '';
  let lastAt = 0;
  return (data: string) => {
    const text = rest + data;
    let end = Math.max(0, text.length - 8);
    for (const { 0: request, index } of text.matchAll(requests)) {
      end = Math.max(end, index + request.length);
      const ms = replyAfter();
      if (ms === undefined) continue;
      lastAt = Math.max(lastAt, Date.now() + ms);
      setTimeout(() => write(replies.get(request) ?? ''), lastAt - Date.now());
    }
    rest = text.slice(end);
  };
}
