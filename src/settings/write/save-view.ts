// Adds a view to a config file that a person wrote.
import { isDeepStrictEqual } from 'node:util';
import { type Document, isMap, isNode, type Pair } from 'yaml';
import type { ConfigView } from '../views.ts';
import { changeConfig } from './change-config.ts';
import { type ConfigText, columnOf, configOf, endOf, inOneLine, lineEnd, pairOf, parse } from './config-text.ts';

export interface SaveView {
  readonly path: string;
  readonly name: string;
  readonly view: ConfigView;
  /** Replaces a view of that name. */
  readonly replace: boolean;
}

/** Rejects with a sentence, and leaves the file unchanged. */
export async function saveView({ path, name, view, replace }: SaveView): Promise<void> {
  await changeConfig(path, (text, config) => {
    if (!replace && config.views && Object.hasOwn(config.views, name)) {
      throw new Error(`There is a view "${name}" already; :save! ${name} replaces it.`);
    }
    return withView(text, name, view);
  });
}

/**
 * Adds one line, or replaces one value. If the form of the file does not allow that, the YAML library rewrites the
 * file: comments and order stay, spaces may not.
 */
export function withView(text: string, name: string, view: ConfigView): string {
  const document = parse(text);
  const wanted = wantedConfig(document, name, view);
  const patched = patch({ text, document }, name, inOneLine(view));
  if (patched !== undefined && isDeepStrictEqual(configOf(parse(patched)), wanted)) return patched;
  document.setIn(['views', name], document.createNode(view, { flow: true }));
  const written = document.toString({ lineWidth: 0 });
  if (isDeepStrictEqual(configOf(parse(written)), wanted)) return written;
  throw new Error('Not saved: "views" in the config file has a form to which vaultop cannot add an entry.');
}

function wantedConfig(document: Document, name: string, view: ConfigView): unknown {
  const config = (configOf(document) ?? {}) as { readonly views?: object | null };
  return { ...config, views: { ...config.views, [name]: view } };
}

/** undefined: the section is not written as a block, so no line can be added. */
function patch({ text, document: { contents } }: ConfigText, name: string, value: string): string | undefined {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const whole = text === '' || text.endsWith('\n') ? text : `${text}${newline}`;
  if (contents === null) return `${whole}views:${newline}  ${name}: ${value}${newline}`;
  if (!isMap(contents) || contents.flow) return undefined;
  const views = pairOf(contents, 'views');
  if (!views) return `${whole}views:${newline}  ${name}: ${value}${newline}`;
  const known = isMap(views.value) ? pairOf(views.value, name) : undefined;
  if (known) return replaced(whole, known, value);
  if (isMap(views.value) && views.value.flow) return undefined;
  const last = isMap(views.value) ? views.value.items.at(-1) : undefined;
  const indent = last ? columnOf(whole, last.key) : '  ';
  const at = lineEnd(whole, endOf(last ?? views));
  return `${whole.slice(0, at)}${indent}${name}: ${value}${newline}${whole.slice(at)}`;
}

function replaced(text: string, { value: known }: Pair, value: string): string | undefined {
  const range = isNode(known) ? known.range : undefined;
  return range ? `${text.slice(0, range[0])}${value}${endOfBlock(text, range[1])}${text.slice(range[1])}` : undefined;
}

/** A block ends after its last line break, a value in one line before it. */
const endOfBlock = (text: string, end: number): string => (text[end - 1] === '\n' ? '\n' : '');
