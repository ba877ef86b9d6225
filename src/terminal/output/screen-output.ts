// What goes to the terminal: mode switches first, then the pieces of frames. Frames wait while another program has the
// terminal; after the end nothing waits any more.
import type { FrameQueue } from './frame-queue.ts';
import { createPacedOutput, type TerminalStream } from './paced-output.ts';

export interface ScreenOutput {
  /** Bytes that draw nothing go out before the next piece of a frame; once closed, at once. */
  control(bytes: string): void;
  /** Goes out at once, behind the controls that wait. */
  force(bytes: string): void;
  pump(): void;
  /** Frames wait until `resume`. */
  hold(): void;
  resume(): void;
  /** No frame is written any more. */
  close(): void;
  isHeld(): boolean;
  isClosed(): boolean;
  isDead(): boolean;
  /** `done` is called when everything given so far has been handed to the terminal, or can never be. */
  whenDrained(done: () => void): void;
  bytesWritten(): number;
}

export function createScreenOutput(
  stdout: TerminalStream,
  frames: Pick<FrameQueue, 'nextPiece' | 'isEmpty'>,
): ScreenOutput {
  let state: 'open' | 'held' | 'closed' = 'open';
  let controls = '';
  const waiting: (() => void)[] = [];

  const takeControls = (): string => {
    const bytes = controls;
    controls = '';
    return bytes;
  };
  const isHeld = () => state !== 'open';
  const idle = () => {
    if (state === 'closed' && output.isIdle()) setBlocking(stdout, true);
    if (output.isDead() || isHeld() || frames.isEmpty()) for (const done of waiting.splice(0)) done();
  };
  const output = createPacedOutput(stdout, () => takeControls() + (isHeld() ? '' : frames.nextPiece()), idle);
  setBlocking(stdout, false);

  return {
    control(bytes) {
      if (state === 'closed') return output.force(bytes);
      controls += bytes;
      output.pump();
    },
    force: (bytes) => output.force(takeControls() + bytes),
    pump: output.pump,
    hold() {
      if (isHeld()) return;
      state = 'held';
      // The process may be stopped at once, and then hands over nothing that still waits.
      setBlocking(stdout, true);
    },
    resume() {
      if (state !== 'held') return;
      state = 'open';
      setBlocking(stdout, false);
    },
    // Not blocking: a terminal that does not read would keep the process for good. `whenDrained` tells when it is out.
    close() {
      state = 'closed';
    },
    isHeld,
    isClosed: () => state === 'closed',
    isDead: output.isDead,
    whenDrained(done) {
      waiting.push(done);
      output.pump();
    },
    bytesWritten: output.bytesWritten,
  };
}

/** Node writes to a TTY synchronously: on a slow link that stops the event loop for seconds. */
function setBlocking(stdout: TerminalStream, blocking: boolean): void {
  const { _handle: handle } = stdout as { _handle?: { setBlocking?(blocking: boolean): void } | null };
  handle?.setBlocking?.(blocking);
}
