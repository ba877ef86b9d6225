// The stdout of Ink: takes its whole frames and writes only the changed cells to the terminal.
import type { Clock } from '../../lib/clock.ts';
import type { TerminalCapabilities } from '../capabilities.ts';
import { createFramePainter, type Frame } from '../cells/frame-painter.ts';
import { createTerminalTitle, type TerminalTitle } from '../title.ts';
import { createFrameQueue, type FrameQueue, type FrameStats } from './frame-queue.ts';
import { createInkOutputReader } from './ink-output.ts';
import { createNewestFrame, type NewestFrame } from './newest-frame.ts';
import { sizeOf, type TerminalStream } from './paced-output.ts';
import { createScreenModes, type ScreenModes } from './screen-modes.ts';
import { createScreenOutput, type ScreenOutput } from './screen-output.ts';
import { createTtyFace } from './tty-face.ts';

export interface ScreenWriterOptions {
  stdout: TerminalStream;
  capabilities: TerminalCapabilities;
  /**
   * Requests the status of the terminal at intervals, so that frames do not queue on a slow link. Only for a program
   * that removes the replies from its input and calls `acknowledged`.
   */
  pacing?: { clock: Clock } | undefined;
  /** Called after each frame that was written as a whole. */
  onStats?: ((stats: FrameStats) => void) | undefined;
}

export interface ScreenWriter {
  /** The `stdout` of Ink's `render`. */
  readonly stdout: NodeJS.WriteStream;
  /**
   * Enters the alternate screen before Ink is loaded, so that a first frame can be painted; Ink's own switch is then
   * ignored.
   */
  open(): void;
  /**
   * Like `open`, for a terminal that is in the alternate screen already and shows these lines. They stay until
   * `release`.
   */
  adopt(lines: readonly string[]): void;
  /** Draws the newest frame over the adopted lines, and each later one. */
  release(): void;
  /** The newest frame. */
  lines(): readonly string[];
  /** Draws a frame that is not from Ink: lines separated by line feeds. */
  paint(text: string): void;
  /** Bytes that draw nothing (OSC 52, bell, mode switches), written unchanged between frames. */
  writeRaw(bytes: string): void;
  /** Shows the text as the title of the window until the terminal is restored; only a change is written. */
  title(text: string): void;
  /**
   * The terminal's status reply (`statusReply`) was read from the input. Returns false if it belongs to another
   * request.
   */
  acknowledged(): boolean;
  /** Draws no further frame, and resolves when no reply is pending: to be awaited before leaving. */
  answered(): Promise<void>;
  /** Clears the terminal and writes the last frame as a whole, after something else wrote to it. */
  repaint(): void;
  /** Restores the terminal for another program or a stopped process; frames wait until `resume`. */
  suspend(): void;
  resume(): void;
  /** Restores the terminal finally. Frames that wait are dropped. */
  close(): void;
  readonly bytesWritten: number;
  /** Resolves when everything so far has been taken by the terminal, or never will be. */
  flush(): Promise<void>;
}

interface Parts {
  readonly frames: FrameQueue;
  readonly output: ScreenOutput;
  readonly modes: ScreenModes;
  readonly newest: NewestFrame;
  readonly title: TerminalTitle;
  /** Passes the terminal's size to the painter. */
  measure(): void;
}

export function createScreenWriter({ stdout, capabilities, onStats, pacing }: ScreenWriterOptions): ScreenWriter {
  const painter = createFramePainter(capabilities);
  const frames = createFrameQueue({ painter, capabilities, pacing, onStats, onReady: () => output.pump() });
  const output = createScreenOutput(stdout, frames);
  const modes = createScreenModes(painter);
  const newest = createNewestFrame((frame) => {
    frames.push(frame);
    output.pump();
  });
  const measure = () => painter.resize(sizeOf(stdout).columns, sizeOf(stdout).rows);
  const title = createTerminalTitle();
  const parts: Parts = { frames, output, modes, newest, title, measure };
  const face = createInkFace(parts, stdout, capabilities);
  const resized = () => redrawAtNewSize(parts, () => face.emit('resize'));
  const { suspend, resume } = createSuspension(parts);
  measure();
  stdout.on('resize', resized);

  return {
    stdout: face as unknown as NodeJS.WriteStream,
    open: () => open(parts),
    adopt(lines) {
      modes.assumeOpen();
      painter.assume(lines);
      newest.adopt();
    },
    release: newest.release,
    lines: () => newest.latest()?.lines ?? [],
    paint: (text) => show(parts, { lines: text.split('\n') }),
    writeRaw: output.control,
    title(text) {
      if (!capabilities.title || output.isHeld()) return;
      const bytes = title.show(text);
      if (bytes !== '') output.control(bytes);
    },
    acknowledged: () => frames.acknowledged(),
    answered: () => (output.isDead() ? Promise.resolve() : frames.answered()),
    repaint() {
      newest.forgetAdopted();
      output.control(frames.drop());
      newest.showAgain();
    },
    suspend,
    resume,
    close() {
      if (output.isClosed()) return;
      output.close();
      stdout.off('resize', resized);
      putBack(parts);
      output.pump();
    },
    get bytesWritten() {
      return output.bytesWritten();
    },
    flush: () => new Promise<void>((resolve) => output.whenDrained(resolve)),
  };
}

/** The stream that Ink uses as stdout: its frames and mode switches are separated. */
function createInkFace(parts: Parts, stdout: TerminalStream, capabilities: TerminalCapabilities) {
  const { output, modes } = parts;
  const readInk = createInkOutputReader({
    frame: (frame) => show(parts, frame),
    control: output.control,
    cursorShown: (isShown) => output.control(modes.cursor(isShown)),
    alternateScreen: (isEntered) => setAlternate(parts, isEntered),
  });
  return createTtyFace(stdout, capabilities, (chunk, done) => {
    readInk(chunk);
    if (done) output.whenDrained(done);
  });
}

function show({ output, newest }: Parts, frame: Frame): void {
  if (!output.isClosed()) newest.show(frame);
}

function open(parts: Parts): void {
  setAlternate(parts, true);
  parts.output.control(parts.modes.cursor(false));
}

/** A frame that was begun on the other screen is ended there. */
function setAlternate({ modes, frames, output }: Parts, isEntered: boolean): void {
  if (modes.isAlternate() !== isEntered) output.control(frames.drop() + modes.alternateScreen(isEntered));
}

const putBack = ({ output, frames, modes, title }: Parts): void =>
  output.force(frames.drop() + title.putBack() + modes.putBack());

function redrawAtNewSize({ newest, measure }: Parts, notifyInk: () => void): void {
  // The state of the adopted lines on the terminal is unknown.
  newest.forgetAdopted();
  measure();
  const before = newest.latest();
  notifyInk();
  // Ink writes nothing if its frame is the same at the new size, but the contents of the terminal are unknown.
  if (newest.latest() === before) newest.showAgain();
}

function createSuspension(parts: Parts): Pick<ScreenWriter, 'suspend' | 'resume'> {
  const { output, modes, newest, title, measure } = parts;
  let wasAlternate = false;
  return {
    suspend() {
      if (output.isHeld()) return;
      newest.forgetAdopted();
      wasAlternate = modes.isAlternate();
      output.hold();
      putBack(parts);
    },
    resume() {
      if (!output.isHeld() || output.isClosed()) return;
      output.resume();
      // The size may have changed while another program had the terminal.
      measure();
      if (wasAlternate) open(parts);
      const bytes = title.showAgain();
      if (bytes !== '') output.control(bytes);
      newest.showAgain();
    },
  };
}
