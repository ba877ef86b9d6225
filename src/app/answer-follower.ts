// Follows answers whose rows change in place: which rows are to be looked at, in the order in which they came or changed,
// so many at a time.
import type { AnySnapshot } from './data.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
type Row = any;
type Answers = readonly (AnySnapshot | undefined)[];
type RowOf = (key: string) => Row | undefined;

export interface AnswerFollower {
  /** Whatever has changed waits then. False: that cannot be told, and all has to be looked at by `beginAnew`. */
  catchUp(answers: Answers): boolean;
  beginAnew(answers: Answers): void;
  /** Rows that are to be looked at besides. */
  add(keys: readonly string[], rowOf: RowOf): void;
  /** All rows wait again. */
  lookAgain(): void;
  /** The next rows that wait, each as it is now; undefined: it has gone. */
  take(most: number, look: (key: string, row: Row | undefined) => void): void;
  /** How many wait. A row that changed twice does so twice. */
  waiting(): number;
  /** Rows of all answers together. */
  total(): number;
}

/** One answer, as far as it has been followed. */
interface Source {
  rows: AnySnapshot['rows'];
  version: number;
  readonly changes: AnySnapshot['changes'];
  /** In its log. */
  place: number;
}

export function createAnswerFollower(): AnswerFollower {
  let sources: (Source | undefined)[] = [];
  let waiting: { readonly keys: readonly string[]; readonly rowOf: RowOf; at: number }[] = [];

  const add = (keys: readonly string[], rowOf: RowOf) => {
    if (keys.length > 0) waiting.push({ keys, rowOf, at: 0 });
  };

  const addOf = (source: Source, keys: readonly string[]) => add(keys, (key) => source.rows.get(key));

  const start = (index: number, { rows, version, changes }: AnySnapshot) => {
    const source: Source = { rows, version, changes, place: changes?.count() ?? 0 };
    sources[index] = source;
    addOf(source, [...rows.keys()]);
  };

  /** False: what it was made of is another. */
  const followOn = (source: Source, { rows, version, changes }: AnySnapshot): boolean => {
    if (source.version === version && source.rows === rows) return true;
    if (changes === undefined || changes !== source.changes) return false;
    const keys = changes.since(source.place);
    if (keys === undefined) return false;
    Object.assign(source, { rows, version, place: changes.count() });
    addOf(source, keys);
    return true;
  };

  return {
    add,
    catchUp: (answers) =>
      sources.length === answers.length &&
      answers.every((answer, index) => {
        const source = sources[index];
        if (answer === undefined) return source === undefined;
        if (source) return followOn(source, answer);
        start(index, answer);
        return true;
      }),
    beginAnew(answers) {
      waiting = [];
      sources = answers.map(() => undefined);
      for (const [index, answer] of answers.entries()) if (answer) start(index, answer);
    },
    lookAgain() {
      for (const source of sources) if (source) addOf(source, [...source.rows.keys()]);
    },
    take(most, look) {
      let next = waiting[0];
      for (let left = most; next && left > 0; next = waiting[0]) {
        const { keys, rowOf } = next;
        const end = Math.min(keys.length, next.at + left);
        left -= end - next.at;
        for (; next.at < end; next.at += 1) look(keys[next.at] as string, rowOf(keys[next.at] as string));
        if (next.at === keys.length) waiting.shift();
      }
    },
    waiting: () => waiting.reduce((sum, { keys, at }) => sum + keys.length - at, 0),
    total: () => sources.reduce((sum, source) => sum + (source?.rows.size ?? 0), 0),
  };
}
