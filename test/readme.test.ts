import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readmeKeys } from './support/readme-keys.ts';

const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');

test('the README tells the keys of the key table', () => {
  const between = /<!-- keys -->\n([\s\S]*?)\n?<!-- \/keys -->/.exec(readme)?.[1]?.trim();
  expect(between).toBe(readmeKeys().trim());
});
