import { expect, test } from 'vitest';
import { cutApart } from '../../src/lib/cut-apart.ts';
import { displayWidth } from '../../src/lib/text.ts';
import { seededRandom } from '../support/matrix.ts';

test.each([
  ['names that fit', ['a', 'ab'], 5, {}],
  ['names that differ at their start', ['orders-database', 'shop-database-1'], 8, {}],
  ['one name', ['production-database-1', 'production-database-1'], 12, {}],
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
  expect(Object.fromEntries(cutApart(texts, width))).toEqual(shown);
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
    const shown = cutApart(texts, width);
    const cells = texts.map((text) => shown.get(text) ?? `${text.slice(0, width - 1)}…`);
    expect(new Set(cells).size, `${texts.join(' ')} in ${width}: ${cells.join(' ')}`).toBe(3);
    for (const cell of cells) expect(displayWidth(cell)).toBeLessThanOrEqual(width);
  }
});
