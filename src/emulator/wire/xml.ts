export type XmlValue = string | number | boolean | undefined | XmlNode | readonly XmlValue[];
export interface XmlNode {
  [name: string]: XmlValue;
}

/** Writes elements in the order of the members. A list repeats its element; undefined is omitted. */
export const toXml = (node: XmlNode): string =>
  Object.entries(node)
    .map(([name, value]) => elements(name, value))
    .join('');

function elements(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => elements(name, item)).join('');
  const inner = typeof value === 'object' ? toXml(value as XmlNode) : escapeXml(String(value));
  return `<${name}>${inner}</${name}>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#xD;' };
const escapeXml = (text: string) => text.replace(/[&<>"\r]/g, (character) => entities[character] ?? character);
