// The name is not registered with npm: whoever registers it would be run by a line that installs it from there. Once the
// project has published its package, this test goes.
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const pages = ['README.md', ...globSync('{src/docs,config/packaging,.github}/**/*.{md,yml,sh,ts}', { cwd: root })];

/** `npm install ./vaultop-0.2.0.tgz` and a URL name a file; `vaultop` and `vaultop@latest` ask the registry. */
const fromRegistry =
  /\b(?:npx|bunx|pnpx|(?:npm|pnpm|yarn|bun)\s+(?:install|i|add|x|exec|dlx|create|global\s+add))\b[^\n|&;]*?(?<=\s)vaultop(?:@[\w.^~-]+)?(?![\w./@:-]|\.tgz)/g;

test.each([
  'npx vaultop',
  'npx --yes vaultop@latest',
  'npm install -g vaultop',
  'npm i vaultop && vaultop',
  'pnpm dlx vaultop',
])('a line such as "%s" is found', (line) => {
  expect(line.match(fromRegistry)).toHaveLength(1);
});

test.each([
  'npm install -g ./vaultop-0.2.0.tgz',
  'npm install -g https://github.com/vaultop/vaultop/releases/download/v0.2.0/vaultop-0.2.0.tgz',
  'npm run -s vaultop -- --once',
])('"%s" is fine', (line) => {
  expect(line.match(fromRegistry)).toBeNull();
});

test('no page installs from the registry what may be of somebody else', () => {
  expect(pages).toEqual(
    expect.arrayContaining(['README.md', 'src/docs/contributing.md', 'config/packaging/install.sh']),
  );
  const found = pages.flatMap((page) => readFileSync(join(root, page), 'utf8').match(fromRegistry) ?? []);
  expect(found).toEqual([]);
});
