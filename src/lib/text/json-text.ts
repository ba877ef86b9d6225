// JSON that is safe to print on a terminal. Control and invisible characters are escaped, so that a parser gets the
// original values.
import { isHarmless } from './text.ts';

export function jsonText(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, undefined, indent);
  return text.split('\n').every(isHarmless) ? text : text.replace(/[^\x20-\x7e\n]/g, toEscape);
}

const toEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
