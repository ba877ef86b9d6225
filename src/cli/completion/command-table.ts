// The commands and their flags as data, for completion. `npm run generate` writes the data from the option tables, so
// that completing a word loads neither the commands nor the resources.
import data from './command-table.json' with { type: 'json' };

/** Names that are looked up while a word is completed. */
export const nameSources = ['profiles', 'contexts', 'views', 'vaults', 'plans', 'accounts'] as const;
export type NameSource = (typeof nameSources)[number];

/** What completes a value: a source, files, the words themselves, or nothing for free text. */
export type CompletionSource =
  | NameSource
  | 'regions'
  | 'lists'
  | 'columns'
  | 'commands'
  | 'files'
  | 'text'
  | readonly string[];

export interface FlagEntry {
  readonly name: string;
  readonly short?: string;
  /** Absent: the flag takes no value. */
  readonly takes?: CompletionSource;
  /** It can be repeated, and takes several values with commas between them. */
  readonly many?: boolean;
  /** The first line of its help. */
  readonly help?: string;
}

export interface VerbEntry {
  readonly flags: readonly FlagEntry[];
  /** What completes the words that follow. */
  readonly words?: CompletionSource;
  readonly help?: string;
}

export interface CommandEntry extends VerbEntry {
  /** The command also takes `common`. */
  readonly common: boolean;
  readonly verbs?: Readonly<Record<string, VerbEntry>>;
}

export interface ListEntry {
  readonly names: readonly string[];
  readonly columns: readonly string[];
  readonly flags: readonly FlagEntry[];
}

export interface CommandTable {
  /** The flags of all commands that ask AWS. */
  readonly common: readonly FlagEntry[];
  /** The flags of every command. */
  readonly always: readonly FlagEntry[];
  readonly regions: readonly string[];
  readonly dashboard: CommandEntry;
  readonly commands: Readonly<Record<string, CommandEntry>>;
  /** By the id of the list. */
  readonly lists: Readonly<Record<string, ListEntry>>;
  /** The list behind `vaultop NOUN list`. */
  readonly listOfNoun: Readonly<Record<string, string>>;
}

export const commandTable = data as unknown as CommandTable;
