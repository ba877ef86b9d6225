// Random words as text. An estate has some hundred thousand ids: each is written digit by digit into bytes, since texts put
// together from parts cost ten times as much to make, and again when they are compared.

/** Where each text is put together: it is read out before the next one begins. Bytes of its own for each cost more than its digits. */
const sheet = Buffer.alloc(128);
const dash = '-'.charCodeAt(0);

const digits = (text: string) => Uint8Array.from(text, (digit) => digit.charCodeAt(0));
const lower = digits('0123456789abcdef');
const upper = digits('0123456789ABCDEF');

/** Where random words of 32 bits come from. */
export interface Words {
  word(): number;
}

/** The lower half of a word: four digits. */
function putHalf(at: number, half: number, set: Uint8Array): void {
  sheet[at] = set[(half >>> 12) & 15] as number;
  sheet[at + 1] = set[(half >>> 8) & 15] as number;
  sheet[at + 2] = set[(half >>> 4) & 15] as number;
  sheet[at + 3] = set[half & 15] as number;
}

/** Up to 128 digits. */
export function hexOf(words: Words, length: number): string {
  for (let at = 0; at < length; at += 8) {
    const drawn = words.word();
    putHalf(at, drawn >>> 16, lower);
    putHalf(at + 4, drawn, lower);
  }
  return sheet.toString('latin1', 0, length);
}

/** Of version 4, as far as callers can see. */
function putUuid(words: Words, set: Uint8Array): string {
  const [a, b, c, d] = [words.word(), words.word(), words.word(), words.word()];
  putHalf(0, a >>> 16, set);
  putHalf(4, a, set);
  putHalf(9, b >>> 16, set);
  putHalf(14, (b & 0x0fff) | 0x4000, set);
  putHalf(19, ((c >>> 16) & 0x0fff) | 0xa000, set);
  putHalf(24, c, set);
  putHalf(28, d >>> 16, set);
  putHalf(32, d, set);
  for (const at of [8, 13, 18, 23]) sheet[at] = dash;
  return sheet.toString('latin1', 0, 36);
}

export const uuidOf = (words: Words) => putUuid(words, lower);
export const upperUuidOf = (words: Words) => putUuid(words, upper);
