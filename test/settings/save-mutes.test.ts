// Mutes are added to a file that a person wrote, and taken out again: nothing else of it changes.
import { expect, test } from 'vitest';
import { readConfig } from '../../src/settings/read-config.ts';
import { withEntries, withoutEntries } from '../../src/settings/write/list-entries.ts';
import { withoutMutes } from '../../src/settings/write/save-mutes.ts';

const mute = { name: 'scratch', kind: 'not-covered', until: '2027-01-01T00:00:00.000Z', reason: 'rebuilt', by: 'ana' };

test.each([
  ['nothing', ''],
  ['no mutes', 'theme: dark # mine\n\n# last\n'],
  [
    'mutes in lines',
    '# top\nmutes:\n  # of a\n  - name: a   # first\n    kind: issues\n  - {name: b} # second\n\ntheme: dark\n',
  ],
  ['mutes that are not indented', 'mutes:\n- name: a\n- name: b\ntheme: dark\n'],
  ['line breaks of Windows', 'mutes:\r\n  - name: a\r\ntheme: dark\r\n'],
])('%s: what is added can be taken out again, and the file is as it was', (_, text) => {
  const added = withEntries(text, 'mutes', [mute]);
  const { config, issues } = readConfig(added);
  expect(issues).toEqual([]);
  const own = config.mutes?.at(-1);
  expect(own).toEqual({ ...mute, until: Date.parse(mute.until) });
  expect(withoutMutes(added, config.mutes ?? [], own ? [own] : [])).toBe(text);
});

test('an entry goes with the comment beside it, and all others stay', () => {
  const text =
    '# top\nmutes:\n  # of a\n  - name: a # first\n    kind: issues\n  # of b\n  - {name: b} # second\n# end\n';
  expect(withoutEntries(text, 'mutes', new Set([0]))).toBe(
    '# top\nmutes:\n  # of a\n  # of b\n  - {name: b} # second\n# end\n',
  );
  expect(readConfig(withoutEntries(text, 'mutes', new Set([0, 1]))).issues).toEqual([]);
});

test('a list in one line is written anew, with its comments', () => {
  const text = '# top\nmutes: [{name: a}, {name: b}] # mine\ntheme: dark # here\n';
  const written = withoutEntries(text, 'mutes', new Set([0]));
  expect(readConfig(written).config.mutes).toEqual([{ name: 'b' }]);
  for (const comment of ['# top', '# mine', '# here']) expect(written).toContain(comment);
});

test('a mute that somebody else took out is not confused with another', () => {
  const text = 'mutes:\n  - name: a\n';
  const { config } = readConfig(text);
  expect(() => withoutMutes(text, config.mutes ?? [], [{ name: 'b' }])).toThrow(
    /config file no longer contains the mute/,
  );
});
