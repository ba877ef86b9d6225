import { fileReason } from './files/file-reason.ts';

/** The message of a thrown value, which need not be an Error. Of a file: the reason, without its path. */
export const errorMessage = (error: unknown): string =>
  error instanceof Error ? (fileReason(error) ?? error.message) : String(error);
