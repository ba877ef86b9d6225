// Names that a service generated: 'snap-51c8f5…', '808743a8-…'. They are unique, and a part is enough to recognize one.
import { displayWidth, truncate } from './text.ts';

const generated = /(?:^|[-:/])([0-9a-f]{12,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
/** A date consists of digits only. */
const letter = /[a-f]/i;
/** Enough characters to recognize an id. */
const enough = 6;

export const isGenerated = (name: string): boolean => letter.test(generated.exec(name)?.[1] ?? '');

/** Its start, or its end if the start would be only its prefix. */
export function generatedCut(name: string, width: number): string {
  if (displayWidth(name) <= width) return name;
  const prefix = name.length - (generated.exec(name)?.[1]?.length ?? 0);
  return truncate(name, width, { at: width - 1 - prefix >= enough ? 'end' : 'start' });
}
