import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');

test('the JSON Schema that the example of a config file names is the file that the command beside it writes', () => {
  const named = /yaml-language-server: \$schema=(\S+)/.exec(readme)?.[1] ?? '';
  const [, written = ''] = /vaultop config schema > (\S+?)`/.exec(readme) ?? [];
  const file = /`(~\/\.config\/vaultop\/\S+\.yaml)`/.exec(readme)?.[1] ?? '';
  expect(join(dirname(file), named)).toBe(written);
});
