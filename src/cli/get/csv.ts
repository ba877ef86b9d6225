// https://www.rfc-editor.org/rfc/rfc4180
import type { MachineValue } from '../../app/list/machine-row.ts';
import { sanitizeLines } from '../../lib/text/text.ts';

export const csvLine = (cells: readonly (MachineValue | undefined)[]): string =>
  `${cells.map((cell) => quoted(cellText(cell))).join(',')}\r\n`;

/**
 * Text that a spreadsheet would treat as a formula is marked as text.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function cellText(value: MachineValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = sanitizeLines(typeof value === 'string' ? value : listText(value));
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

const listText = (value: readonly unknown[] | object): string =>
  Array.isArray(value) && value.every((item) => typeof item !== 'object') ? value.join(' ') : JSON.stringify(value);

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
