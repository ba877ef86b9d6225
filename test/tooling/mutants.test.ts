// How `npm run mutants` changes a source, and the changes that have a name.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { piecesOf, withProbes } from '../mutants/coverage/probes.ts';
import { doubtfulTests } from '../mutants/judge-mutant.ts';
import { mutantsOf } from '../mutants/mutants-of.ts';
import { namedChange } from '../mutants/named/named-change.ts';
import { namedMutants } from '../mutants/named/named-mutants.ts';
import { runOptions } from '../mutants/run-options.ts';
import { changed } from '../mutants/source-plugins.ts';

test.each(namedMutants)('$name: its text stands once in its source, and its tests are there', (mutant) => {
  const source = readFileSync(mutant.file, 'utf8');
  expect(changed(source, namedChange(mutant, source))).not.toBe(source);
  expect(mutant.tests.filter((path) => !existsSync(path))).toEqual([]);
});

/** The sources that the mutants of one make, by operator. */
function changesOf(source: string): Readonly<Record<string, readonly string[]>> {
  const groups = Map.groupBy(mutantsOf('a.ts', source), ({ operator }) => operator);
  return Object.fromEntries([...groups].map(([name, group]) => [name, group.map((one) => changed(source, one))]));
}

test.each<[string, Readonly<Record<string, readonly string[]>>]>([
  ['if (a) b();', { 'negate condition': ['if (!(a)) b();'], 'remove call': ['if (a) {}'] }],
  ['await a(b);', { 'remove call': ['{}'] }],
  ['x(a < b);', { 'swap comparison': ['x(((a) <= (b)));'], 'remove call': ['{}'] }],
  ['y = a && b;', { 'swap && and ||': ['y = ((a) || (b));'] }],
  ['y = a + b;', { 'swap arithmetic': ['y = ((a) - (b));'] }],
  ["y = a + 'm';", { 'replace text': ["y = a + '';"] }],
  ['y += 1;', { 'swap step': ['y -= 1;'], 'shift number': ['y += (1 + 1);', 'y += (1 - 1);'] }],
  ['y = [a, b];', { 'drop element': ['y = [ b];', 'y = [a];'] }],
  ['y = { a, b: c };', { 'drop element': ['y = {  b: c };', 'y = { a };'] }],
  ['y = true;', { 'swap boolean': ['y = false;'] }],
  [
    'function f() { a = b; return a; }',
    { 'return early': ['function f() { return undefined as never; a = b; return a; }'] },
  ],
  ['function f() { a = b; c = d; }', { 'return early': ['function f() { return; a = b; c = d; }'] }],
  // Types, names of members and names of modules run nothing.
  ["type A = 'b' | 1; import { c } from 'd'; y = { 'e': f }.e;", { 'drop element': expect.anything() }],
])('%s', (source, changes) => {
  expect(changesOf(source)).toEqual(changes);
});

test('a mutant keeps its id when its file grows elsewhere', () => {
  const idsOf = (source: string) => mutantsOf('a.ts', source).map(({ id }) => id);
  const [id] = idsOf('y = true;');
  expect(idsOf('const z = x;\ny = true;')).toEqual([id]);
  expect(new Set(idsOf('y = true;\ny = true;')).size).toBe(2);
});

test('each piece of a function notes that it has run, and the others do not', () => {
  const source =
    'const f = (a: number) => { if (a > 1) return a > 2 ? "x" : "y"; for (const b of [a]) g(b); return (() => 1)(); }; f(3);';
  const ran: number[] = [];
  const script = `${withProbes('a.ts', source).replace(': number', '')}`;
  new Function('g', 'globalThis', script)(() => {}, { createProbes: () => ran });
  const texts = piecesOf('a.ts', source).map(({ start, end }) => source.slice(start, end));
  expect(texts.filter((_, index) => ran[index] === 1)).toEqual([
    'if (a > 1) return a > 2 ? "x" : "y";',
    'return a > 2 ? "x" : "y";',
    '"x"',
  ]);
});

const run = { testFiles: 1, cpuMs: 1, isOverLimit: false };
const failedAfter = (ms: number) => ({ ...run, failure: { test: 'b.test.ts', name: '', message: '', ms } });

test.each([
  ['nothing where all pass', run, []],
  ['nothing where a test fails soon', failedAfter(44_999), []],
  ['the test that fails after a long wait', failedAfter(45_000), ['b.test.ts']],
  ['nothing where the processor was used up, however busy the machine is', { ...run, isOverLimit: true }, []],
  ['all tests where the runner ended without a report', undefined, ['a.test.ts', 'b.test.ts']],
])('the busy machine may be the reason of %s', (_, report, tests) => {
  const known = ['a.test.ts', 'b.test.ts'].map((name) => ({ test: name, cpuMs: 1 }));
  expect(doubtfulTests(report, known).map((one) => one.test)).toEqual(tests);
});

test.each<[string[], string]>([
  [['--count', '0'], '--count takes a whole number from 1, not "0".'],
  [['--resume', '--named'], '--resume and --named exclude each other.'],
])('%j is refused', (words, message) => {
  expect(() => runOptions(words)).toThrow(message);
});
