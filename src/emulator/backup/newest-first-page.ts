// Newest-first paging: computes the items of earlier and earlier intervals until the page is full, so that a page costs
// its own items and not the whole estate.
import { intervalsNewestFirst } from '../estate/newest-first-intervals.ts';
import { invalidParameter } from '../wire/aws-error.ts';
import { decodeToken, newestFirst, type Page, type PageRequest, pageOf, timeKey } from '../wire/paging.ts';

const largestPage = 1000;

export interface NewestFirstSource<T> {
  /** Epoch ms, from `from` (inclusive) to `to` (exclusive). */
  from: number;
  to: number;
  /** All items with a time in the interval, unsorted. */
  fetch(from: number, to: number): T[];
  isMatch(item: T): boolean;
  timeOf(item: T): number;
  idOf(item: T): string;
}

export function pageNewestFirst<T>(source: NewestFirstSource<T>, request: PageRequest): Page<T> {
  const { timeOf, idOf } = source;
  const size = request.MaxResults ?? largestPage;
  const cursor = cursorOf(request.NextToken);
  const byNewest = newestFirst(timeOf, idOf);
  const isAfter = (item: T) => {
    const at = timeOf(item);
    return at < cursor.at || (at === cursor.at && idOf(item) < cursor.id);
  };
  const found: T[] = [];
  // One more item than requested shows whether there is a next page.
  for (const [from, to] of intervalsNewestFirst(
    source.from,
    Math.min(source.to, cursor.at + 1),
    () => found.length > 0,
  )) {
    const fresh = source.fetch(from, to).filter((item) => isAfter(item) && source.isMatch(item));
    for (const item of fresh.sort(byNewest)) found.push(item);
    if (found.length > size) break;
  }
  return pageOf(found, { MaxResults: request.MaxResults }, (item) => timeKey(timeOf(item), idOf(item)));
}

/** The newest item that `isWanted` accepts. */
export function findNewest<T>(
  source: Pick<NewestFirstSource<T>, 'from' | 'to' | 'fetch'>,
  isWanted: (item: T) => boolean,
) {
  for (const [from, to] of intervalsNewestFirst(source.from, source.to, () => true)) {
    const item = source.fetch(from, to).find(isWanted);
    if (item !== undefined) return item;
  }
  return undefined;
}

function cursorOf(token: string | undefined): { at: number; id: string } {
  if (!token) return { at: Number.POSITIVE_INFINITY, id: '' };
  const [at = '', ...id] = decodeToken(token).split(' ');
  if (!/^\d+$/.test(at)) throw invalidParameter('Provided NextToken is invalid.');
  return { at: Number(at), id: id.join(' ') };
}
