// A map from texts of which there are many: row keys, ids, ARNs. The engine's own Map keeps each text that it was ever
// asked for in one table of the whole program (as of V8 13), and each clean-up of the heap walks through that table while
// keys wait: with 400,000 texts in it, for longer than a frame.

/** In order of arrival, with holes where an entry has gone. */
interface Table<Value> {
  readonly keys: (string | undefined)[];
  readonly values: (Value | undefined)[];
  readonly hashes: Int32Array;
  /** Where the entries are now, without the holes: for who is still on the way through this one. */
  closedUp?: { readonly table: Table<Value>; readonly holes: readonly number[] };
}

/** In the index: a slot that was never used, and one whose entry has gone. */
const free = -1;
const left = -2;
const fewestSlots = 16;
/** Of the slots, that are used at the most. */
const usable = 0.75;

/** Behaves as a Map does, also when it changes while somebody goes through it. */
export class TextMap<Value> implements ReadonlyMap<string, Value> {
  #table = newTable<Value>(fewestSlots);
  /** Places in the table, found by hash; its length is a power of two. */
  #index = new Int32Array(fewestSlots).fill(free);
  /** Slots that are used, and so the next place in the table. */
  #used = 0;
  #size = 0;

  constructor(entries: Iterable<readonly [string, Value]> = []) {
    for (const [key, value] of entries) this.set(key, value);
  }

  get size(): number {
    return this.#size;
  }

  get(key: string): Value | undefined {
    const slot = this.#slotOf(key, hashOf(key));
    return slot < 0 ? undefined : this.#table.values[this.#index[slot] as number];
  }

  has(key: string): boolean {
    return this.#slotOf(key, hashOf(key)) >= 0;
  }

  set(key: string, value: Value): this {
    const hash = hashOf(key);
    const slot = this.#slotOf(key, hash);
    if (slot >= 0) {
      this.#table.values[this.#index[slot] as number] = value;
      return this;
    }
    if (this.#used >= this.#index.length * usable) this.#makeRoom();
    const { keys, values, hashes } = this.#table;
    keys.push(key);
    values.push(value);
    hashes[this.#used] = hash;
    enter(this.#index, hash, this.#used);
    this.#used += 1;
    this.#size += 1;
    return this;
  }

  delete(key: string): boolean {
    const slot = this.#slotOf(key, hashOf(key));
    if (slot < 0) return false;
    const place = this.#index[slot] as number;
    this.#index[slot] = left;
    this.#table.keys[place] = undefined;
    this.#table.values[place] = undefined;
    this.#size -= 1;
    return true;
  }

  forEach(task: (value: Value, key: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const [key, value] of this) task(value, key, this);
  }

  *entries(): MapIterator<[string, Value]> {
    const at = new Cursor(this.#table);
    while (at.moves()) yield [at.key, at.value];
    return undefined;
  }

  *keys(): MapIterator<string> {
    const at = new Cursor(this.#table);
    while (at.moves()) yield at.key;
    return undefined;
  }

  *values(): MapIterator<Value> {
    const at = new Cursor(this.#table);
    while (at.moves()) yield at.value;
    return undefined;
  }

  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }

  /** -1: it is not there. */
  #slotOf(key: string, hash: number): number {
    const index = this.#index;
    const { keys, hashes } = this.#table;
    for (let slot = firstSlot(hash, index); ; slot = nextSlot(slot, index)) {
      const place = index[slot] as number;
      if (place === free) return -1;
      if (place !== left && hashes[place] === hash && keys[place] === key) return slot;
    }
  }

  #makeRoom(): void {
    let slots = fewestSlots;
    while (slots * usable < this.#size * 1.5) slots *= 2;
    const before = this.#table;
    const table = newTable<Value>(slots);
    const holes: number[] = [];
    this.#index = new Int32Array(slots).fill(free);
    for (let place = 0; place < this.#used; place += 1) {
      const key = before.keys[place];
      if (key === undefined) {
        holes.push(place);
        continue;
      }
      const hash = before.hashes[place] as number;
      table.hashes[table.keys.length] = hash;
      enter(this.#index, hash, table.keys.length);
      table.keys.push(key);
      table.values.push(before.values[place]);
    }
    before.closedUp = { table, holes };
    this.#table = table;
    this.#used = this.#size;
  }
}

const newTable = <Value>(slots: number): Table<Value> => ({
  keys: [],
  values: [],
  hashes: new Int32Array(Math.ceil(slots * usable)),
});

/** On the way through a table, and on to the one that came instead of it. */
class Cursor<Value> {
  #table: Table<Value>;
  #place = -1;

  constructor(table: Table<Value>) {
    this.#table = table;
  }

  get key(): string {
    return this.#table.keys[this.#place] as string;
  }

  get value(): Value {
    return this.#table.values[this.#place] as Value;
  }

  /** To the next entry; false: there is none. */
  moves(): boolean {
    for (let after = this.#table.closedUp; after; after = after.table.closedUp) {
      // Where it stood may itself be a hole by now: what comes next is what counts.
      this.#place -= countUpTo(after.holes, this.#place);
      this.#table = after.table;
    }
    const { keys } = this.#table;
    for (this.#place += 1; this.#place < keys.length; this.#place += 1) {
      if (keys[this.#place] !== undefined) return true;
    }
    return false;
  }
}

/** How many of them, in order, are not above `most`. */
function countUpTo(numbers: readonly number[], most: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] as number) <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Names and ids end in what is their own: of what stands before that, every fourth character is enough. */
const readWhole = 20;
const stride = 4;

function hashOf(text: string): number {
  const tail = Math.max(0, text.length - readWhole);
  let hash = text.length;
  for (let at = 0; at < tail; at += stride) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  for (let at = tail; at < text.length; at += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}

/** Texts that differ in their last character alone would stand side by side. */
const firstSlot = (hash: number, { length }: Int32Array): number => (Math.imul(hash, 0x9e3779b1) >>> 7) & (length - 1);
const nextSlot = (slot: number, { length }: Int32Array): number => (slot + 1) & (length - 1);

function enter(index: Int32Array, hash: number, place: number): void {
  let slot = firstSlot(hash, index);
  while (index[slot] !== free) slot = nextSlot(slot, index);
  index[slot] = place;
}
