// A function over 100 lines does several things: each of them is a module that can be read and tested alone. More than three
// parameters are members of an object with names.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { expect, test } from 'vitest';
import { isFunction, isNode, parseSource, type SyntaxNode, walk } from '../mutants/syntax/syntax-node.ts';

const root = resolve(import.meta.dirname, '..', '..');
const mostLines = 100;
const mostParameters = 3;

/** Longer functions that stay as they are: `file name`, and why. */
const exceptions: Readonly<Record<string, string>> = {};

const files = ['src', 'components', 'config'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules'))
    .map((name) => join(top, name).split(sep).join('/')),
);

/** The name of a function, or of the variable or member that it is the value of. */
function nameOf(node: SyntaxNode, parent?: SyntaxNode): string {
  const named = [node.id, parent?.id, parent?.key].find(isNode);
  return typeof named?.name === 'string' ? named.name : 'without a name';
}

interface Measured {
  /** `file name`. */
  readonly name: string;
  readonly lines: number;
  readonly parameters: number;
}

function measure(file: string, text: string): Measured[] {
  const found: Measured[] = [];
  walk(parseSource(file, text), (node, parent) => {
    if (!isFunction(node)) return;
    const { params = [] } = node as { readonly params?: readonly unknown[] };
    const lines = text.slice(node.start, node.end).split('\n').length;
    found.push({ name: `${file} ${nameOf(node, parent)}`, lines, parameters: params.length });
  });
  return found;
}

/** Name → lines. */
const longFunctions = (measured: readonly Measured[], most: number): [name: string, lines: number][] =>
  measured.flatMap(({ name, lines }) => (lines > most ? [[name, lines]] : []));

const functions = files.flatMap((file) => measure(file, readFileSync(join(root, file), 'utf8')));
const long = new Map(longFunctions(functions, mostLines));

test(`no function has more than ${mostLines} lines`, () => {
  expect([...long].filter(([name]) => !(name in exceptions))).toEqual([]);
});

test('each exception is needed', () => {
  expect(Object.keys(exceptions).filter((name) => !long.has(name))).toEqual([]);
});

test(`no function has more than ${mostParameters} parameters`, () => {
  expect(functions.filter(({ parameters }) => parameters > mostParameters)).toEqual([]);
});

test('functions of each form are measured with their names', () => {
  const text = 'function a() {\n\n}\nconst b = () => {\n\n};\nconst c = {\n  d() {\n\n  },\n};\nrun(() => {\n\n});';
  const names = ['a', 'b', 'd', 'without a name'];
  expect(longFunctions(measure('x.ts', text), 2)).toEqual(names.map((name) => [`x.ts ${name}`, 3]));
  expect(longFunctions(measure('x.ts', text), 3)).toEqual([]);
});

test('parameters are counted in functions of each form', () => {
  const text = 'function a(b, { c, d }) {}\nconst e = (f, g = 1, ...h) => f;\nconst i = { j() {} };';
  expect(measure('x.ts', text).map(({ parameters }) => parameters)).toEqual([2, 3, 0]);
});
