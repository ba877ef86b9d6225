// Texts that a command line, a shell or an object used as a map could misinterpret.
import { seededRandom } from './matrix.ts';

const whole = [
  '',
  ' ',
  '-',
  '--',
  '--endpoint-url=http://127.0.0.1:9',
  '--region',
  '-1',
  '--debug',
  '-h',
  '--no-sign-request',
  'file:///etc/passwd',
  'fileb:///etc/passwd',
  'file://',
  'http://127.0.0.1:9/',
  'https://127.0.0.1:9/',
  '@a',
  '[',
  ']',
  '[]',
  '["a"]',
  ' [1]',
  '{',
  '{}',
  '{"a":"b"}',
  '{"a"',
  'a=b,c=d',
  'Key=a,Value=b',
  'a=[b,c]',
  'a@=b',
  ...['0', '1e3', '007', 'true', 'false', 'null', 'None', '0x1f', '1.50', '=ls', '~', '*', '?', '#', '!', '!!', '%s'],
  ...[
    "'",
    "''",
    '"',
    '`id`',
    '$(id)',
    '$HOME',
    '$x{y}',
    'a;b',
    'a&b',
    'a|b',
    'a>b',
    '<a',
    "it's",
    `'"'"'`,
    'a\\',
    '\\n',
  ],
  ...['a b', ' a', 'a ', '\ta', 'a\nb', '\n', 'a\r', '\x1b[2J', '\x1b[201~id\n', '\x07', '\x7f', '\x9b', 'a\u202eb'],
  'ä',
  'é',
  '日本',
  '🙂',
  '👩‍👩‍👧',
  '\u2028',
  '\u200b',
  'aws:a',
  '\\',
  'FILE://x',
  ',',
  ',,',
  'a,',
  '=',
  'a=',
  '=b',
  'constructor',
  'toString',
  '__proto__',
  'hasOwnProperty',
  'variable',
  'fromAnswer',
  'length',
  'valueOf',
];

const parts = [...'-=,:/.+@_ ab1[]{}"\'\\$`(', '--', '://', 'aws:'];

/** Infinite, equal for equal seeds: first a list of known texts, then mixtures of their parts. */
export function hostileTexts(seed: number): () => string {
  const random = seededRandom(seed);
  const one = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  return () => {
    if (random() < 0.5) return one(whole);
    const length = 1 + Math.floor(random() * 6);
    return Array.from({ length }, () => one(random() < 0.2 ? whole : parts)).join('');
  };
}
