// The parts of a range of times that no response covers: the program was not running, or did not watch the Region.
import { placeKey, type Scope } from '../../domain/scope.ts';
import { resources } from '../../resources/index.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import { longestGapMs } from '../../store/read/coverage.ts';
import type { StoreReader } from '../../store/read/store-reader.ts';
import { answeringScopes, type StoredScope } from '../../store/row-shape.ts';
import { paramsText } from '../polls/stored-responses.ts';

export interface RangeGap {
  readonly scope: Scope;
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
}

export interface RangeGapsOptions {
  readonly reader: StoreReader;
  readonly list: ResourceId;
  /** The scopes of the list's requests, of each identity whose rows count. */
  readonly requested: readonly StoredScope[];
  scopeOf(stored: StoredScope): Scope;
  /** Epoch ms. */
  readonly range: { readonly from: number; readonly to: number };
}

/**
 * A response lists rows of the time before it, as far as AWS keeps them. An age at which a list begins is passed by
 * between two responses: shorter gaps count as none.
 */
export function rangeGaps(options: RangeGapsOptions): readonly RangeGap[] {
  const { reader, list, requested, scopeOf, range } = options;
  const reachMs = resources[list].stored?.listedMs ?? 0;
  // What several identities saw of an account-Region counts together, and is one gap where none of them looked.
  return [...Map.groupBy(requested, placeKey).values()].flatMap((scopes) => {
    const [first] = scopes;
    const covered = scopes
      .flatMap(answeringScopes)
      .flatMap((one) => reader.watchedTimes(list, one, paramsText({})))
      .map(({ from, to }) => ({ from: from - reachMs, to }));
    return first ? uncovered(range, covered).map((gap) => ({ scope: scopeOf(first), ...gap })) : [];
  });
}

interface Interval {
  readonly from: number;
  readonly to: number;
}

function uncovered({ from, to }: Interval, covered: readonly Interval[]): Interval[] {
  const gaps: Interval[] = [];
  let at = from;
  for (const one of covered.toSorted((a, b) => a.from - b.from)) {
    if (one.to <= at) continue;
    if (one.from >= to) break;
    gaps.push({ from: at, to: one.from });
    at = Math.max(at, one.to);
  }
  gaps.push({ from: at, to });
  return gaps.filter((gap) => gap.to - gap.from > longestGapMs);
}
