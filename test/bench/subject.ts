// The export of a file in subjects/: one measurement, and the lines that it prints.

/** One line of a subject's table. */
export interface Figure {
  what: string;
  /** As it is printed, with its unit: `84 ms`. */
  value: string;
  /** What it should be: `< 1 s`. */
  target?: string;
  /** Whether the figure is within its target; absent: there is no target. */
  met?: boolean;
}

export interface Subject {
  /** One sentence: what is measured, and on what. */
  about: string;
  /** Prints each figure as soon as it is known. */
  run(say: (figure: Figure) => void): Promise<void>;
}
