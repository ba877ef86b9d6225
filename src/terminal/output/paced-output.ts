// Hands bytes to the terminal one piece at a time and waits until each has gone out: what waits here can still be replaced
// by something newer, what waits in the kernel cannot.

export interface TerminalStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  write(chunk: string, callback?: (error?: Error | null) => void): boolean;
  on(event: 'resize' | 'drain', listener: () => void): unknown;
  off(event: 'resize' | 'drain', listener: () => void): unknown;
}

/** A terminal that does not tell its size is taken for the smallest there is. */
export const sizeOf = ({ columns, rows }: TerminalStream) => ({ columns: columns || 80, rows: rows || 24 });

export interface PacedOutput {
  /** Asks `source` for the next piece as soon as the last has gone out. */
  pump(): void;
  /** Writes at once, behind what was handed over before; not idle until it has gone out. For the end only. */
  force(bytes: string): void;
  isIdle(): boolean;
  /** The stream has failed: nothing more will be written. */
  isDead(): boolean;
  bytesWritten(): number;
}

/** `source` returns the next bytes, or an empty string when there is nothing to write; `idle` is called then. */
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
    // A stream may call back before `write` returns; the loop below goes on by itself then.
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

/** A destroyed stream may throw where a failing one calls back. */
function attempt(write: () => boolean, failed: (error: Error) => void): boolean {
  try {
    return write();
  } catch (error) {
    failed(error instanceof Error ? error : new Error(String(error)));
    return true;
  }
}
