// Random words as text. An estate has some hundred thousand ids: each is written digit by digit into bytes, since texts put
// together from parts cost ten times as much to make, and again when they are compared.

type Word = () => number;

const [zero, ten] = ['0'.charCodeAt(0), 'a'.charCodeAt(0) - 10];
const digitOf = (nibble: number) => nibble + (nibble < 10 ? zero : ten);

/** The lower half of a word: four digits. */
function putHalf(text: Buffer, at: number, half: number): void {
  text[at] = digitOf((half >>> 12) & 15);
  text[at + 1] = digitOf((half >>> 8) & 15);
  text[at + 2] = digitOf((half >>> 4) & 15);
  text[at + 3] = digitOf(half & 15);
}

export function hexOf(word: Word, length: number): string {
  const text = Buffer.allocUnsafe(Math.ceil(length / 8) * 8);
  for (let at = 0; at < length; at += 8) {
    const drawn = word();
    putHalf(text, at, drawn >>> 16);
    putHalf(text, at + 4, drawn);
  }
  return text.toString('latin1', 0, length);
}

/** Of version 4, as far as callers can see. */
export function uuidOf(word: Word): string {
  const text = Buffer.allocUnsafe(36);
  const [a, b, c, d] = [word(), word(), word(), word()];
  putHalf(text, 0, a >>> 16);
  putHalf(text, 4, a);
  putHalf(text, 9, b >>> 16);
  putHalf(text, 14, (b & 0x0fff) | 0x4000);
  putHalf(text, 19, ((c >>> 16) & 0x0fff) | 0xa000);
  putHalf(text, 24, c);
  putHalf(text, 28, d >>> 16);
  putHalf(text, 32, d);
  for (const at of [8, 13, 18, 23]) text[at] = dash;
  return text.toString('latin1');
}

const dash = '-'.charCodeAt(0);
