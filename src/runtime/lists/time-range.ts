import { parseFilter } from '../../store/query/filter-language.ts';
import type { FilterColumn } from '../../store/query/list-query.ts';

/** Epoch ms; an absent bound is open. */
export interface ListRange {
  /** The range begins at this time. */
  readonly since?: number;
  /** The range ends before this time. */
  readonly until?: number;
}

/** The narrowest range of `since:` and `until:` in a filter; undefined: it has neither. */
export function rangeOf(
  filter: string,
  columns: Readonly<Record<string, FilterColumn>>,
  now: number,
): ListRange | undefined {
  if (!/\b(since|until):/i.test(filter)) return undefined;
  const bounds = parseFilter(filter, columns).terms.flatMap((term) => {
    if (term.kind !== 'compares' || term.isInverse || !term.column.bound) return [];
    const { bound, kind } = term.column;
    // An age with a sign is no range.
    if (kind === 'age' && term.operator !== (bound === 'since' ? '<=' : '>')) return [];
    return [{ bound, at: kind === 'age' ? now - term.value : term.value }];
  });
  if (bounds.length === 0) return undefined;
  const of = (wanted: 'since' | 'until') => bounds.filter(({ bound }) => bound === wanted).map(({ at }) => at);
  const [since, until] = [of('since'), of('until')];
  return {
    ...(since.length > 0 ? { since: Math.max(...since) } : {}),
    ...(until.length > 0 ? { until: Math.min(...until) } : {}),
  };
}
