// Which frame is painted next, and in which pieces: one is on its way, one may wait, and a newer one takes its place.
import type { Clock } from '../../lib/clock.ts';
import type { TerminalCapabilities } from '../capabilities.ts';
import type { Frame, FramePainter } from '../cells/frame-painter.ts';
import { createFlowGate } from './flow-gate.ts';

export interface FrameStats {
  /** Bytes the frame took; 0 when nothing visible changed. */
  readonly bytes: number;
  /** Frames that were replaced by a newer one since the last that was written. */
  readonly dropped: number;
}

export interface FrameQueueOptions {
  painter: FramePainter;
  capabilities: Pick<TerminalCapabilities, 'synchronizedOutput'>;
  pacing?: { clock: Clock } | undefined;
  onStats?: ((stats: FrameStats) => void) | undefined;
  /** The terminal is ready for more. */
  onReady(): void;
}

export interface FrameQueue {
  push(frame: Frame): void;
  /** The next bytes of a frame, or an empty string. */
  nextPiece(): string;
  isEmpty(): boolean;
  /** False: the reply answers no request of ours. */
  acknowledged(): boolean;
  /** Resolves when the terminal owes no answer any more. */
  answered(): Promise<void>;
  /** Forgets all frames, and what is on the terminal; returns what ends a frame begun. */
  drop(): string;
}

/** Smaller frames reach the terminal in one read anyway. */
const synchronizedFromBytes = 512;
/** Handed over at once at most, rows being whole: half a second of a slow link. */
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
    let piece = '';
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        painting = undefined;
        break;
      }
      piece += step.value;
      if (piece.length >= pieceBytes) break;
    }
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
    // A frame in which nothing visible changed has no bytes, but another may be waiting behind it.
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
