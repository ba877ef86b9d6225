/**
 * A set of row ids. The row ids of one response are close together: a bit for each takes far less memory than an entry
 * of a Set.
 */
const idsInBlock = 1_024;

export class IdSet {
  readonly #blocks = new Map<number, Uint32Array>();

  add(id: number): void {
    const number = Math.floor(id / idsInBlock);
    let block = this.#blocks.get(number);
    if (!block) {
      block = new Uint32Array(idsInBlock / 32);
      this.#blocks.set(number, block);
    }
    const bit = id % idsInBlock;
    block[bit >>> 5] = (block[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  has(id: number): boolean {
    const bit = id % idsInBlock;
    const word = this.#blocks.get(Math.floor(id / idsInBlock))?.[bit >>> 5] ?? 0;
    return (word & (1 << (bit & 31))) !== 0;
  }
}
