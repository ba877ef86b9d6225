// Rows that are many and no longer change, kept beside the heap: a row is a place in a block of some hundred, and each
// member is read there when somebody asks for it. Of 200,000 rows as objects the heap has millions of pieces, and each
// clean-up goes through all of them while keys wait.
import { plain, type Unpackable } from './plain.ts';
import { isSame } from './same.ts';
import type { Sharing } from './sharing.ts';

/**
 * How a member is kept: `number` and `text` as themselves, for what differs from row to row; `shared` once for all rows of
 * a block that have the same, for everything else. Each may be absent.
 */
export type MemberKind = 'number' | 'text' | 'shared';

export type RowMembers<Row> = { readonly [Name in keyof Required<Row>]: MemberKind };

/** Rows of one block: what is left of it when a few of its rows live on is little. */
const rowsInBlock = 256;
/** Characters at the end of a text that are its own; what stands before them in an ARN, other ARNs have too. */
const tailLength = 40;
/** Bytes of the texts of one block. */
const bytesInBlock = 24_000;

const block = Symbol('block');
const place = Symbol('place');

interface Block {
  readonly numbers: Float64Array;
  /** Of the shared members, and of the heads of the texts, which of the values. */
  readonly shared: Uint16Array;
  readonly values: unknown[];
  readonly tails: Buffer;
  /** Where each tail ends; the next begins there. */
  readonly ends: Uint16Array;
}

/**
 * Gives for a row another that has the same members, to be read only. It has none of its own: `plainOf` makes an object of
 * it. A row that does not fit its members' kinds stays what it is.
 */
export function createRowPacker<Row extends object>(
  members: RowMembers<Row>,
  { shared }: Pick<Sharing, 'shared'>,
): (row: Row) => Row {
  const kinds = new Map(Object.entries<MemberKind>(members));
  const namesOf = (wanted: MemberKind) => [...kinds].flatMap(([name, kind]) => (kind === wanted ? [name] : []));
  const names = { number: namesOf('number'), text: namesOf('text'), shared: namesOf('shared') };
  const PackedRow = packedRowOf([...kinds.keys()], names);
  let open = newBlock(names);
  let numberOf = numbering(open.values, shared);
  let size = 0;
  let bytes = 0;

  const begin = () => {
    open = newBlock(names);
    numberOf = numbering(open.values, shared);
    [size, bytes] = [0, 0];
  };

  return (row) => {
    const given = row as Record<string, unknown>;
    const room = roomFor(given, kinds);
    if (room === undefined) return row;
    if (size === rowsInBlock || bytes + room > bytesInBlock) begin();
    const at = size;
    let end = bytes;
    names.number.forEach((name, index, { length }) => {
      open.numbers[at * length + index] = (given[name] as number | undefined) ?? Number.NaN;
    });
    const sharedAt = at * sharedWidth(names);
    names.shared.forEach((name, index) => {
      open.shared[sharedAt + index] = numberOf(given[name], index);
    });
    names.text.forEach((name, index, { length }) => {
      const text = given[name] as string | undefined;
      const cut = headLength(text);
      const column = names.shared.length + index;
      open.shared[sharedAt + column] = numberOf(text?.slice(0, cut), column);
      if (text !== undefined) end += open.tails.write(text.slice(cut), end, 'latin1');
      open.ends[at * length + index + 1] = end;
    });
    [size, bytes] = [at + 1, end];
    return new PackedRow(open, at) as unknown as Row;
  };
}

const headLength = (text = ''): number => Math.max(0, text.length - tailLength);
const sharedWidth = ({ shared, text }: Names): number => shared.length + text.length;

/** Gives equal values of one block the same number. `column`: where the value often is what it was the time before. */
function numbering(values: unknown[], shared: Sharing['shared']): (value: unknown, column: number) => number {
  const numbers = new Map<unknown, number>();
  const last: number[] = [];
  const add = (value: unknown): number => {
    const kept = shared(value);
    const number = numbers.get(kept) ?? values.push(kept) - 1;
    numbers.set(kept, number);
    return number;
  };
  return (value, column) => {
    const before = last[column];
    if (before !== undefined && isSame(values[before], value)) return before;
    const number = numbers.get(value) ?? add(value);
    last[column] = number;
    return number;
  };
}

/** Bytes that the row's texts need; undefined: it cannot be packed. */
function roomFor(row: Record<string, unknown>, kinds: ReadonlyMap<string, MemberKind>): number | undefined {
  let room = 0;
  for (const name in row) {
    const value = row[name];
    const kind = kinds.get(name);
    if (kind === undefined) return undefined;
    if (value === undefined || kind === 'shared') continue;
    if (kind === 'number') {
      if (typeof value !== 'number' || Number.isNaN(value)) return undefined;
    } else {
      // Only of ASCII each character is a byte.
      if (typeof value !== 'string' || Buffer.byteLength(value) !== value.length) return undefined;
      room += Math.min(value.length, tailLength);
    }
  }
  return room;
}

type Names = Readonly<Record<MemberKind, readonly string[]>>;

const newBlock = (names: Names): Block => ({
  numbers: new Float64Array(rowsInBlock * names.number.length),
  shared: new Uint16Array(rowsInBlock * sharedWidth(names)),
  values: [],
  tails: Buffer.allocUnsafeSlow(bytesInBlock),
  ends: new Uint16Array(rowsInBlock * names.text.length + 1),
});

function packedRowOf(inOrder: readonly string[], names: Names) {
  const width = sharedWidth(names);

  class PackedRow implements Unpackable {
    readonly [block]: Block;
    readonly [place]: number;

    constructor(of: Block, at: number) {
      this[block] = of;
      this[place] = at;
    }

    [plain](): object {
      const members = this as unknown as Record<string, unknown>;
      return Object.fromEntries(
        inOrder.flatMap((name) => (members[name] === undefined ? [] : [[name, members[name]]])),
      );
    }

    toJSON(): object {
      return this[plain]();
    }
  }
  const reads = (name: string, get: (this: PackedRow) => unknown) =>
    Object.defineProperty(PackedRow.prototype, name, { get, enumerable: true });
  names.number.forEach((name, index, { length }) => {
    reads(name, function () {
      const number = this[block].numbers[this[place] * length + index] as number;
      return Number.isNaN(number) ? undefined : number;
    });
  });
  names.shared.forEach((name, index) => {
    reads(name, function () {
      return this[block].values[this[block].shared[this[place] * width + index] as number];
    });
  });
  names.text.forEach((name, index, { length }) => {
    reads(name, function () {
      const { values, shared, tails, ends } = this[block];
      const head = values[shared[this[place] * width + names.shared.length + index] as number] as string | undefined;
      if (head === undefined) return undefined;
      const at = this[place] * length + index;
      return head + tails.toString('latin1', ends[at] as number, ends[at + 1] as number);
    });
  });
  return PackedRow;
}
