// Documents with values from outside: any part may be missing or of another type.
import { sanitize } from './text/text.ts';

export type Bag = Readonly<Record<string, unknown>>;

export const isBag = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function parseBag(text: string): Bag | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isBag(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

export const bagIn = (bag: Bag, name: string): Bag => (isBag(bag[name]) ? bag[name] : {});

/** Safe to print; an empty text counts as absent. */
export function textIn(bag: Bag, name: string): string | undefined {
  const value = bag[name];
  return typeof value === 'string' && value !== '' ? sanitize(value) : undefined;
}

export const textsIn = (bag: Bag, name: string): readonly string[] => {
  const value = bag[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string').map(sanitize) : [];
};

/** A number, or a text with a number: AWS writes both. */
export function numberIn(bag: Bag, name: string): number | undefined {
  const value = bag[name];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Epoch ms, from ISO text or from the American form that AWS Backup's events also use: "Jul 15, 2020 9:39:07 PM". */
export function timeIn(bag: Bag, name: string): number | undefined {
  const text = textIn(bag, name);
  if (text === undefined) return undefined;
  const zoned = /^[A-Z][a-z]{2} \d/.test(text) ? `${text} UTC` : text;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? undefined : time;
}
