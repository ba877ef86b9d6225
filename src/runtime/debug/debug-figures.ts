// The figures of the panel of VAULTOP_DEBUG=1, for developers.

export interface DebugFigures {
  /** List queries, by the query thread or by the engine's thread. Times in ms. */
  readonly queries: {
    readonly count: number;
    readonly running: number;
    readonly lastMs: number;
    readonly slowestMs: number;
  };
  readonly polls: { readonly running: number; readonly waiting: number; readonly failing: number };
  /** Change notes of the engine within the last second. */
  readonly notesPerSecond: number;
  /** As written to the terminal; times are Ink's render times. */
  readonly frames: {
    readonly count: number;
    /** Frames that were replaced by a newer one before they were written. */
    readonly dropped: number;
    readonly lastBytes: number;
    readonly largestBytes: number;
    readonly lastMs: number;
    readonly slowestMs: number;
  };
  /** undefined: the store is not open, or cannot be read. */
  readonly store: { readonly sizeBytes: number | undefined; readonly sequence: number | undefined };
  readonly memory: { readonly residentBytes: number; readonly heapBytes: number };
}

export interface DebugSource {
  /** The same object until the next change. */
  figures(): DebugFigures;
  /** Called once a second. Returns the function that unsubscribes. */
  subscribe(changed: () => void): () => void;
}
