import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const page = readFileSync(join(import.meta.dirname, '..', 'src/docs/config.md'), 'utf8');

test('the JSON Schema that the example of a config file names is the file that the command beside it writes', () => {
  const named = /yaml-language-server: \$schema=(\S+)/.exec(page)?.[1] ?? '';
  const [, written = ''] = /vaultop config schema > (\S+?)`/.exec(page) ?? [];
  const file = /`(~\/\.config\/vaultop\/\S+\.yaml)`/.exec(page)?.[1] ?? '';
  expect(join(dirname(file), named)).toBe(written);
});
