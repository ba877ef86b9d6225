// Completes the last word of a command line from the table of commands. Plain functions: names that must be looked up
// come from `NamesOf`.
import type {
  CommandEntry,
  CommandTable,
  CompletionSource,
  FlagEntry,
  NameSource,
  VerbEntry,
} from './command-table.ts';
import { nameSources } from './command-table.ts';

export interface WordCandidate {
  readonly value: string;
  readonly help?: string | undefined;
}

/** 'files': the shell completes the name of a file. */
export type Completion = 'files' | readonly WordCandidate[];

/** The values of the flags that were typed before. */
export type TypedFlags = ReadonlyMap<string, readonly string[]>;

export type NamesOf = (source: NameSource, typed: TypedFlags) => Promise<readonly WordCandidate[]>;

/** What stands before the last word. */
interface TypedLine {
  readonly command?: string;
  readonly verb?: string;
  readonly typed: Map<string, string[]>;
  /** The flag whose value is the last word. */
  readonly open?: FlagEntry;
  readonly afterDashes: boolean;
}

/** The last of `words` is the one to be completed; it may be empty. */
export async function complete(words: readonly string[], table: CommandTable, namesOf: NamesOf): Promise<Completion> {
  const current = words.at(-1) ?? '';
  const line = readLine(words.slice(0, -1), table);
  const values = (source: CompletionSource, prefix: string) => valuesFor(source, { prefix, line, table, namesOf });
  if (line.open) return ofFlag(line.open, current, values);
  const [, name, value] = /^--([^=]+)=(.*)$/s.exec(current) ?? [];
  if (name !== undefined && !line.afterDashes) {
    const flag = flagsAt(line, table).find((one) => one.name === name);
    if (!flag) return [];
    const found = await ofFlag(flag, value ?? '', values);
    return found === 'files' ? found : found.map((one) => ({ ...one, value: `--${name}=${one.value}` }));
  }
  if (current.startsWith('-') && !line.afterDashes) return flagCandidates(line, table, current);
  return values(wordsAt(line, table), current);
}

/** Of a flag with several values, the last one is completed. */
async function ofFlag(
  { takes = 'text', many }: FlagEntry,
  current: string,
  values: (source: CompletionSource, prefix: string) => Promise<Completion>,
): Promise<Completion> {
  const cut = many ? current.lastIndexOf(',') + 1 : 0;
  const found = await values(takes, current.slice(cut));
  const before = current.slice(0, cut);
  return found === 'files' ? found : found.map((one) => ({ ...one, value: `${before}${one.value}` }));
}

function readLine(words: readonly string[], table: CommandTable): TypedLine {
  const typed = new Map<string, string[]>();
  let line: TypedLine = { typed, afterDashes: false };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (!line.afterDashes && word === '--') line = { ...line, afterDashes: true };
    else if (!line.afterDashes && word.startsWith('-') && word !== '-') {
      const { flag, value } = readFlag(word, flagsAt(line, table));
      if (!flag) continue;
      const isApart = flag.takes !== undefined && value === undefined;
      const next = isApart ? words[at + 1] : value;
      if (isApart && next === undefined) return { ...line, open: flag };
      typed.set(flag.name, [...(typed.get(flag.name) ?? []), next ?? '']);
      if (isApart) at += 1;
    } else line = withWord(line, word);
  }
  return line;
}

function readFlag(word: string, flags: readonly FlagEntry[]): { flag?: FlagEntry | undefined; value?: string } {
  const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
  const isLong = name !== undefined;
  const flag = flags.find((one) => (isLong ? one.name === name : one.short === word[1]));
  const joined = isLong ? value : word.length > 2 ? word.slice(2) : undefined;
  return { flag, ...(joined === undefined ? {} : { value: joined }) };
}

function withWord(line: TypedLine, word: string): TypedLine {
  if (line.command === undefined) return word === 'help' ? line : { ...line, command: word };
  return line.verb === undefined ? { ...line, verb: word } : line;
}

const commandAt = ({ command }: TypedLine, { commands, dashboard }: CommandTable): CommandEntry =>
  command === undefined ? dashboard : Object.hasOwn(commands, command) ? (commands[command] ?? none) : none;

const none: CommandEntry = { common: false, flags: [] };

const verbAt = ({ verb = '' }: TypedLine, { verbs }: CommandEntry): VerbEntry | undefined =>
  verbs && Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;

/** The list whose rows `get`, or `list` of a noun, prints. */
function listAt({ command = '', verb = '' }: TypedLine, { lists, listOfNoun }: CommandTable) {
  const name = verb === 'list' ? listOfNoun[command] : command === 'get' ? verb : undefined;
  return Object.values(lists).find(({ names }) => name !== undefined && names.includes(name));
}

function flagsAt(line: TypedLine, table: CommandTable): readonly FlagEntry[] {
  const command = commandAt(line, table);
  const list = listAt(line, table);
  const isListOfNoun = list !== undefined && line.command !== 'get';
  const own = isListOfNoun ? (table.commands.get?.flags ?? []) : command.flags;
  return [
    ...(verbAt(line, command)?.flags ?? []),
    ...(list?.flags ?? []),
    ...own,
    ...(command.common ? table.common : []),
    ...table.always,
  ];
}

function flagCandidates(line: TypedLine, table: CommandTable, current: string): WordCandidate[] {
  return flagsAt(line, table)
    .filter(({ name, many }) => many || !line.typed.has(name))
    .map(({ name, help }) => ({ value: `--${name}`, help }))
    .filter(({ value }) => value.startsWith(current));
}

function wordsAt(line: TypedLine, table: CommandTable): CompletionSource {
  if (line.command === undefined) return 'commands';
  const command = commandAt(line, table);
  if (line.verb !== undefined) return verbAt(line, command)?.words ?? 'text';
  if (!command.verbs) return command.words ?? 'text';
  return [...Object.keys(command.verbs), ...(Object.hasOwn(table.listOfNoun, line.command) ? ['list'] : [])];
}

interface ValuesContext {
  readonly prefix: string;
  readonly line: TypedLine;
  readonly table: CommandTable;
  readonly namesOf: NamesOf;
}

async function valuesFor(source: CompletionSource, context: ValuesContext): Promise<Completion> {
  if (source === 'files') return source;
  const all = await candidatesOf(source, context);
  return all.filter(({ value }) => value.startsWith(context.prefix));
}

async function candidatesOf(
  source: Exclude<CompletionSource, 'files'>,
  { prefix, line, table, namesOf }: ValuesContext,
): Promise<readonly WordCandidate[]> {
  if (typeof source !== 'string') return source.map((value) => ({ value, help: helpOfWord(value, line, table) }));
  switch (source) {
    case 'text':
      return [];
    case 'regions':
      return table.regions.map((value) => ({ value }));
    case 'commands':
      return Object.entries(table.commands).map(([value, { help }]) => ({ value, help }));
    case 'lists':
      return listNames(table, prefix);
    case 'columns': {
      const columns = listAt(line, table)?.columns ?? [];
      return [...columns, ...columns.map((name) => `-${name}`)].map((value) => ({ value }));
    }
    case 'views':
      return [...(await namesOf('views', line.typed)), ...listNames(table, prefix)];
    default:
      return nameSources.includes(source) ? namesOf(source, line.typed) : [];
  }
}

/** The other names of lists are short; they are offered only once they are typed in part. */
const listNames = ({ lists }: CommandTable, prefix: string): WordCandidate[] =>
  Object.values(lists).flatMap(({ names: [id = '', ...others] }) => {
    const typed = prefix === '' || id.startsWith(prefix) ? [] : others.filter((name) => name.startsWith(prefix));
    return [{ value: id }, ...typed.map((value) => ({ value, help: id }))];
  });

const helpOfWord = (word: string, { command, verb }: TypedLine, { commands }: CommandTable): string | undefined =>
  command === undefined || verb !== undefined ? undefined : commands[command]?.verbs?.[word]?.help;
