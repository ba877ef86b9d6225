// Finds the positions at which the long list of a JSON response can be cut, without parsing it.

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

export interface CutList {
  /** The member with the list. */
  readonly name: string;
  /** The list in parts, each a JSON list of its own, created on demand. */
  slices(): Generator<string>;
  /** The response with an empty list. */
  readonly rest: string;
}

/**
 * Finds the first list among the response's own members that has more than `most` items, to be parsed in parts of about
 * that size. Scans about `atOnce` bytes between two steps, and returns the result at the end. For invalid JSON the
 * result is arbitrary: the parser reports the error.
 */
export function* findList(body: Buffer, most: number, atOnce: number): Generator<void, CutList | undefined> {
  const search: Search = { most, at: 0, depth: 0, name: [0, 0], from: 0, items: 0, cuts: [], isFound: false };
  let hasLeapt = false;
  while (search.at < body.length && !search.isFound) {
    goOn(search, body, search.at + atOnce);
    if (!hasLeapt && search.cuts.length > 0 && !search.isFound) {
      hasLeapt = true;
      const cut = leap(body, search);
      if (cut) return cut;
    }
    yield;
  }
  return search.isFound ? toCutList(body, search) : undefined;
}

/**
 * From the first cut on the search skips ahead: items begin with the same characters, and only those are searched. No
 * text contains that beginning, because a quote in a text has a backslash before it. The list ends at the first
 * bracket, or else the rest of the list is not valid JSON on its own: it contains lists, or brackets in texts, and the
 * loop scans it. Wherever the search cuts, parts and rest that are valid JSON by themselves form the response together.
 */
function leap(body: Buffer, { name, from, cuts }: Search): CutList | undefined {
  const [first = 0] = cuts;
  const start = /^\{"[A-Za-z]+":/.exec(body.toString('latin1', from, from + longestStart))?.[0];
  const to = body.indexOf(closeList, first);
  if (start === undefined || to === -1) return undefined;
  const between = Buffer.from(`},${start}`);
  const found = [first];
  for (let at = first; ; found.push(at)) {
    at = body.indexOf(between, at + first - from) + 1;
    if (at === 0 || at >= to) break;
  }
  const cut = toCutList(body, { name, from, at: to, cuts: found });
  return isJson(cut.rest) ? cut : undefined;
}

/** The maximum length of an item's beginning, up to the colon after its first name, in bytes. */
const longestStart = 100;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function toCutList(body: Buffer, { name, from, at: to, cuts }: Pick<Search, 'name' | 'from' | 'at' | 'cuts'>): CutList {
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

interface Search {
  /** The number of items between two cuts. */
  readonly most: number;
  /** The position of the scan; if the list is found, its closing bracket. */
  at: number;
  depth: number;
  /** The name of the current member. */
  name: Stretch;
  /** The position after the opening bracket of the member's list; 0: the member is not a list. */
  from: number;
  items: number;
  /** The positions of commas between two items. */
  cuts: number[];
  isFound: boolean;
}

/** A single loop without calls: it reads every byte that AWS sends. */
function goOn(search: Search, body: Uint8Array, end: number): void {
  const { most } = search;
  let { at, depth, name, from, items, cuts } = search;
  const until = Math.min(end, body.length);
  for (; at < until; at += 1) {
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
      search.isFound = depth === 1 && from > 0 && cuts.length > 0;
      if (search.isFound) break;
    }
  }
  Object.assign(search, { at, depth, name, from, items, cuts });
}
