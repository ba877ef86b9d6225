// The output to the terminal: mode switches first, then the pieces of frames. Frames wait while another program has the
// terminal; after the end nothing waits.
import type { FrameQueue } from './frame-queue.ts';
import { createPacedOutput, type TerminalStream } from './paced-output.ts';

export interface ScreenOutput {
  /** Bytes that draw nothing are written before the next piece of a frame; after `close`, at once. */
  control(bytes: string): void;
  /** Written at once, after waiting controls. */
  force(bytes: string): void;
  pump(): void;
  /** Frames wait until `resume`. */
  hold(): void;
  resume(): void;
  /** No more frames are written. */
  close(): void;
  isHeld(): boolean;
  isClosed(): boolean;
  isDead(): boolean;
  /** `done` is called when everything so far has been taken by the terminal, or never will be. */
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
      // The process may be stopped at once, and would not write waiting bytes.
      setBlocking(stdout, true);
    },
    resume() {
      if (state !== 'held') return;
      state = 'open';
      setBlocking(stdout, false);
    },
    // Not blocking: a terminal that does not read would keep the process alive. `whenDrained` reports the end.
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

/** Node writes to a TTY synchronously: on a slow link that blocks the event loop for seconds. */
function setBlocking(stdout: TerminalStream, blocking: boolean): void {
  const { _handle: handle } = stdout as { _handle?: { setBlocking?(blocking: boolean): void } | null };
  handle?.setBlocking?.(blocking);
}
