// A list of an answer that is read as it is used, part by part: what nobody keeps of a part is gone before the next one
// is there, and a key waits for one part at most.
import { kindOf, MisfitError } from './misfit.ts';

/** Stands in an answer in the place of its list, until `unfold`. */
export class LongList<Item = unknown> {
  readonly #parts: () => Generator<readonly Item[]>;
  #isOver = false;

  /** `parts` may let go of what it reads from at its end. */
  constructor(parts: () => Generator<readonly Item[]>) {
    this.#parts = parts;
  }

  /** May be read from the beginning again until it was read to the end. */
  *parts(): Generator<readonly Item[]> {
    if (this.#isOver) throw new Error('The list was read to its end, and nothing is kept of it.');
    yield* this.#parts();
    this.#isOver = true;
  }
}

const inParts = Symbol('inParts');

type NoteItem = (member: string, item: unknown) => void;

/**
 * Makes an answer with a long list look like any other: its member gives the whole list to who asks for it. `failed` says
 * what is thrown where the list turns out to be unreadable; `note` takes items that are no objects, and without it they
 * make the list unreadable.
 */
export function unfold<Answer>(answer: Answer, failed: (error: unknown) => Error, note?: NoteItem): Answer {
  if (typeof answer !== 'object' || answer === null) return answer;
  const leave = note ?? refuseItem;
  for (const [name, list] of Object.entries(answer)) {
    if (!(list instanceof LongList)) continue;
    let whole: unknown[] | undefined;
    const parts = () =>
      withErrors(whole ? [whole].values() : ofObjects(list.parts(), (item) => leave(name, item)), failed);
    const get = () => (whole ??= [...parts()].flat());
    Object.defineProperty(answer, name, { enumerable: true, configurable: true, get });
    Object.defineProperty(answer, inParts, { value: { name, parts } });
  }
  return answer;
}

function refuseItem(member: string, item: unknown): void {
  throw new MisfitError(`it has ${kindOf(item)} in the place of an item of ${member}`);
}

const isObject = (item: unknown): boolean => typeof item === 'object' && item !== null && !Array.isArray(item);

/** No long list that is asked for has anything else in it. */
function* ofObjects<Item>(parts: Iterable<readonly Item[]>, leave: (item: Item) => void): Generator<readonly Item[]> {
  for (const part of parts) {
    if (part.every(isObject)) {
      yield part;
      continue;
    }
    for (const item of part) if (!isObject(item)) leave(item);
    yield part.filter(isObject);
  }
}

function* withErrors<Item>(parts: Iterable<Item>, failed: (error: unknown) => Error): Generator<Item> {
  try {
    yield* parts;
  } catch (error) {
    throw failed(error);
  }
}

interface InParts<Item> {
  readonly [inParts]?: { readonly name: string; parts(): Generator<readonly Item[]> };
}

/** A member's list in parts as they are read, each of about `most` items or fewer. Of an empty list an empty part. */
export function* partsOf<Item, Name extends string>(
  answer: { readonly [Member in Name]?: readonly Item[] | undefined },
  name: Name,
  most: number,
): Generator<readonly Item[]> {
  const long = (answer as InParts<Item>)[inParts];
  if (long?.name === name) return yield* long.parts();
  const list = answer[name] ?? [];
  if (list.length <= most) return yield list;
  for (let from = 0; from < list.length; from += most) yield list.slice(from, from + most);
}
