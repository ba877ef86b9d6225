import type { SourceChange } from '../test-order.ts';
import type { NamedMutant } from './named-mutants.ts';

/** The change of the source; throws unless its text is there exactly once. */
export function namedChange({ name, file, before, after }: NamedMutant, source: string): SourceChange {
  const pieces = source.split(before);
  const [start = ''] = pieces;
  if (pieces.length !== 2) {
    throw new Error(`The text of "${name}" occurs ${pieces.length - 1} times in ${file}: it must occur once.`);
  }
  return { file, start: start.length, end: start.length + before.length, text: after };
}
