// Decides which frame is painted next, and in which pieces: one is being written, one may wait, and a newer one
// replaces the waiting one.
import type { Clock } from '../../lib/clock.ts';
import type { TerminalCapabilities } from '../capabilities.ts';
import type { Frame, FramePainter } from '../cells/frame-painter.ts';
import { createFlowGate } from './flow-gate.ts';

export interface FrameStats {
  /** The number of bytes of the frame; 0 if nothing visible changed. */
  readonly bytes: number;
  /** The number of frames that were replaced by newer ones since the last written one. */
  readonly dropped: number;
}

export interface FrameQueueOptions {
  painter: FramePainter;
  capabilities: Pick<TerminalCapabilities, 'synchronizedOutput'>;
  pacing?: { clock: Clock } | undefined;
  onStats?: ((stats: FrameStats) => void) | undefined;
  /** The terminal is ready for more bytes. */
  onReady(): void;
}

export interface FrameQueue {
  push(frame: Frame): void;
  /** The next bytes of a frame, or an empty string. */
  nextPiece(): string;
  isEmpty(): boolean;
  /** Returns false if the reply does not belong to a request of this queue. */
  acknowledged(): boolean;
  /** Resolves when no reply is pending. */
  answered(): Promise<void>;
  /** Drops all frames and the known contents of the terminal; returns the bytes that end a frame in progress. */
  drop(): string;
}

/** Smaller frames reach the terminal in one read anyway. */
const synchronizedFromBytes = 512;
/** The maximum size of a piece, in whole rows: half a second on a slow link. */
const pieceBytes = 2048;
const syncOn = '\x1b[?2026h';
const syncOff = '\x1b[?2026l';

export function createFrameQueue({ painter, capabilities, pacing, onStats, onReady }: FrameQueueOptions): FrameQueue {
  const gate = pacing && createFlowGate(pacing.clock, onReady);
  let waiting: Frame | undefined;
  let painting: Generator<string, void, undefined> | undefined;
  let frameBytes = 0;
  let dropped = 0;
  let syncOpen = false;

  const begin = () => {
    if (painting || !waiting || gate?.isOpen() === false) return;
    painting = painter.paint(waiting);
    waiting = undefined;
    frameBytes = 0;
  };
  const collect = (steps: Generator<string, void, undefined>): string => {
    const { piece, isLast } = nextPieceOf(steps);
    if (isLast) painting = undefined;
    return piece;
  };
  const synchronized = (piece: string): string => {
    const opens = capabilities.synchronizedOutput && !syncOpen && piece.length >= synchronizedFromBytes;
    const closes = painting === undefined && (syncOpen || opens);
    syncOpen = (syncOpen || opens) && !closes;
    return `${opens ? syncOn : ''}${piece}${closes ? syncOff : ''}`;
  };
  const finish = () => {
    onStats?.({ bytes: frameBytes, dropped });
    dropped = 0;
  };
  const nextFramePiece = (): string => {
    // A frame without visible changes has no bytes, but another may be waiting.
    for (begin(); painting; begin()) {
      const piece = synchronized(collect(painting));
      frameBytes += Buffer.byteLength(piece);
      gate?.handed(Buffer.byteLength(piece));
      if (!painting) finish();
      if (piece !== '') return piece;
    }
    return '';
  };
  return {
    push(frame) {
      if (waiting) dropped++;
      waiting = frame;
    },
    nextPiece: () => nextFramePiece() + (gate?.request() ?? ''),
    isEmpty: () => (painting ?? waiting) === undefined,
    acknowledged: () => gate?.acknowledged() ?? false,
    answered: () => gate?.answered() ?? Promise.resolve(),
    drop() {
      painting = waiting = undefined;
      painter.forget();
      gate?.reset();
      const bytes = syncOpen ? syncOff : '';
      syncOpen = false;
      return bytes;
    },
  };
}

/** As many steps as fill a piece. */
function nextPieceOf(steps: Generator<string, void, undefined>): { piece: string; isLast: boolean } {
  let piece = '';
  while (piece.length < pieceBytes) {
    const step = steps.next();
    if (step.done) return { piece, isLast: true };
    piece += step.value;
  }
  return { piece, isLast: false };
}
