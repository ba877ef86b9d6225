// A list of an answer that is read as it is used, part by part: what nobody keeps of a part is gone before the next one
// is there, and a key waits for one part at most.

/** Stands in an answer in the place of its list, until `unfold`. */
export class LongList<Item = unknown> {
  readonly #parts: () => Generator<readonly Item[]>;

  constructor(parts: () => Generator<readonly Item[]>) {
    this.#parts = parts;
  }

  /** Reads anew each time. */
  parts(): Generator<readonly Item[]> {
    return this.#parts();
  }
}

const inParts = Symbol('inParts');

/**
 * Makes an answer with a long list look like any other: its member gives the whole list to who asks for it. `failed` says
 * what is thrown where the list turns out to be unreadable.
 */
export function unfold<Answer>(answer: Answer, failed: (error: unknown) => Error): Answer {
  if (typeof answer !== 'object' || answer === null) return answer;
  for (const [name, list] of Object.entries(answer)) {
    if (!(list instanceof LongList)) continue;
    const parts = () => told(list.parts(), failed);
    let whole: unknown[] | undefined;
    const get = () => (whole ??= [...parts()].flat());
    Object.defineProperty(answer, name, { enumerable: true, configurable: true, get });
    Object.defineProperty(answer, inParts, { value: { name, parts } });
  }
  return answer;
}

function* told<Item>(parts: Generator<Item>, failed: (error: unknown) => Error): Generator<Item> {
  try {
    yield* parts;
  } catch (error) {
    throw failed(error);
  }
}

interface InParts<Item> {
  readonly [inParts]?: { readonly name: string; parts(): Generator<readonly Item[]> };
}

/** A member's list in parts as they are read, each of `most` items or fewer. Of an empty list an empty part. */
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
