/** What can be read like an array, and need not be one. */
export interface Sequence<Item> {
  readonly length: number;
  at(index: number): Item | undefined;
  slice(from: number, to: number): readonly Item[];
  [Symbol.iterator](): Iterator<Item>;
}
