// Names are standard terms, one name has one meaning, and sentences have no home-made phrases.
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

/** Phrases that stood on screen, each with what is written instead. */
const idioms: readonly (readonly [idiom: RegExp, write: string])[] = [
  [/\b(does|did) it\b|\bcomes of it\b|\bcarr(y|ied) (it )?out\b/, 'confirms, effects, execute'],
  [/\bmade anew\b|\bnew one begins\b|\bbegins? a new one\b/, 'is created, was created'],
  [/\bpaid for\b/, 'billed'],
  [/\bgone for good\b|\bfor ever\b/, 'cannot be recovered, forever'],
  [/\bAWS's own (key|policy)\b/, 'AWS owned key, AWS managed key, AWS managed policy'],
  [/\bby hand\b/, 'on demand, manually'],
  [/\b(lies|lie) (in|on|there)\b|\bthat (are|is) there\b/, 'is in, existing'],
  [/\bwhoever\b|\bnobody is\b|\bwhat (it|they) (hold|holds|held)\b/, 'identities with the permission, current data'],
  [/\bis yet to come\b|\bnever came\b/, 'is in the future, not started'],
  [/\btells? (more|all)\b|\bset aside\b|\bis no (store|extract)\b/, 'shows details, renamed, is not a store'],
  [/\bwhen not said\b|\bnothing can arrive\b|\bas often as usual\b/, 'default, no notification is delivered'],
];

/** The texts in the code of one line. */
const literal = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`/g;

const idiomsIn = (line: string): string[] =>
  /^\s*(\/\/|\/?\*)/.test(line)
    ? []
    : (line.match(literal) ?? []).flatMap((text) =>
        idioms.flatMap(([idiom, write]) => (idiom.test(text) ? [`${text}: write ${write}`] : [])),
      );

test.each([
  'components',
  'src/app',
  'src/domain',
  'src/engine',
  'src/journal',
  'src/runtime',
  'src/settings',
  'src/store',
])('%s has sentences of plain technical English', (folder) => {
  const found = sourcesIn(folder).flatMap((file) =>
    textOf(file)
      .split('\n')
      .flatMap((line) => idiomsIn(line).map((flaw) => `${file}: ${flaw}`)),
  );
  expect(found).toEqual([]);
});

test.each([
  ["const text = 'y does it, n does not';", 1],
  ['const text = `§{name} is made anew and paid for`;', 2],
  ["// 'y does it'", 0],
  ["const text = 'y confirms, n goes back';", 0],
])('home-made phrases in %s: %d', (line, count) => {
  expect(idiomsIn(line.replaceAll('§', '$'))).toHaveLength(count);
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
