import { expect, test } from 'vitest';
import { createCutApart } from '../../src/lib/text/cut-apart.ts';
import { displayWidth } from '../../src/lib/text/text.ts';
import { seededRandom } from '../support/matrix.ts';

test.each([
  ['names that fit', ['a', 'ab'], 5, { a: 'a', ab: 'ab' }],
  [
    'names that differ at their start',
    ['orders-database', 'shop-database-1'],
    8,
    { 'orders-database': 'orders-…', 'shop-database-1': 'shop-da…' },
  ],
  ['one name', ['production-database-1'], 12, { 'production-database-1': 'production-…' }],
  [
    'names of wide characters',
    ['本番データベース一', '本番データベース二'],
    9,
    { 本番データベース一: '本番…ス一', 本番データベース二: '本番…ス二' },
  ],
  [
    'names that differ at their end',
    ['production-database-1', 'production-database-2'],
    12,
    { 'production-database-1': 'produc…ase-1', 'production-database-2': 'produc…ase-2' },
  ],
  [
    'names that differ in their middle',
    ['production-orders-database-of-eu', 'production-shop-database-of-eu'],
    12,
    { 'production-orders-database-of-eu': 'pro…on-orde…', 'production-shop-database-of-eu': 'pro…on-shop…' },
  ],
  [
    'ARNs that differ in their middle',
    ['arn:aws:iam::1:role/team-a/Backup', 'arn:aws:iam::1:role/team-b/Backup'],
    16,
    {
      'arn:aws:iam::1:role/team-a/Backup': '…e/team-a/Backup',
      'arn:aws:iam::1:role/team-b/Backup': '…e/team-b/Backup',
    },
  ],
])('cuts %s', (_, texts, width, shown) => {
  const cut = createCutApart(texts, width);
  expect(Object.fromEntries(texts.map((text) => [text, cut(text)]))).toEqual(shown);
});

test('names that differ in one place of many look different, and none is too wide', () => {
  const random = seededRandom(3);
  for (let round = 0; round < 300; round += 1) {
    const whole = Array.from(
      { length: 30 + Math.floor(random() * 40) },
      () => 'abcdefghij-'[Math.floor(random() * 11)],
    );
    const at = Math.floor(random() * whole.length);
    const texts = ['1', '2', '3'].map((digit) => whole.with(at, digit).join(''));
    const width = 8 + Math.floor(random() * 20);
    const cells = texts.map(createCutApart(texts, width));
    expect(new Set(cells).size, `${texts.join(' ')} in ${width}: ${cells.join(' ')}`).toBe(3);
    for (const cell of cells) expect(displayWidth(cell)).toBeLessThanOrEqual(width);
  }
});

test('names that differ in two places, and more of them than anybody compares, look different too', () => {
  const texts = Array.from({ length: 3_000 }, (_, index) => {
    const [one, other] = [Math.floor(index / 60), index % 60];
    return `production-database-${one}-of-the-shop-${other}-in-eu-west-1-of-acme`;
  });
  for (const some of [texts.slice(0, 900), texts]) {
    const cut = createCutApart(some, 12);
    expect(new Set(some.map(cut)).size).toBe(some.length);
    expect(some.every((text) => displayWidth(cut(text)) <= 12)).toBe(true);
  }
});

test('a text that is added later is told apart from those before it', () => {
  const texts = ['production-database-1'];
  const cut = createCutApart(texts, 12);
  expect(cut('production-database-1')).toBe('production-…');
  texts.push('production-database-2');
  expect(texts.map(cut)).toEqual(['produc…ase-1', 'produc…ase-2']);
});
