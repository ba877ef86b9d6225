// Entries of a section that is a list, in a config file that a person wrote: lines are added or removed.
import { isDeepStrictEqual } from 'node:util';
import { isMap, isNode, isSeq, type YAMLSeq } from 'yaml';
import { type ConfigText, configOf, inOneLine, lineEnd, nodeEnd, pairOf, parse } from './config-text.ts';

export type ListSection = 'exclusions' | 'mutes';

type Written = Readonly<Partial<Record<ListSection, readonly unknown[] | null>>>;

/**
 * Adds lines. If the form of the file does not allow that, the YAML library rewrites the file: comments and order stay,
 * spaces may not.
 */
export function withEntries(text: string, section: ListSection, entries: readonly object[]): string {
  const document = parse(text);
  const config = (configOf(document) ?? {}) as Written;
  const wanted = { ...config, [section]: [...(config[section] ?? []), ...entries] };
  const isWanted = (written: string) => isDeepStrictEqual(configOf(parse(written)), wanted);
  const patched = addLines({ text, document }, section, entries);
  if (patched !== undefined && isWanted(patched)) return patched;
  const nodes = entries.map((entry) => document.createNode(entry, { flow: true }));
  if (config[section]) for (const node of nodes) document.addIn([section], node);
  else document.setIn([section], nodes);
  const written = document.toString({ lineWidth: 0 });
  if (isWanted(written)) return written;
  throw new Error(`Not saved: "${section}" in the config file has a form to which vaultop cannot add an entry.`);
}

/** undefined: the section is not written as a block, so no line can be added. */
function addLines(
  { text, document: { contents } }: ConfigText,
  section: ListSection,
  entries: readonly object[],
): string | undefined {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const whole = text === '' || text.endsWith('\n') ? text : `${text}${newline}`;
  const lines = (indent: string) => entries.map((one) => `${indent}- ${inOneLine(one)}${newline}`).join('');
  if (contents === null) return `${whole}${section}:${newline}${lines('  ')}`;
  if (!isMap(contents) || contents.flow) return undefined;
  const pair = pairOf(contents, section);
  if (!pair) return `${whole}${section}:${newline}${lines('  ')}`;
  const known = isSeq(pair.value) ? pair.value : undefined;
  if (known?.flow) return undefined;
  const at = lineEnd(whole, nodeEnd(known?.items.at(-1)) ?? nodeEnd(pair.key) ?? 0);
  return `${whole.slice(0, at)}${lines(known ? dashColumn(whole, known) : '  ')}${whole.slice(at)}`;
}

function dashColumn(text: string, { range }: YAMLSeq): string {
  const at = range?.[0] ?? 0;
  return ' '.repeat(at - (text.lastIndexOf('\n', at - 1) + 1));
}

/**
 * Removes the entries at these positions, with the section if none is left. The comments beside an entry go with it, all
 * others stay.
 */
export function withoutEntries(text: string, section: ListSection, positions: ReadonlySet<number>): string {
  const document = parse(text);
  const config = (configOf(document) ?? {}) as Written;
  const { [section]: before, ...others } = config;
  const left = (before ?? []).filter((_, index) => !positions.has(index));
  const wanted = left.length > 0 ? { ...config, [section]: left } : others;
  const isWanted = (written: string) => isDeepStrictEqual(configOf(parse(written)) ?? {}, wanted);
  const patched =
    left.length > 0 ? removeLines({ text, document }, section, positions) : removeSection({ text, document }, section);
  if (patched !== undefined && isWanted(patched)) return patched;
  for (const index of [...positions].toSorted((a, b) => b - a)) document.deleteIn([section, index]);
  if (left.length === 0) document.deleteIn([section]);
  const written = left.length === 0 && Object.keys(others).length === 0 ? '' : document.toString({ lineWidth: 0 });
  if (isWanted(written)) return written;
  throw new Error(`Not saved: "${section}" in the config file has a form from which vaultop cannot take an entry.`);
}

/** undefined: the section shares lines with others. */
function removeSection({ text, document: { contents } }: ConfigText, section: ListSection): string | undefined {
  const pair = isMap(contents) && !contents.flow ? pairOf(contents, section) : undefined;
  const key = pair && isNode(pair.key) ? pair.key.range : undefined;
  const list = pair?.value;
  if (!key || !isSeq(list) || list.flow) return undefined;
  return text.slice(0, key[0]) + text.slice(lineEnd(text, nodeEnd(list.items.at(-1)) ?? key[1]));
}

/** undefined: entries share lines. */
function removeLines(
  { text, document: { contents } }: ConfigText,
  section: ListSection,
  positions: ReadonlySet<number>,
): string | undefined {
  const list = isMap(contents) ? pairOf(contents, section)?.value : undefined;
  if (!isSeq(list) || list.flow) return undefined;
  let written = text;
  for (const index of [...positions].toSorted((a, b) => b - a)) {
    const node = list.items[index];
    const range = isNode(node) ? node.range : undefined;
    if (!range) return undefined;
    const from = text.lastIndexOf('\n', range[0] - 1) + 1;
    written = written.slice(0, from) + written.slice(lineEnd(text, range[1]));
  }
  return written;
}
