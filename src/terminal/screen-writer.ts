// The stdout that Ink draws on: takes its whole frames and writes to the terminal only the cells that changed.
import { EventEmitter } from 'node:events';
import type { TerminalCapabilities } from './capabilities.ts';
import { createFramePainter, type Frame } from './frame-painter.ts';
import { createInkOutputReader } from './ink-output.ts';
import { createPacedOutput, type TerminalStream } from './paced-output.ts';
import { leaveAlternateScreen, resetModes, resetScrollRegion, showCursor } from './restore.ts';

export interface ScreenWriterOptions {
  stdout: TerminalStream;
  capabilities: TerminalCapabilities;
  /** Called after each frame that has been handed over whole. */
  onStats?: ((stats: FrameStats) => void) | undefined;
}

export interface FrameStats {
  /** Bytes the frame took; 0 when nothing visible changed. */
  readonly bytes: number;
  /** Frames that were replaced by a newer one since the last that was written. */
  readonly dropped: number;
}

export interface ScreenWriter {
  /** Pass to Ink's `render` as `stdout`. */
  readonly stdout: NodeJS.WriteStream;
  /** Enters the alternate screen before Ink is loaded, so that a first frame can be painted; Ink's own entering is then swallowed. */
  open(): void;
  /** Draws a frame that is not Ink's: lines separated by line feeds. */
  paint(text: string): void;
  /** Bytes that draw nothing (OSC 52, bell, mode switches), passed through unchanged, between frames. */
  writeRaw(bytes: string): void;
  /** Clears the terminal and writes the last frame whole, for when something else wrote on it. */
  repaint(): void;
  /** Puts the terminal back for another program or a stopped process; frames wait until `resume`. */
  suspend(): void;
  resume(): void;
  /** Puts the terminal back for good. What is still waiting to be drawn is dropped. */
  close(): void;
  readonly bytesWritten: number;
  /** Resolves when everything given so far has been handed to the terminal, or can never be. */
  flush(): Promise<void>;
}

/** Smaller frames reach the terminal in one read anyway. */
const synchronizedFromBytes = 512;
/** Handed over at once at most, rows being whole: a few hundred milliseconds of a slow link. */
const pieceBytes = 2048;

const enterAlternateScreen = '\x1b[?1049h';
const hideCursor = '\x1b[?25l';
// A grapheme that is wider than we think, in the last column, must not push the screen up.
const wrapOff = '\x1b[?7l';
const wrapOn = '\x1b[?7h';
const syncOn = '\x1b[?2026h';
const syncOff = '\x1b[?2026l';

export function createScreenWriter({ stdout, capabilities, onStats }: ScreenWriterOptions): ScreenWriter {
  const painter = createFramePainter(capabilities);
  let controls = '';
  let latest: Frame | undefined;
  let waiting: Frame | undefined;
  let painting: Generator<string, void, undefined> | undefined;
  let frameBytes = 0;
  let dropped = 0;
  let syncOpen = false;
  let alternate = false;
  let suspended = false;
  let closed = false;
  let leftForSuspend = false;
  const flushed: Array<() => void> = [];

  const output = createPacedOutput(
    stdout,
    () => nextPiece(),
    () => {
      if (output.isDead() || !hasWork()) for (const resolve of flushed.splice(0)) resolve();
    },
  );
  const hasWork = () => controls !== '' || (!suspended && !closed && (painting ?? waiting) !== undefined);

  const nextPiece = (): string => {
    const bytes = controls;
    controls = '';
    return suspended || closed ? bytes : bytes + nextFramePiece();
  };
  const nextFramePiece = (): string => {
    if (!painting && waiting) {
      painting = painter.paint(waiting);
      waiting = undefined;
      frameBytes = 0;
    }
    if (!painting) return '';
    let piece = '';
    let step = painting.next();
    for (; !step.done; step = painting.next()) {
      piece += step.value;
      if (piece.length >= pieceBytes) break;
    }
    const synchronize = capabilities.synchronizedOutput && !syncOpen && piece.length >= synchronizedFromBytes;
    if (synchronize) {
      piece = syncOn + piece;
      syncOpen = true;
    }
    if (step.done) {
      if (syncOpen) piece += syncOff;
      syncOpen = false;
      painting = undefined;
    }
    frameBytes += Buffer.byteLength(piece);
    if (step.done) {
      onStats?.({ bytes: frameBytes, dropped });
      dropped = 0;
      // Nothing changed, but a newer frame may have come while the stats were told.
      if (piece === '' && waiting) return nextFramePiece();
    }
    return piece;
  };
  const setBlocking = (blocking: boolean) => {
    // Node writes to a TTY synchronously: on a slow link that stops the event loop for seconds.
    const handle = (stdout as { _handle?: { setBlocking?(blocking: boolean): void } })._handle;
    handle?.setBlocking?.(blocking);
  };
  const measure = () => painter.resize(Math.max(1, stdout.columns || 80), Math.max(1, stdout.rows || 24));
  const show = (frame: Frame) => {
    if (closed) return;
    latest = frame;
    if (waiting) dropped++;
    waiting = frame;
    output.pump();
  };
  const control = (bytes: string) => {
    if (closed) return output.force(bytes);
    controls += bytes;
    output.pump();
  };
  const dropFrames = () => {
    waiting = undefined;
    painting = undefined;
    painter.forget();
  };
  const enter = () => {
    if (alternate) return;
    alternate = true;
    dropFrames();
    control(enterAlternateScreen + wrapOff);
  };
  const cursor = (shown: boolean) => {
    painter.setCursorShown(shown);
    control(shown ? showCursor : hideCursor);
  };
  const leave = () => {
    if (!alternate) return;
    alternate = false;
    dropFrames();
    control(`${endSync()}\x1b[m${wrapOn}${leaveAlternateScreen}`);
  };
  const endSync = (): string => {
    const bytes = syncOpen ? syncOff : '';
    syncOpen = false;
    return bytes;
  };
  /** The terminal as it was before us, whether Ink has left the alternate screen or not. */
  const putBack = () => {
    dropFrames();
    const bytes = `${endSync()}${resetModes}${alternate ? resetScrollRegion + leaveAlternateScreen : ''}${showCursor}`;
    alternate = false;
    painter.setCursorShown(true);
    return bytes;
  };
  const readInk = createInkOutputReader({
    frame: show,
    control,
    cursorShown: cursor,
    alternateScreen: (entered) => (entered ? enter() : leave()),
  });
  const resized = () => {
    measure();
    const before = latest;
    face.emit('resize');
    // Ink writes nothing when its frame is the same at the new size, but what the terminal made of the screen is unknown.
    if (latest === before && latest) show(latest);
  };
  const face = createFace(stdout, capabilities, (chunk, done) => {
    readInk(chunk);
    if (done) {
      flushed.push(done);
      output.pump();
    }
  });
  const whenFlushed = () =>
    new Promise<void>((resolve) => {
      flushed.push(resolve);
      output.pump();
    });

  measure();
  setBlocking(false);
  stdout.on('resize', resized);

  return {
    stdout: face as unknown as NodeJS.WriteStream,
    open() {
      enter();
      cursor(false);
    },
    paint: (text) => show({ lines: text.split('\n') }),
    writeRaw: control,
    repaint() {
      painting = undefined;
      painter.forget();
      if (latest) show(latest);
    },
    suspend() {
      if (suspended || closed) return;
      suspended = true;
      leftForSuspend = alternate;
      setBlocking(true);
      output.force(controls + putBack());
      controls = '';
    },
    resume() {
      if (!suspended || closed) return;
      suspended = false;
      setBlocking(false);
      if (leftForSuspend) {
        enter();
        cursor(false);
      }
      if (latest) show(latest);
    },
    close() {
      if (closed) return;
      closed = true;
      stdout.off('resize', resized);
      setBlocking(true);
      output.force(controls + putBack());
      controls = '';
      output.pump();
    },
    get bytesWritten() {
      return output.bytesWritten();
    },
    flush: whenFlushed,
  };
}

type FaceWrite = (chunk: string, done: (() => void) | undefined) => void;

/** An object with the shape of a TTY's WriteStream, as far as Ink and chalk look at one. */
function createFace(stdout: TerminalStream, capabilities: TerminalCapabilities, write: FaceWrite): EventEmitter {
  const depth = { 0: 1, 16: 4, 256: 8, 16777216: 24 }[capabilities.colors];
  const real = stdout as TerminalStream & { destroyed?: boolean; writableEnded?: boolean; writable?: boolean };
  const face = {
    isTTY: true,
    get columns() {
      return stdout.columns || 80;
    },
    get rows() {
      return stdout.rows || 24;
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
    getWindowSize: () => [stdout.columns || 80, stdout.rows || 24],
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
