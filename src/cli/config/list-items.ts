/** Converts a single value or a list in the file to a list. */
export const listItems = <T>(written: T | readonly T[] | undefined): readonly T[] => {
  if (written === undefined) return [];
  return Array.isArray(written) ? written : [written as T];
};
