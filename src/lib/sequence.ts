/** The reading part of an array's interface, for lists that are not arrays. */
export interface Sequence<Item> {
  readonly length: number;
  at(index: number): Item | undefined;
  slice(from: number, to: number): readonly Item[];
  [Symbol.iterator](): Iterator<Item>;
}
