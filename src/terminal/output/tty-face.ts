import { EventEmitter } from 'node:events';
import type { TerminalCapabilities } from '../capabilities.ts';
import { sizeOf, type TerminalStream } from './paced-output.ts';

type FaceWrite = (chunk: string, done: (() => void) | undefined) => void;

/** An object with the members of a TTY's WriteStream that Ink and chalk use. */
export function createTtyFace(
  stdout: TerminalStream,
  capabilities: TerminalCapabilities,
  write: FaceWrite,
): EventEmitter {
  const depth = { 0: 1, 16: 4, 256: 8, 16777216: 24 }[capabilities.colors];
  const real = stdout as TerminalStream & { destroyed?: boolean; writableEnded?: boolean; writable?: boolean };
  const face = {
    isTTY: true,
    get columns() {
      return sizeOf(stdout).columns;
    },
    get rows() {
      return sizeOf(stdout).rows;
    },
    get destroyed() {
      return real.destroyed ?? false;
    },
    get writableEnded() {
      return real.writableEnded ?? false;
    },
    get writable() {
      return real.writable ?? true;
    },
    getColorDepth: () => depth,
    hasColors: (count = 16) => capabilities.colors >= (typeof count === 'number' ? count : 16),
    getWindowSize: () => [sizeOf(stdout).columns, sizeOf(stdout).rows],
    write(chunk: string | Uint8Array, encoding?: unknown, callback?: () => void) {
      const done = typeof encoding === 'function' ? (encoding as () => void) : callback;
      write(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString(), done);
      return true;
    },
  };
  const emitter = new EventEmitter();
  // Every component that watches the size adds a listener.
  emitter.setMaxListeners(0);
  return Object.defineProperties(emitter, Object.getOwnPropertyDescriptors(face));
}
