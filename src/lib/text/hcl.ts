// Blocks in HCL's native syntax: https://developer.hashicorp.com/terraform/language/syntax/configuration
import { type Bag, isBag } from '../bag.ts';
import { isHarmless } from './text.ts';

export interface HclOptions {
  /** Names of members that are maps; other objects are blocks. */
  readonly maps: ReadonlySet<string>;
  /** Members whose values are references to other blocks. */
  readonly references?: Readonly<Record<string, string>>;
  /** Of a nested block. */
  readonly indent?: string;
}

const step = '  ';

/** Arguments come first, then the nested blocks. */
export function hclBlock(heading: string, members: Bag, options: HclOptions): string {
  const { maps, references = {}, indent = '' } = options;
  const inner = indent + step;
  const entries = Object.entries(members);
  const isBlock = ([name, value]: readonly [string, unknown]) =>
    (isBag(value) && !maps.has(name)) || (Array.isArray(value) && value.some(isBag));
  const lines = [
    ...Object.entries(references).map(([name, reference]) => `${inner}${name} = ${reference}\n`),
    ...entries
      .filter((entry) => !isBlock(entry))
      .map(([name, value]) => `${inner}${name} = ${hclValue(value, inner)}\n`),
    ...entries
      .filter(isBlock)
      .flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).map(
          (one) => `\n${hclBlock(name, one as Bag, { maps, indent: inner })}`,
        ),
      ),
  ];
  return `${indent}${heading} {\n${lines.join('')}${indent}}\n`;
}

function hclValue(value: unknown, indent: string): string {
  if (Array.isArray(value)) return `[${value.map((one) => hclValue(one, indent)).join(', ')}]`;
  if (!isBag(value)) return typeof value === 'string' ? hclString(value) : JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([name, one]) => `${indent}${step}${hclString(name)} = ${hclValue(one, indent + step)}\n`,
  );
  return `{\n${entries.join('')}${indent}}`;
}

const hclEscapes: ReadonlyMap<string, string> = new Map([
  ['\\b', '\\u0008'],
  ['\\f', '\\u000c'],
]);

/**
 * `${` and `%{` begin templates, and are doubled to stand for themselves. Of JSON's escapes HCL lacks \b and \f:
 * https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function hclString(text: string): string {
  const quoted = JSON.stringify(text.toWellFormed())
    .replace(/\\./g, (pair) => hclEscapes.get(pair) ?? pair)
    .replace(/([$%])\{/g, '$1$1{');
  return isHarmless(quoted) ? quoted : quoted.replace(/[^\x20-\x7e]/gu, toEscape);
}

function toEscape(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}
