// A list of a response that is parsed on use, part by part: each part can be freed before the next one is parsed, and a
// key press waits for one part at most.
import { kindOf, MisfitError } from './misfit.ts';

/** Replaces the list in a response until `unfold`. */
export class LongList<Item = unknown> {
  readonly #parts: () => Generator<readonly Item[]>;
  #isOver = false;

  /** `parts` may free its source at its end. */
  constructor(parts: () => Generator<readonly Item[]>) {
    this.#parts = parts;
  }

  /** The list may be read from the beginning again until it was read to the end. */
  *parts(): Generator<readonly Item[]> {
    if (this.#isOver) throw new Error('The list was read to its end, and nothing is kept of it.');
    yield* this.#parts();
    this.#isOver = true;
  }
}

const inParts = Symbol('inParts');

type NoteItem = (member: string, item: unknown) => void;

/**
 * Makes a response with a long list look like any other: reading the member parses the whole list. `failed` returns the
 * error to throw if the list cannot be parsed; `note` takes items that are not objects, without it they make the list
 * invalid.
 */
export function unfold<ListResponse>(
  response: ListResponse,
  failed: (error: unknown) => Error,
  note?: NoteItem,
): ListResponse {
  if (typeof response !== 'object' || response === null) return response;
  const leave = note ?? refuseItem;
  for (const [name, list] of Object.entries(response)) {
    if (!(list instanceof LongList)) continue;
    let whole: unknown[] | undefined;
    const parts = () =>
      withErrors(whole ? [whole].values() : ofObjects(list.parts(), (item) => leave(name, item)), failed);
    const get = () => (whole ??= [...parts()].flat());
    Object.defineProperty(response, name, { enumerable: true, configurable: true, get });
    Object.defineProperty(response, inParts, { value: { name, parts } });
  }
  return response;
}

function refuseItem(member: string, item: unknown): void {
  throw new MisfitError(`it has ${kindOf(item)} instead of an item of ${member}`);
}

const isObject = (item: unknown): boolean => typeof item === 'object' && item !== null && !Array.isArray(item);

/** Lists of the requested operations contain objects only. */
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

/** The list of a member in parts as they are parsed, each of about `most` items. An empty list gives one empty part. */
export function* partsOf<Item, Name extends string>(
  response: { readonly [Member in Name]?: readonly Item[] | undefined },
  name: Name,
  most: number,
): Generator<readonly Item[]> {
  const long = (response as InParts<Item>)[inParts];
  if (long?.name === name) return yield* long.parts();
  const list = response[name] ?? [];
  if (list.length <= most) return yield list;
  for (let from = 0; from < list.length; from += most) yield list.slice(from, from + most);
}
