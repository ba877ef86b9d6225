// Writes one piece at a time and waits until it has been taken: a piece that waits here can still be replaced by a
// newer one, a piece in the kernel cannot.

export interface TerminalStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  write(chunk: string, callback?: (error?: Error | null) => void): boolean;
  on(event: 'resize' | 'drain', listener: () => void): unknown;
  off(event: 'resize' | 'drain', listener: () => void): unknown;
}

/** A terminal without a known size counts as the smallest one. */
export const sizeOf = ({ columns, rows }: TerminalStream) => ({ columns: columns || 80, rows: rows || 24 });

export interface PacedOutput {
  /** Asks `source` for the next piece as soon as the last one has been taken. */
  pump(): void;
  /** Writes at once, after everything that was written before; not idle until it has been taken. For the end only. */
  force(bytes: string): void;
  isIdle(): boolean;
  /** The stream has failed: nothing more will be written. */
  isDead(): boolean;
  bytesWritten(): number;
}

/** `source` returns the next bytes, or an empty string if there is nothing to write; then `idle` is called. */
export function createPacedOutput(stream: TerminalStream, source: () => string, idle: () => void): PacedOutput {
  let waitingFor = 0;
  let pumping = false;
  let dead = false;
  let written = 0;
  const settled = (error?: Error | null) => {
    if (error) dead = true;
    waitingFor = error ? 0 : waitingFor - 1;
    pump();
  };
  const hand = (bytes: string) => {
    written += Buffer.byteLength(bytes);
    waitingFor++;
    const hasRoom = attempt(() => stream.write(bytes, settled), settled);
    if (hasRoom || dead) return;
    waitingFor++;
    const drained = () => {
      stream.off('drain', drained);
      settled();
    };
    stream.on('drain', drained);
  };
  const pump = () => {
    // A stream may call back before `write` returns; then the loop below continues.
    if (pumping) return;
    pumping = true;
    while (waitingFor === 0 && !dead) {
      const bytes = source();
      if (bytes === '') break;
      hand(bytes);
    }
    pumping = false;
    if (dead || waitingFor <= 0) idle();
  };
  return {
    pump,
    force(bytes) {
      if (dead || bytes === '') return;
      written += Buffer.byteLength(bytes);
      waitingFor++;
      attempt(() => stream.write(bytes, settled), settled);
    },
    isIdle: () => waitingFor <= 0,
    isDead: () => dead,
    bytesWritten: () => written,
  };
}

/** A destroyed stream may throw instead of calling back. */
function attempt(write: () => boolean, failed: (error: Error) => void): boolean {
  try {
    return write();
  } catch (error) {
    failed(error instanceof Error ? error : new Error(String(error)));
    return true;
  }
}
