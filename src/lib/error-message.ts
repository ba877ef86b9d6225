/** What was thrown, in words: mostly it is an Error, but it need not be. */
export const errorMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error));
