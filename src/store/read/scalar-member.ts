// Reads one member of a row's text. To parse the whole text takes ten times as long, and a report reads the members of half a
// million jobs.

const [quote, minus, zero, nine] = [0x22, 0x2d, 0x30, 0x39];

/**
 * The value that begins at `from`, where a name of the text ends; `doc`: JSON of an object, as `JSON.stringify` writes it.
 * undefined: it is no plain text or number, or the name may be that of a member's member.
 */
export function readScalar(doc: string, from: number): string | number | undefined {
  const first = doc.charCodeAt(from);
  const isNumber = first === minus || (first >= zero && first <= nine);
  if (!isNumber && first !== quote) return undefined;
  if (doc.indexOf('{', 1) >= 0) return undefined;
  if (isNumber) return Number(doc.slice(from, endOfNumber(doc, from)));
  const text = doc.slice(from + 1, doc.indexOf('"', from + 1));
  return text.includes('\\') ? undefined : text;
}

function endOfNumber(doc: string, from: number): number {
  const comma = doc.indexOf(',', from);
  return comma < 0 ? doc.length - 1 : comma;
}
