// Where the values of a form stand: behind the longest label, with two cells between, but at most in the middle.
import { expect, test } from 'vitest';
import { labelWidth } from '../../src/app/forms/form-lines.ts';

test.each([
  [[], 80, 22],
  [['Vault'], 80, 22],
  [['x'.repeat(20)], 80, 22],
  [['x'.repeat(21)], 80, 23],
  [['x', 'x'.repeat(30), 'x'], 80, 32],
  [['x'.repeat(40)], 80, 42],
  [['x'.repeat(41)], 80, 42],
  [['Vault'], 30, 17],
  [['Vault'], 31, 17],
  [['日'.repeat(12)], 80, 26],
])('labels %j in %i columns', (labels, width, column) => {
  const lines = labels.map((label) => ({ focused: false, label, text: '', tone: 'plain' as const }));
  expect(labelWidth(lines, width)).toBe(column);
});
