// Exclusions are added to a file that a person wrote: nothing else of it changes.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../src/settings/read-config.ts';
import { saveExclusions, withExclusions } from '../../src/settings/write/save-exclusions.ts';

const arn = 'arn:aws:rds:eu-west-1:111122223333:db:scratch';
const exclusion = { name: arn, reason: 'rebuilt: from code, daily', until: '2027-01-01T00:00:00.000Z' };
const line = `- { name: ${arn}, reason: "rebuilt: from code, daily", until: 2027-01-01T00:00:00.000Z }`;

test.each([
  ['an empty file', '', `exclusions:\n  ${line}\n`],
  ['no exclusions', 'theme: dark # mine\n\n# last', `theme: dark # mine\n\n# last\nexclusions:\n  ${line}\n`],
  ['exclusions without any', 'exclusions: # soon\ntheme: dark\n', `exclusions: # soon\n  ${line}\ntheme: dark\n`],
  [
    'exclusions in lines',
    'exclusions:\n    - name: a   # first\n      reason: b\n    # of c\n    - {name: c, reason: d} # e\n\n# then\ntheme: dark\n',
    `exclusions:\n    - name: a   # first\n      reason: b\n    # of c\n    - {name: c, reason: d} # e\n    ${line}\n\n# then\ntheme: dark\n`,
  ],
  [
    'exclusions that are not indented, without the last line break',
    'exclusions:\n- name: a\n  reason: b',
    `exclusions:\n- name: a\n  reason: b\n${line}\n`,
  ],
  ['line breaks of Windows', 'theme: dark\r\n', `theme: dark\r\nexclusions:\r\n  ${line}\r\n`],
])('%s', (_, text, expected) => {
  expect(withExclusions(text, [exclusion])).toBe(expected);
  const { issues, config } = readConfig(expected);
  expect(issues).toEqual([]);
  expect(config.exclusions?.at(-1)).toEqual({ ...exclusion, until: Date.parse(exclusion.until) });
});

test.each([
  ['# top\nexclusions: [{name: a, reason: b}] # mine\ntheme: dark # here\n', 3, ['# top', '# mine', '# here']],
  ['exclusions: []\n', 2, []],
  ['{theme: dark}', 2, []],
  ['theme: dark\n...\n', 2, []],
])('%j is written anew, with its comments', (text, count, comments) => {
  const written = withExclusions(text, [exclusion, { name: 'x', reason: 'y' }]);
  expect(readConfig(written).issues).toEqual([]);
  expect(readConfig(written).config.exclusions).toHaveLength(count);
  for (const comment of comments) expect(written).toContain(comment);
});

test('a broken file stays as it is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vaultop-exclusions-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'config.yaml');
  await writeFile(path, 'exclusions:\n  - name: a\n');
  await expect(saveExclusions(path, [exclusion])).rejects.toThrow(/^Not saved: line \d+ of /);
  expect(await readFile(path, 'utf8')).toBe('exclusions:\n  - name: a\n');
  await writeFile(path, 'theme: dark\n');
  await saveExclusions(path, [exclusion]);
  expect(readConfig(await readFile(path, 'utf8')).config.exclusions).toHaveLength(1);
});
