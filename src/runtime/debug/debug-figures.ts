// What the panel of VAULTOP_DEBUG=1 shows, for those who change the program.

export interface DebugFigures {
  /** Of lists, by the thread that answers them or by the engine's. Times in ms. */
  readonly queries: {
    readonly count: number;
    readonly running: number;
    readonly lastMs: number;
    readonly slowestMs: number;
  };
  readonly polls: { readonly running: number; readonly waiting: number; readonly failing: number };
  /** Change notes of the engine within the last second. */
  readonly notesPerSecond: number;
  /** As the terminal is given them; times are those that Ink takes to render. */
  readonly frames: {
    readonly count: number;
    /** Replaced by a newer one before they were written. */
    readonly dropped: number;
    readonly lastBytes: number;
    readonly largestBytes: number;
    readonly lastMs: number;
    readonly slowestMs: number;
  };
  /** undefined: it is not open, or it cannot be read. */
  readonly store: { readonly sizeBytes: number | undefined; readonly sequence: number | undefined };
  readonly memory: { readonly residentBytes: number; readonly heapBytes: number };
}

export interface DebugSource {
  /** The same object until the next change. */
  figures(): DebugFigures;
  /** Calls once a second. Returns the function that unsubscribes. */
  subscribe(changed: () => void): () => void;
}
