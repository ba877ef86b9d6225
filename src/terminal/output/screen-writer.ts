// The stdout that Ink draws on: takes its whole frames and writes to the terminal only the cells that changed.
import type { Clock } from '../../lib/clock.ts';
import type { TerminalCapabilities } from '../capabilities.ts';
import { createFramePainter, type Frame } from '../cells/frame-painter.ts';
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

interface Parts {
  readonly frames: FrameQueue;
  readonly output: ScreenOutput;
  readonly modes: ScreenModes;
  readonly newest: NewestFrame;
  /** The painter is told the terminal's size. */
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
  const parts: Parts = { frames, output, modes, newest, measure };
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

/** What Ink takes for its stdout: its frames and mode switches are told apart, and each goes its way. */
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

const putBack = ({ output, frames, modes }: Parts): void => output.force(frames.drop() + modes.putBack());

function redrawAtNewSize({ newest, measure }: Parts, notifyInk: () => void): void {
  // What the terminal made of the adopted lines is unknown.
  newest.forgetAdopted();
  measure();
  const before = newest.latest();
  notifyInk();
  // Ink writes nothing when its frame is the same at the new size, but what the terminal made of the screen is unknown.
  if (newest.latest() === before) newest.showAgain();
}

function createSuspension(parts: Parts): Pick<ScreenWriter, 'suspend' | 'resume'> {
  const { output, modes, newest, measure } = parts;
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
      newest.showAgain();
    },
  };
}
