// Adds a view to a config file that a person wrote: everything else in the file stays unchanged, byte for byte if
// possible.
import { mkdir, realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Document, isMap, isNode, isScalar, type Pair, parseDocument, stringify, type YAMLMap } from 'yaml';
import { readPlainFile } from '../lib/files/open-plain-file.ts';
import { writeWhole } from '../lib/files/write-whole.ts';
import { readConfig } from './read-config.ts';
import type { ConfigView } from './views.ts';

export interface SaveView {
  readonly path: string;
  readonly name: string;
  readonly view: ConfigView;
  /** Replaces a view of that name. */
  readonly replace: boolean;
}

/** Rejects with a sentence, and leaves the file unchanged. */
export async function saveView({ path, name, view, replace }: SaveView): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const text = await textOf(target);
  const { issues, config } = readConfig(text);
  const error = issues.find(({ severity }) => severity === 'error');
  if (error) {
    throw new Error(
      `Not saved: line ${error.line} of ${path} has an error. Mend it first; vaultop config check tells all.`,
    );
  }
  if (!replace && config.views && Object.hasOwn(config.views, name)) {
    throw new Error(`There is a view "${name}" already; :save! ${name} replaces it.`);
  }
  const changed = withView(text, name, view);
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await writeWhole(target, changed);
  } catch (failure) {
    throw new Error(`Not saved: ${path} cannot be written (${(failure as NodeJS.ErrnoException).code ?? failure}).`);
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readPlainFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return '';
    throw new Error(`Not saved: ${path} cannot be read (${code}).`);
  }
}

/**
 * Adds one line, or replaces one value. If the form of the file does not allow that, the YAML library rewrites the
 * file: comments and order stay, spaces may not.
 */
export function withView(text: string, name: string, view: ConfigView): string {
  const document = parse(text);
  const wanted = wantedConfig(document, name, view);
  const patched = patch(text, document, name, inOneLine(view));
  if (patched !== undefined && isDeepStrictEqual(configOf(parse(patched)), wanted)) return patched;
  document.setIn(['views', name], document.createNode(view, { flow: true }));
  const written = document.toString({ lineWidth: 0 });
  if (isDeepStrictEqual(configOf(parse(written)), wanted)) return written;
  throw new Error('Not saved: "views" in the config file is written in a way that nothing can be added to.');
}

const parse = (text: string): Document => parseDocument(text, { merge: true }) as Document;

const configOf = (document: Document): unknown =>
  document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 });

function wantedConfig(document: Document, name: string, view: ConfigView): unknown {
  const config = (configOf(document) ?? {}) as { readonly views?: object | null };
  return { ...config, views: { ...config.views, [name]: view } };
}

const inOneLine = (view: ConfigView): string =>
  stringify(view, { collectionStyle: 'flow', lineWidth: 0, defaultStringType: 'PLAIN' }).trim();

/** undefined: the section is not written as a block, so no line can be added. */
function patch(text: string, document: Document, name: string, value: string): string | undefined {
  const { contents } = document;
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

const pairOf = (map: YAMLMap, name: string): Pair | undefined =>
  map.items.find(({ key }) => (isScalar(key) ? key.value : key) === name);

function replaced(text: string, { value: known }: Pair, value: string): string | undefined {
  const range = isNode(known) ? known.range : undefined;
  return range ? `${text.slice(0, range[0])}${value}${endOfBlock(text, range[1])}${text.slice(range[1])}` : undefined;
}

/** A block ends after its last line break, a value in one line before it. */
const endOfBlock = (text: string, end: number): string => (text[end - 1] === '\n' ? '\n' : '');

function endOf({ key, value }: Pair): number {
  const node = isNode(value) && value.range ? value : key;
  return (isNode(node) ? node.range?.[1] : undefined) ?? 0;
}

/** The position after the line break of the line. */
function lineEnd(text: string, at: number): number {
  if (text[at - 1] === '\n') return at;
  const next = text.indexOf('\n', at);
  return next < 0 ? text.length : next + 1;
}

function columnOf(text: string, key: unknown): string {
  const at = (isNode(key) ? key.range?.[0] : undefined) ?? 0;
  return /[ ]*$/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))?.[0] ?? '';
}
