// Sorts many rows by numbers. Sorting numbers is several times as fast as calling a comparison function, which is
// called only for equal numbers.
import { endianness } from 'node:os';

const highWord = endianness() === 'LE' ? 1 : 0;
const largest = 0xffff_ffff;

export interface PackedSort {
  readonly length: number;
  /** An integer of 32 bits. A lower prefix means that the row comes first. */
  prefix(index: number): number;
  /** Compares rows with the same prefix. */
  compare(one: number, other: number): number;
}

/** The indexes in order. */
export function packedSort({ length, prefix, compare }: PackedSort): Uint32Array {
  const packed = new BigUint64Array(length);
  const words = new Uint32Array(packed.buffer);
  for (let index = 0; index < length; index += 1) {
    words[2 * index + highWord] = prefix(index);
    words[2 * index + 1 - highWord] = index;
  }
  packed.sort();
  const order = new Uint32Array(length);
  for (let place = 0; place < length; place += 1) order[place] = words[2 * place + 1 - highWord] as number;
  const prefixAt = (place: number) => words[2 * place + highWord];
  for (const [from, to] of runsOf(length, (one, other) => prefixAt(one) === prefixAt(other))) {
    order.subarray(from, to).sort(compare);
  }
  return order;
}

/** Yields the ranges of equal values. */
export function* runsOf(
  length: number,
  isSame: (one: number, other: number) => boolean,
): Generator<readonly [from: number, to: number]> {
  for (let from = 0; from < length; ) {
    let to = from + 1;
    while (to < length && isSame(from, to)) to += 1;
    if (to - from > 1) yield [from, to];
    from = to;
  }
}

/** The order of the values; NaN is last in both directions. Equal values keep their order. */
export function orderOfValues(values: Float64Array, isDescending: boolean): Uint32Array {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const scale = high > low ? (largest - 1) / (high - low) : 0;
  const valueAt = (index: number) => values[index] as number;
  const rising = (value: number) => Math.floor((value - low) * Math.min(scale, 1e300));
  return packedSort({
    length: values.length,
    prefix(index) {
      const value = valueAt(index);
      if (Number.isNaN(value)) return largest;
      return isDescending ? largest - 1 - rising(value) : rising(value);
    },
    compare(one, other) {
      const difference = isDescending ? valueAt(other) - valueAt(one) : valueAt(one) - valueAt(other);
      return difference || one - other;
    },
  });
}

/** The order of texts by code units; equal texts are ordered by `tie`. */
export function orderOfTexts(
  texts: readonly string[],
  tie = (one: number, other: number): number => one - other,
): Uint32Array {
  const shared = commonLength(texts);
  return packedSort({
    length: texts.length,
    prefix: (index) => prefixOf(texts[index] as string, shared),
    compare(one, other) {
      const [a, b] = [texts[one] as string, texts[other] as string];
      return a < b ? -1 : a > b ? 1 : tie(one, other);
    },
  });
}

/** The length of the common start of all texts, which does not affect their order. */
function commonLength(texts: readonly string[]): number {
  const [first = ''] = texts;
  let length = first.length;
  for (const text of texts) {
    if (text.startsWith(first.slice(0, length))) continue;
    let same = 0;
    while (same < length && text[same] === first[same]) same += 1;
    length = same;
  }
  return length;
}

const prefixLength = 4;
const highestByte = 255;

/** Four characters from `from` on, a byte each. Texts with a character beyond a byte are compared from there on. */
function prefixOf(text: string, from: number): number {
  let prefix = 0;
  let isOpen = true;
  for (let at = from; at < from + prefixLength; at += 1) {
    const byte: number = isOpen && at < text.length ? Math.min(text.charCodeAt(at) + 1, highestByte) : 0;
    isOpen &&= byte < highestByte;
    prefix = prefix * (highestByte + 1) + byte;
  }
  return prefix;
}
