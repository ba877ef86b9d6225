// Access keys of assumed roles contain their account, as AWS's own do: the credentials alone identify the caller's
// account.

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Five bits each: enough for twelve decimal digits. */
const accountLength = 8;
const temporary = 'ASIA';

export function accessKeyFor(account: string, salt: string): string {
  let rest = Number(account);
  let text = '';
  for (let index = 0; index < accountLength; index += 1) {
    text = (alphabet[rest % 32] ?? '') + text;
    rest = Math.floor(rest / 32);
  }
  return `${temporary}${text}${salt.toUpperCase()}`;
}

/** Undefined for a key that no assumed role received. The account of another key may not exist. */
export function accountInKey(accessKeyId: string): string | undefined {
  if (!/^ASIA[A-Z2-7]{8}[0-9A-F]{8}$/.test(accessKeyId)) return undefined;
  const text = accessKeyId.slice(temporary.length, temporary.length + accountLength);
  const number = [...text].reduce((sum, letter) => sum * 32 + alphabet.indexOf(letter), 0);
  return String(number).padStart(12, '0');
}
