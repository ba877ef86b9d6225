// The stdout that Ink draws on: takes its whole frames and writes to the terminal only the cells that changed.
import type { Clock } from '../lib/clock.ts';
import type { TerminalCapabilities } from './capabilities.ts';
import { createFramePainter, type Frame } from './frame-painter.ts';
import { createFrameQueue, type FrameStats } from './frame-queue.ts';
import { createInkOutputReader } from './ink-output.ts';
import { createPacedOutput, sizeOf, type TerminalStream } from './paced-output.ts';
import { leaveAlternateScreen, resetModes, resetScrollRegion, showCursor } from './restore.ts';
import { createTtyFace } from './tty-face.ts';

export interface ScreenWriterOptions {
  stdout: TerminalStream;
  capabilities: TerminalCapabilities;
  /**
   * Asks the terminal now and then how far it has got, so that frames do not queue on a slow link. Only for a program that
   * takes the replies out of its input and calls `acknowledged`.
   */
  pacing?: { clock: Clock } | undefined;
  /** Called after each frame that has been handed over whole. */
  onStats?: ((stats: FrameStats) => void) | undefined;
}

export interface ScreenWriter {
  /** Pass to Ink's `render` as `stdout`. */
  readonly stdout: NodeJS.WriteStream;
  /** Enters the alternate screen before Ink is loaded, so that a first frame can be painted; Ink's own entering is then swallowed. */
  open(): void;
  /** As `open`, for a terminal in the alternate screen that shows these lines already. They stay until `release`. */
  adopt(lines: readonly string[]): void;
  /** Draws the newest frame over the adopted lines, and each one from now on. */
  release(): void;
  /** The newest frame. */
  lines(): readonly string[];
  /** Draws a frame that is not Ink's: lines separated by line feeds. */
  paint(text: string): void;
  /** Bytes that draw nothing (OSC 52, bell, mode switches), passed through unchanged, between frames. */
  writeRaw(bytes: string): void;
  /** The terminal's status reply (`statusReply`) was read from the input. False: it answers somebody else's request. */
  acknowledged(): boolean;
  /** Draws no further frame, and resolves when the terminal owes no answer any more: to be waited for before leaving. */
  answered(): Promise<void>;
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

const enterAlternateScreen = '\x1b[?1049h';
const hideCursor = '\x1b[?25l';
// A grapheme that is wider than we think, in the last column, must not push the screen up.
const wrapOff = '\x1b[?7l';
const wrapOn = '\x1b[?7h';

export function createScreenWriter({ stdout, capabilities, onStats, pacing }: ScreenWriterOptions): ScreenWriter {
  const painter = createFramePainter(capabilities);
  const frames = createFrameQueue({ painter, capabilities, pacing, onStats, onReady: () => output.pump() });
  const flushed: Array<() => void> = [];
  let controls = '';
  let latest: Frame | undefined;
  let alternate = false;
  let suspended = false;
  let closed = false;
  let leftForSuspend = false;
  let isAdopted = false;

  const takeControls = (): string => {
    const bytes = controls;
    controls = '';
    return bytes;
  };
  const isHeld = () => suspended || closed;
  const output = createPacedOutput(
    stdout,
    () => takeControls() + (isHeld() ? '' : frames.nextPiece()),
    () => {
      if (closed && output.isIdle()) setBlocking(stdout, true);
      if (output.isDead() || isHeld() || frames.isEmpty()) for (const resolve of flushed.splice(0)) resolve();
    },
  );
  const show = (frame: Frame) => {
    if (closed) return;
    latest = frame;
    if (isAdopted) return;
    frames.push(frame);
    output.pump();
  };
  const showLatest = () => {
    if (latest) show(latest);
  };
  const release = () => {
    if (!isAdopted) return;
    isAdopted = false;
    showLatest();
  };
  const control = (bytes: string) => {
    if (closed) return output.force(bytes);
    controls += bytes;
    output.pump();
  };
  const setCursor = (shown: boolean) => {
    painter.setCursorShown(shown);
    control(shown ? showCursor : hideCursor);
  };
  const setAlternate = (entered: boolean) => {
    if (alternate === entered) return;
    alternate = entered;
    const ended = frames.drop();
    control(ended + (entered ? enterAlternateScreen + wrapOff : `\x1b[m${wrapOn}${leaveAlternateScreen}`));
  };
  /** The terminal as it was before us, whether Ink has left the alternate screen or not. */
  const putBack = () => {
    const leaving = alternate ? resetScrollRegion + leaveAlternateScreen : '';
    output.force(takeControls() + frames.drop() + resetModes + leaving + showCursor);
    alternate = false;
    painter.setCursorShown(true);
  };
  const measure = () => painter.resize(sizeOf(stdout).columns, sizeOf(stdout).rows);
  const whenDrained = (done: () => void) => {
    flushed.push(done);
    output.pump();
  };
  const readInk = createInkOutputReader({
    frame: show,
    control,
    cursorShown: setCursor,
    alternateScreen: setAlternate,
  });
  const face = createTtyFace(stdout, capabilities, (chunk, done) => {
    readInk(chunk);
    if (done) whenDrained(done);
  });
  const resized = () => {
    // What the terminal made of the adopted lines is unknown.
    isAdopted = false;
    measure();
    const before = latest;
    face.emit('resize');
    // Ink writes nothing when its frame is the same at the new size, but what the terminal made of the screen is unknown.
    if (latest === before) showLatest();
  };
  measure();
  setBlocking(stdout, false);
  stdout.on('resize', resized);

  return {
    stdout: face as unknown as NodeJS.WriteStream,
    open() {
      setAlternate(true);
      setCursor(false);
    },
    adopt(lines) {
      alternate = true;
      painter.setCursorShown(false);
      painter.assume(lines);
      isAdopted = true;
    },
    release,
    lines: () => latest?.lines ?? [],
    paint: (text) => show({ lines: text.split('\n') }),
    writeRaw: control,
    acknowledged: () => frames.acknowledged(),
    answered: () => (output.isDead() ? Promise.resolve() : frames.answered()),
    repaint() {
      isAdopted = false;
      control(frames.drop());
      showLatest();
    },
    suspend() {
      if (isHeld()) return;
      isAdopted = false;
      suspended = true;
      leftForSuspend = alternate;
      // The process may be stopped at once, with nobody left to hand over what waits.
      setBlocking(stdout, true);
      putBack();
    },
    resume() {
      if (!suspended || closed) return;
      suspended = false;
      setBlocking(stdout, false);
      // The size may have changed while another program had the terminal.
      measure();
      if (leftForSuspend) {
        setAlternate(true);
        setCursor(false);
      }
      showLatest();
    },
    close() {
      if (closed) return;
      closed = true;
      stdout.off('resize', resized);
      // Not blocking: a terminal that does not read would keep the process for good. `flush` tells when it is out.
      putBack();
      output.pump();
    },
    get bytesWritten() {
      return output.bytesWritten();
    },
    flush: () => new Promise<void>((resolve) => whenDrained(resolve)),
  };
}

/** Node writes to a TTY synchronously: on a slow link that stops the event loop for seconds. */
function setBlocking(stdout: TerminalStream, blocking: boolean): void {
  const { _handle: handle } = stdout as { _handle?: { setBlocking?(blocking: boolean): void } | null };
  handle?.setBlocking?.(blocking);
}
