// A function over 100 lines does several things: each of them is a module that can be read and tested alone. More than four
// parameters are members of an object with names.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { expect, test } from 'vitest';
import { isFunction, isNode, parseSource, type SyntaxNode, walk } from '../mutants/syntax/syntax-node.ts';

const root = resolve(import.meta.dirname, '..', '..');
const mostLines = 100;
const mostParameters = 4;

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

/** `file name` → lines, of each function that is longer than `most`. */
function longFunctions(file: string, text: string, most: number): [name: string, lines: number][] {
  const found: [string, number][] = [];
  walk(parseSource(file, text), (node, parent) => {
    if (!isFunction(node)) return;
    const lines = text.slice(node.start, node.end).split('\n').length;
    if (lines > most) found.push([`${file} ${nameOf(node, parent)}`, lines]);
  });
  return found;
}

const long = new Map(files.flatMap((file) => longFunctions(file, readFileSync(join(root, file), 'utf8'), mostLines)));

test(`no function has more than ${mostLines} lines`, () => {
  expect([...long].filter(([name]) => !(name in exceptions))).toEqual([]);
});

test('each exception is needed', () => {
  expect(Object.keys(exceptions).filter((name) => !long.has(name))).toEqual([]);
});

test(`no function has more than ${mostParameters} parameters`, () => {
  const found = files.flatMap((file) => {
    const names: string[] = [];
    walk(parseSource(file, readFileSync(join(root, file), 'utf8')), (node, parent) => {
      const { params } = node as { readonly params?: readonly unknown[] };
      if (isFunction(node) && (params?.length ?? 0) > mostParameters) names.push(`${file} ${nameOf(node, parent)}`);
    });
    return names;
  });
  expect(found).toEqual([]);
});

test('functions of each form are measured with their names', () => {
  const text = 'function a() {\n\n}\nconst b = () => {\n\n};\nconst c = {\n  d() {\n\n  },\n};\nrun(() => {\n\n});';
  const names = ['a', 'b', 'd', 'without a name'];
  expect(longFunctions('x.ts', text, 2)).toEqual(names.map((name) => [`x.ts ${name}`, 3]));
  expect(longFunctions('x.ts', text, 3)).toEqual([]);
});
