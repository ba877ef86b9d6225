// Adds resources to the exclusions of a config file that a person wrote.
import { isDeepStrictEqual } from 'node:util';
import { type Document, isMap, isSeq, type YAMLSeq } from 'yaml';
import { changeConfig } from './change-config.ts';
import { configOf, inOneLine, lineEnd, nodeEnd, pairOf, parse } from './config-text.ts';

/** As the config file writes it. */
export interface WrittenExclusion {
  readonly name: string;
  readonly reason: string;
  /** In ISO 8601. */
  readonly until?: string;
}

/** Rejects with a sentence, and leaves the file unchanged. */
export const saveExclusions = (path: string, exclusions: readonly WrittenExclusion[]): Promise<void> =>
  changeConfig(path, (text) => withExclusions(text, exclusions));

/**
 * Adds lines. If the form of the file does not allow that, the YAML library rewrites the file: comments and order stay,
 * spaces may not.
 */
export function withExclusions(text: string, exclusions: readonly WrittenExclusion[]): string {
  const document = parse(text);
  const config = (configOf(document) ?? {}) as { readonly exclusions?: readonly unknown[] | null };
  const wanted = { ...config, exclusions: [...(config.exclusions ?? []), ...exclusions] };
  const isWanted = (written: string) => isDeepStrictEqual(configOf(parse(written)), wanted);
  const patched = patch(text, document, exclusions);
  if (patched !== undefined && isWanted(patched)) return patched;
  const nodes = exclusions.map((exclusion) => document.createNode(exclusion, { flow: true }));
  if (config.exclusions) for (const node of nodes) document.addIn(['exclusions'], node);
  else document.setIn(['exclusions'], nodes);
  const written = document.toString({ lineWidth: 0 });
  if (isWanted(written)) return written;
  throw new Error('Not saved: "exclusions" in the config file has a form to which vaultop cannot add an entry.');
}

/** undefined: the section is not written as a block, so no line can be added. */
function patch(text: string, document: Document, exclusions: readonly WrittenExclusion[]): string | undefined {
  const { contents } = document;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const whole = text === '' || text.endsWith('\n') ? text : `${text}${newline}`;
  const lines = (indent: string) => exclusions.map((one) => `${indent}- ${inOneLine(one)}${newline}`).join('');
  if (contents === null) return `${whole}exclusions:${newline}${lines('  ')}`;
  if (!isMap(contents) || contents.flow) return undefined;
  const section = pairOf(contents, 'exclusions');
  if (!section) return `${whole}exclusions:${newline}${lines('  ')}`;
  const known = isSeq(section.value) ? section.value : undefined;
  if (known?.flow) return undefined;
  const at = lineEnd(whole, nodeEnd(known?.items.at(-1)) ?? nodeEnd(section.key) ?? 0);
  return `${whole.slice(0, at)}${lines(known ? dashColumn(whole, known) : '  ')}${whole.slice(at)}`;
}

function dashColumn(text: string, { range }: YAMLSeq): string {
  const at = range?.[0] ?? 0;
  return ' '.repeat(at - (text.lastIndexOf('\n', at - 1) + 1));
}
