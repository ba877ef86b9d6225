// Where the long list of a JSON answer can be cut, found without reading what stands in it.

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d];

export interface Slice {
  /** The member that holds the list. */
  readonly name: string;
  /** A part of the list, as a JSON list of its own. */
  readonly text: string;
}

/**
 * Gives the first list of the answer's own members that is longer than a slice, in slices of about `sliceBytes`, and at
 * the end the answer with that list empty. Of what is no JSON it may give anything: whoever parses it finds out.
 */
export function* listSlices(body: Buffer, sliceBytes: number): Generator<Slice, string> {
  let depth = 0;
  let name: Stretch = [0, 0];
  /** Of the list that is being read. */
  let listFrom = 0;
  let sliceFrom = 0;
  let isLong = false;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === quote) {
      const from = at;
      at = endOfText(body, at);
      if (depth === 1) name = [from, at + 1];
    } else if (byte === openObject || byte === openList) {
      depth += 1;
      if (byte === openList && depth === 2) [listFrom, sliceFrom] = [at, at + 1];
    } else if (byte === comma && depth === 2 && listFrom > 0 && at - sliceFrom >= sliceBytes) {
      isLong = true;
      yield sliceOf(body, name, sliceFrom, at);
      sliceFrom = at + 1;
    } else if (byte === closeObject || byte === closeList) {
      depth -= 1;
      if (depth !== 1) continue;
      if (isLong) {
        yield sliceOf(body, name, sliceFrom, at);
        return body.toString('utf8', 0, listFrom + 1) + body.toString('utf8', at);
      }
      listFrom = 0;
    }
  }
  return body.toString('utf8');
}

type Stretch = readonly [from: number, to: number];

const sliceOf = (body: Buffer, name: Stretch, from: number, to: number): Slice => ({
  name: JSON.parse(body.toString('utf8', ...name)) as string,
  text: `[${body.toString('utf8', from, to)}]`,
});

/** Where the closing quote is of the text that opens at `from`. */
function endOfText(body: Buffer, from: number): number {
  let at = from + 1;
  while (at < body.length && body[at] !== quote) at += body[at] === backslash ? 2 : 1;
  return at;
}
