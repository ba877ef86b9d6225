// `vaultop COMMAND --help`: a long help is shown by parts. First what most people need, then the names of the rest.
import { suggestion, UsageError } from './options/options.ts';

export interface HelpTopics {
  /** What is needed most, on about a screen. */
  readonly essential: string;
  /** The other parts, by the word that asks for them. */
  readonly topics: Readonly<Record<string, () => string>>;
}

/** The word for the whole help. */
export const everything = 'all';

interface Helped {
  help(): string;
  helpTopics?(): HelpTopics;
}

/** `words`: the words of the command after its name, with --help among them. */
export function helpFor({ help, helpTopics }: Helped, words: readonly string[]): string {
  if (!helpTopics) return help();
  const { essential, topics } = helpTopics();
  const byWord = new Map(Object.entries(topics).map(([name, text]) => [name.toLowerCase(), text] as const));
  byWord.set(everything, help);
  const asked = words.flatMap((word) => byWord.get(word.toLowerCase()) ?? []);
  // The most special one comes last: restore start --help EBS.
  const last = asked.at(-1);
  if (last) return last();
  const after = words[words.findIndex((word) => word === '--help' || word === '-h') + 1];
  if (after === undefined || after.startsWith('-')) return essential;
  const names = [everything, ...Object.keys(topics)];
  throw new UsageError(`there is no help on "${after}". There is: ${names.join(', ')}.${suggestion(after, names)}`);
}
