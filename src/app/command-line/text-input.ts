// A line of text input, with the editing keys of a shell.

export interface TextInput {
  readonly text: string;
  /** Position in UTF-16 units, 0 to text.length. */
  readonly cursor: number;
}

export const emptyInput: TextInput = { text: '', cursor: 0 };

export const inputOf = (text: string): TextInput => ({ text, cursor: text.length });

export function insertText(input: TextInput, typed: string): TextInput {
  const text = input.text.slice(0, input.cursor) + typed + input.text.slice(input.cursor);
  return { text, cursor: input.cursor + typed.length };
}

const edits: Readonly<Record<string, (input: TextInput) => TextInput>> = {
  left: ({ text, cursor }) => ({ text, cursor: previousEnd(text, cursor) }),
  right: ({ text, cursor }) => ({ text, cursor: nextEnd(text, cursor) }),
  home: ({ text }) => ({ text, cursor: 0 }),
  end: ({ text }) => inputOf(text),
  backspace: ({ text, cursor }) => cut(text, previousEnd(text, cursor), cursor),
  delete: ({ text, cursor }) => cut(text, cursor, nextEnd(text, cursor)),
  'ctrl+a': ({ text }) => ({ text, cursor: 0 }),
  'ctrl+e': ({ text }) => inputOf(text),
  'ctrl+k': ({ text, cursor }) => ({ text: text.slice(0, cursor), cursor }),
  'ctrl+u': ({ text, cursor }) => cut(text, 0, cursor),
  'ctrl+w': ({ text, cursor }) => cut(text, wordStart(text, cursor), cursor),
};

/** The line after the key; undefined: the key does not edit the line. */
export function editInput(input: TextInput, key: string): TextInput | undefined {
  if (key === 'space') return insertText(input, ' ');
  const edit = edits[key];
  if (edit) return edit(input);
  return [...key].length === 1 ? insertText(input, key) : undefined;
}

function cut(text: string, from: number, to: number): TextInput {
  return { text: text.slice(0, from) + text.slice(to), cursor: from };
}

/** A surrogate pair counts as one character. */
const previousEnd = (text: string, at: number): number => at - ([...text.slice(0, at)].at(-1)?.length ?? 0);
const nextEnd = (text: string, at: number): number => at + ([...text.slice(at)].at(0)?.length ?? 0);
const wordStart = (text: string, at: number): number => text.slice(0, at).replace(/\S+\s*$/, '').length;
