// A response in XML with all names replaced.
import { anonymizeLeaf, anonymizeName } from './anonymize-values.ts';
import type { Replacements } from './replacements.ts';

const token = /<[^>]*>|[^<]+/g;
const tag = /^<(\/?)([A-Za-z][\w.-]{0,80})((?:\s[^>]*?)?)(\/?)>$/s;
const namespace = /\sxmlns="https?:\/\/[\w.-]+\.amazonaws\.com\/doc\/[\d-]{1,20}\/?"/;
const declaration = /^<\?xml\s[^>]*\?>$/;

/** undefined: it is no whole document. */
export function anonymizeXml(text: string, replacements: Replacements): string | undefined {
  const open: string[] = [];
  const made: string[] = [];
  for (const [part] of text.matchAll(token)) {
    if (!part.startsWith('<')) {
      const value = unescaped(part);
      made.push(/^\s*$/.test(value) ? ' ' : escaped(anonymizeLeaf(open.at(-1) ?? '', value, replacements)));
      continue;
    }
    if (declaration.test(part)) continue;
    const [, isEnd, name, attributes = '', isEmpty] = tag.exec(part) ?? [];
    if (name === undefined) return undefined;
    const kept = anonymizeName(name, replacements);
    made.push(`<${isEnd}${kept}${namespace.exec(attributes)?.[0] ?? ''}${isEmpty}>`);
    if (isEnd) {
      if (open.pop() !== name) return undefined;
    } else if (!isEmpty) open.push(name);
  }
  return open.length === 0 ? made.join('') : undefined;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescaped = (text: string): string =>
  text.replace(/&(#x?[0-9a-fA-F]{1,6}|\w{1,6});/g, (whole, name: string) => {
    const [, hex, decimal] = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(name) ?? [];
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : (entities[name] ?? whole);
  });

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
