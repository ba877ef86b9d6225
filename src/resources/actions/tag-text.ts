// Tags as one line of text, and back: env=prod, team=db. Keys and values that need it are quoted, so that every tag is
// unchanged when parsed: "a=b"="c, d".
import { isHarmless } from '../../lib/text/text.ts';

export type Tags = Readonly<Record<string, string>>;

/** A key, an operator, and a value. */
export interface Pair {
  readonly key: string;
  readonly operator: string;
  readonly value: string;
}

export interface PairsRead {
  readonly pairs: readonly Pair[];
  /** The first part that is not a pair. */
  readonly wrong?: string;
}

const quoted = String.raw`"((?:[^"\\]|\\.)*)"`;

/** Parses `key operator value` between commas; the longest operators come first. */
export function createPairReader(operators: readonly string[]): (text: string) => PairsRead {
  const first = [...new Set(operators.map((operator) => operator.charAt(0)))].join('');
  const pair = new RegExp(
    String.raw`\s*(?:${quoted}|([^\s",${first}][^,${first}]*))\s*(${operators.join('|')})` +
      String.raw`\s*(?:${quoted}\s*|([^\s",][^,]*|))(?:,|$)`,
    'ysu',
  );
  const blank = /[\s,]*/y;
  return (text) => {
    const pairs: Pair[] = [];
    let at = skip(blank, text, 0);
    while (at < text.length) {
      pair.lastIndex = at;
      const [whole, quotedKey, unquotedKey = '', operator = '', quotedValue, unquotedValue = ''] =
        pair.exec(text) ?? [];
      if (whole === undefined) return { pairs, wrong: text.slice(at).split(',')[0]?.trim() ?? '' };
      pairs.push({ key: textOf(quotedKey, unquotedKey), operator, value: textOf(quotedValue, unquotedValue) });
      at = skip(blank, text, at + whole.length);
    }
    return { pairs };
  };
}

function skip(blank: RegExp, text: string, at: number): number {
  blank.lastIndex = at;
  return at + (blank.exec(text)?.[0].length ?? 0);
}

const textOf = (quotedText: string | undefined, unquoted: string): string =>
  quotedText === undefined
    ? unquoted.trim()
    : quotedText.replace(/\\(?:u([0-9a-f]{4})|(.))/gisu, (_, hex: string | undefined, char: string) =>
        hex === undefined ? char : String.fromCharCode(Number.parseInt(hex, 16)),
      );

const readTags = createPairReader(['=']);

export const parseTags = (text: string): Tags =>
  Object.fromEntries(readTags(text).pairs.map(({ key, value }) => [key, value]));

export const formatTags = (tags: Tags): string =>
  formatPairs(Object.entries(tags).map(([key, value]) => ({ key, operator: '=', value })));

/** The text that a reader of these operators parses to the same pairs. */
export const formatPairs = (pairs: readonly Pair[]): string =>
  pairs
    .map(({ key, operator, value }) => {
      const name = isPlainKey(key) && (operator === '=' || !/[!~]/.test(key)) ? key : quote(key);
      return `${name}${operator}${isPlain(value) ? value : quote(value)}`;
    })
    .join(', ');

const isPlain = (text: string): boolean => !/^[\s"]|,|\s$/u.test(text) && isHarmless(text);
const isPlainKey = (text: string): boolean => text !== '' && !text.includes('=') && isPlain(text);

/** Characters that cannot be seen or typed are written as codes. */
const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replace(/[^\x20-\x7e]/gu, visible)}"`;

const visible = (char: string): string =>
  isHarmless(char) ? char : char.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const [mostTags, longestKey, longestValue] = [50, 128, 256];

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
export function checkTags(text: string): string | undefined {
  const { pairs, wrong } = readTags(text);
  if (wrong !== undefined) return `Enter a tag as key=value, not "${wrong}".`;
  if (pairs.length > mostTags) return `A resource has at most ${mostTags} tags.`;
  const keys = pairs.map(({ key }) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) < index);
  if (twice !== undefined) return `The key ${twice} is entered twice.`;
  return pairs.map(checkTag).find(Boolean);
}

function checkTag({ key, value }: Pair): string | undefined {
  if (key === '') return 'A key is empty.';
  if (/^aws:/i.test(key)) return `The key ${key} is reserved for AWS.`;
  if ([...key].length > longestKey) return `A key has at most ${longestKey} characters; ${key} has more.`;
  return [...value].length > longestValue ? `The value of ${key} has more than ${longestValue} characters.` : undefined;
}
