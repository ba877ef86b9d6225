// What a file in subjects/ exports: one thing to measure, and the lines it has to say.

/** One line of a subject's table. */
export interface Figure {
  what: string;
  /** As it is printed, with its unit: `84 ms`. */
  value: string;
  /** What it should be: `< 1 s`. */
  target?: string;
  /** Whether it is; absent where there is no target. */
  met?: boolean;
}

export interface Subject {
  /** One sentence: what is measured, and on what. */
  about: string;
  /** Says each figure as soon as it is known. */
  run(say: (figure: Figure) => void): Promise<void>;
}
