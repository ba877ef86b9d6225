// A stand-in for process.stdout: records what is written, and delays its callbacks on request.
import { EventEmitter } from 'node:events';
import { detectCapabilities, type TerminalCapabilities } from '../../src/terminal/capabilities.ts';

export interface FakeTty extends EventEmitter {
  isTTY: boolean;
  columns: number;
  rows: number;
  /** While true, written bytes are not sent and `write` returns false. */
  blocked: boolean;
  readonly writes: string[];
  /** Each blocking mode that was set. */
  readonly blocking: boolean[];
  readonly _handle: { setBlocking(blocking: boolean): void };
  write(chunk: string, callback?: (error?: Error | null) => void): boolean;
  /** Lets out what was held back. */
  drain(): void;
  resize(columns: number, rows: number): void;
  /** What was written since the last call. */
  taken(): string;
}

export function createFakeTty(columns: number, rows: number): FakeTty {
  let held: Array<() => void> = [];
  let read = 0;
  const writes: string[] = [];
  const blocking: boolean[] = [];
  const tty = {
    isTTY: true,
    columns,
    rows,
    blocked: false,
    writes,
    blocking,
    _handle: { setBlocking: (on: boolean) => void blocking.push(on) },
    write(chunk: string, callback: () => void = () => {}) {
      writes.push(chunk);
      if (emitter.blocked) held.push(callback);
      else callback();
      return !emitter.blocked;
    },
    drain() {
      const callbacks = held;
      held = [];
      emitter.emit('drain');
      for (const callback of callbacks) callback();
    },
    resize(newColumns: number, newRows: number) {
      emitter.columns = newColumns;
      emitter.rows = newRows;
      emitter.emit('resize');
    },
    taken() {
      const bytes = writes.slice(read).join('');
      read = writes.length;
      return bytes;
    },
  };
  const emitter: FakeTty = Object.assign(new EventEmitter(), tty);
  return emitter;
}

export const xtermCapabilities: TerminalCapabilities = detectCapabilities(
  { TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8' },
  { isTTY: true },
  'linux',
);
