// Names are standard terms, and one name has one meaning.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { expect, test } from 'vitest';
import { identifiersOf, wordsOf } from './support/identifiers.ts';

const root = resolve(import.meta.dirname, '..');
const folders = ['src', 'components', 'config'];

/** Home-made words, each with the standard terms to write instead. */
const homeMade: Readonly<Record<string, readonly string[]>> = {
  'request, options, effect': ['wish', 'wishes', 'wished', 'wishing'],
  'event, action': ['deed', 'deeds'],
  'announcement, announce': ['aloud'],
  'evaluation, evaluate': ['reckon', 'reckons', 'reckoned', 'reckoning'],
  'fault, outcome': ['befall', 'befalls', 'befallen', 'befell', 'mishap', 'mishaps'],
  'probability, outcome': ['luck', 'lucky', 'unlucky', 'fate', 'fates', 'fated'],
  'creation, initial': ['birth', 'births', 'bear', 'bears'],
  'notified, or the name of the event': ['told', 'tell', 'tells', 'telling', 'heard', 'hear', 'hears', 'hearing'],
};
const homeMadePhrases = ['goingon', 'goeson'];
const plainTerms = new Map(Object.entries(homeMade).flatMap(([terms, words]) => words.map((word) => [word, terms])));

function flawOf(identifier: string): string | undefined {
  const words = wordsOf(identifier);
  const phrase = homeMadePhrases.find((one) => words.some((_, at) => words.slice(at, at + 2).join('') === one));
  if (phrase !== undefined) return `${identifier}: write running`;
  const word = words.find((one) => plainTerms.has(one));
  return word === undefined ? undefined : `${identifier}: write ${plainTerms.get(word)}`;
}

const sourcesIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name).split(sep).join('/'));
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

test.each(folders)('%s has no home-made words in its identifiers', (folder) => {
  const flaws = sourcesIn(folder).flatMap((file) =>
    [...new Set(identifiersOf(textOf(file)))].flatMap((identifier) => {
      const flaw = flawOf(identifier);
      return flaw === undefined ? [] : [`${file}: ${flaw}`];
    }),
  );
  expect(flaws).toEqual([]);
});

const exportedTypes = (file: string) =>
  [...textOf(file).matchAll(/^export (?:declare )?(?:abstract )?(?:type|interface|class|enum) (\w+)/gm)].map(
    ([, name = '']) => ({ name, file }),
  );

test('no two files export a type of the same name', () => {
  const byName = Map.groupBy(folders.flatMap(sourcesIn).flatMap(exportedTypes), ({ name }) => name);
  const shared = [...byName].filter(([, types]) => types.length > 1);
  expect(shared.map(([name, types]) => `${name}: ${types.map(({ file }) => file).join(', ')}`)).toEqual([]);
});

/** An object literal spread into another: its members can be written there themselves. */
const literalSpread = /\.\.\.\s*\{/;

test('no object literal is spread where its members can stand', () => {
  const spreads = [...folders, 'test'].flatMap(sourcesIn).flatMap((file) =>
    textOf(file)
      .split('\n')
      .flatMap((line, index) => (literalSpread.test(line) ? [`${file}:${index + 1}`] : [])),
  );
  expect(spreads).toEqual([]);
});

test.each([
  ['{ §{ kind, id }, state }', true],
  ['<Menu {§{ title }} />', true],
  ['{ §(isOver ? { endedAt } : {}), §row }', false],
])('a spread literal is found in %s: %s', (code, isFound) => {
  expect(literalSpread.test(code.replaceAll('§', '...'))).toBe(isFound);
});

test('identifiers are read without comments and texts, and with the expressions of templates', () => {
  const source = [
    '// deed',
    "const first = 'fate it\\'s luck'; /* told */",
    'const second = `wish §{first ? `heard §{third({ fourth: 1 })} luck` : fifth} fate`;',
    'const sixth = first.split(/deed[/"\']/g).length / seventh;',
  ]
    .join('\n')
    .replaceAll('§', '$');
  expect(identifiersOf(source)).toEqual([
    'const',
    'first',
    'const',
    'second',
    'first',
    'third',
    'fourth',
    'fifth',
    'const',
    'sixth',
    'first',
    'split',
    'length',
    'seventh',
  ]);
});

test.each([
  ['isUnlucky', true],
  ['BackupFate', true],
  ['toldUntil', true],
  ['AWSDeeds', true],
  ['jobsGoingOn', true],
  ['getToldentry', false],
  ['fateful', false],
  ['stolen', false],
  ['wishbone', false],
])('the list of words knows %s: %s', (identifier, isHomeMade) => {
  expect(flawOf(identifier) !== undefined).toBe(isHomeMade);
});
