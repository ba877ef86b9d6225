import { placeText } from '../../domain/scope.ts';
import type { RangeGap } from '../../engine/changes/range-gaps.ts';
import { formatDateTime, formatTime } from '../../lib/text/format.ts';

/** In a few words, for the title of a list; undefined: there is no gap. `from`: the beginning of the range. */
export function gapNote(gaps: readonly RangeGap[], from: number): string | undefined {
  const [first] = gaps;
  if (!first) return undefined;
  const at = (time: number) => formatTime(time, true);
  if (gaps.every((gap) => gap.from === from)) return `not known before ${at(Math.max(...gaps.map(({ to }) => to)))}`;
  const isSame = gaps.every((gap) => at(gap.from) === at(first.from) && at(gap.to) === at(first.to));
  return isSame ? `not known ${at(first.from)} to ${at(first.to)}` : `${gaps.length} gaps not known`;
}

/** A sentence for each gap. */
export const gapSentences = (gaps: readonly RangeGap[], accounts: ReadonlyMap<string, string>): readonly string[] =>
  gaps.map(
    ({ scope, from, to }) =>
      `${from === 0 ? 'not known before' : `not known from ${formatDateTime(from)} to`} ${formatDateTime(to)} in ${placeText(scope, accounts)}: the store has no response for that time`,
  );

/** For programs. The time before everything has no beginning. */
export const gapRecords = (gaps: readonly RangeGap[]): readonly object[] =>
  gaps.map(({ scope, from, to }) => ({
    account: scope.organization ? '*' : scope.accountId,
    region: scope.region,
    ...(from === 0 ? {} : { from: new Date(from).toISOString() }),
    to: new Date(to).toISOString(),
  }));
