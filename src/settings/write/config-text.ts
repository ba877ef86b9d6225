// The text of a config file as a document of YAML, and the places in it.
import { type Document, isNode, isScalar, type Pair, parseDocument, stringify, type YAMLMap } from 'yaml';

export const parse = (text: string): Document => parseDocument(text, { merge: true }) as Document;

/** A config file as written, and parsed. */
export interface ConfigText {
  readonly text: string;
  readonly document: Document;
}

export const configOf = (document: Document): unknown =>
  document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 });

export const inOneLine = (value: unknown): string =>
  stringify(value, { collectionStyle: 'flow', lineWidth: 0, defaultStringType: 'PLAIN' }).trim();

export const pairOf = (map: YAMLMap, name: string): Pair | undefined =>
  map.items.find(({ key }) => (isScalar(key) ? key.value : key) === name);

export function endOf({ key, value }: Pair): number {
  const node = isNode(value) && value.range ? value : key;
  return (isNode(node) ? node.range?.[1] : undefined) ?? 0;
}

/** The position after the line break of the line. */
export function lineEnd(text: string, at: number): number {
  if (text[at - 1] === '\n') return at;
  const next = text.indexOf('\n', at);
  return next < 0 ? text.length : next + 1;
}

export function columnOf(text: string, key: unknown): string {
  const at = (isNode(key) ? key.range?.[0] : undefined) ?? 0;
  return /[ ]*$/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))?.[0] ?? '';
}

export const nodeEnd = (node: unknown): number | undefined => (isNode(node) ? node.range?.[1] : undefined);
