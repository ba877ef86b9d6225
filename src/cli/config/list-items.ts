/** What the file may write as one thing or as a list of them. */
export const listItems = <T>(written: T | readonly T[] | undefined): readonly T[] => {
  if (written === undefined) return [];
  return Array.isArray(written) ? written : [written as T];
};
