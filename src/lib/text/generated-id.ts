// Names that a service has made up: 'snap-51c8f5…', '808743a8-…'. No two things share one, and a part of it is enough.
import { displayWidth, truncate } from './text.ts';

const generated = /(?:^|[-:/])([0-9a-f]{12,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
/** A date has digits alone. */
const letter = /[a-f]/i;
/** Characters to know an id by. */
const enough = 6;

export const isGenerated = (name: string): boolean => letter.test(generated.exec(name)?.[1] ?? '');

/** Its start, or its end where the start would be its prefix alone. */
export function generatedCut(name: string, width: number): string {
  if (displayWidth(name) <= width) return name;
  const prefix = name.length - (generated.exec(name)?.[1]?.length ?? 0);
  return truncate(name, width, { at: width - 1 - prefix >= enough ? 'end' : 'start' });
}
