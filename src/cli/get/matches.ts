// `--filter`, row by row. Rows that an expression could not be tried on are not taken for rows that do not match.
import { createFilter, tooSlow } from '../../app/filter.ts';
import { UsageError } from '../options.ts';

/** Throws a UsageError where the expression takes too long. */
export function createMatches(filter: string): (text: () => string) => boolean {
  const { passing } = createFilter(filter);
  if (!passing) return () => true;
  return (text) => {
    const [passes] = passing([text()]) ?? [];
    if (passes === undefined) throw new UsageError(`--filter ${filter}: this expression ${tooSlow}.`);
    return passes;
  };
}
