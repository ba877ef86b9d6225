// Random words as text. An estate has some hundred thousand ids: each is written digit by digit into bytes, because
// concatenated strings take ten times as long to create and to compare.

/**
 * The shared output buffer: every text is read from it before the next one is written. A buffer for each text would
 * cost more than its digits.
 */
const buffer = Buffer.alloc(128);
const dash = '-'.charCodeAt(0);

const digits = (text: string) => Uint8Array.from(text, (digit) => digit.charCodeAt(0));
const lower = digits('0123456789abcdef');
const upper = digits('0123456789ABCDEF');

/** A source of random 32-bit words. */
export interface WordSource {
  word(): number;
}

/** Writes the lower half of a word as four digits. */
function putHalf(at: number, half: number, set: Uint8Array): void {
  buffer[at] = set[(half >>> 12) & 15] as number;
  buffer[at + 1] = set[(half >>> 8) & 15] as number;
  buffer[at + 2] = set[(half >>> 4) & 15] as number;
  buffer[at + 3] = set[half & 15] as number;
}

/** Up to 128 digits. */
export function hexOf(words: WordSource, length: number): string {
  for (let at = 0; at < length; at += 8) {
    const drawn = words.word();
    putHalf(at, drawn >>> 16, lower);
    putHalf(at + 4, drawn, lower);
  }
  return buffer.toString('latin1', 0, length);
}

/** A UUID with the version digit 4. */
function putUuid(words: WordSource, set: Uint8Array): string {
  const [a, b, c, d] = [words.word(), words.word(), words.word(), words.word()];
  putHalf(0, a >>> 16, set);
  putHalf(4, a, set);
  putHalf(9, b >>> 16, set);
  putHalf(14, (b & 0x0fff) | 0x4000, set);
  putHalf(19, ((c >>> 16) & 0x0fff) | 0xa000, set);
  putHalf(24, c, set);
  putHalf(28, d >>> 16, set);
  putHalf(32, d, set);
  for (const at of [8, 13, 18, 23]) buffer[at] = dash;
  return buffer.toString('latin1', 0, 36);
}

export const uuidOf = (words: WordSource) => putUuid(words, lower);
export const upperUuidOf = (words: WordSource) => putUuid(words, upper);
