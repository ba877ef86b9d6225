// Where the long list of a JSON answer can be cut, found without reading what stands in it.

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

export interface CutList {
  /** The member that holds the list. */
  readonly name: string;
  /** The list in parts, each a JSON list of its own, made when it is asked for. */
  slices(): Generator<string>;
  /** The answer with that list empty. */
  readonly rest: string;
}

/**
 * Finds the first list of the answer's own members that has more than `most` items, to be read so many at a time. Of what
 * is no JSON it may find anything: whoever parses it finds out.
 */
export function cutList(body: Buffer, most: number): CutList | undefined {
  const found = findList(body, most);
  if (!found) return undefined;
  const { name, from, to, cuts } = found;
  return {
    name: JSON.parse(body.toString('utf8', ...name)) as string,
    *slices() {
      let sliceFrom = from;
      for (const end of [...cuts, to]) {
        yield `[${body.toString('utf8', sliceFrom, end)}]`;
        sliceFrom = end + 1;
      }
    },
    rest: body.toString('utf8', 0, from) + body.toString('utf8', to),
  };
}

type Stretch = readonly [from: number, to: number];

interface Found {
  readonly name: Stretch;
  /** Behind the opening bracket. */
  readonly from: number;
  /** At the closing one. */
  readonly to: number;
  /** At commas between two items. */
  readonly cuts: readonly number[];
}

/** One loop without a call in it: it passes over every byte that AWS sends. */
function findList(body: Uint8Array, most: number): Found | undefined {
  let depth = 0;
  let name: Stretch = [0, 0];
  let from = 0;
  let items = 0;
  let cuts: number[] = [];
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === quote) {
      const opens = at;
      for (at += 1; at < body.length && body[at] !== quote; at += 1) if (body[at] === backslash) at += 1;
      if (depth === 1) name = [opens, at + 1];
    } else if (byte === comma) {
      if (depth !== 2 || from === 0) continue;
      items += 1;
      if (items % most === 0) cuts.push(at);
    } else if (byte === openObject || byte === openList) {
      depth += 1;
      if (depth === 2) [from, items, cuts] = [byte === openList ? at + 1 : 0, 0, []];
    } else if (byte === closeObject || byte === closeList) {
      depth -= 1;
      if (depth === 1 && from > 0 && cuts.length > 0) return { name, from, to: at, cuts };
    }
  }
  return undefined;
}
