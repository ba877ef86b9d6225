// Adds resources to the exclusions of a config file that a person wrote.
import { changeConfig } from './change-config.ts';
import { withEntries } from './list-entries.ts';

/** As the config file writes it. */
export interface WrittenExclusion {
  readonly name: string;
  readonly reason: string;
  /** In ISO 8601. */
  readonly until?: string;
}

/** Rejects with a sentence, and leaves the file unchanged. */
export const saveExclusions = (path: string, exclusions: readonly WrittenExclusion[]): Promise<void> =>
  changeConfig(path, (text) => withExclusions(text, exclusions));

export const withExclusions = (text: string, exclusions: readonly WrittenExclusion[]): string =>
  withEntries(text, 'exclusions', exclusions);
