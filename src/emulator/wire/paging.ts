// Pagination. A token is opaque to the caller and contains the key of the last row of the previous page, so that new
// rows are neither repeated nor hide others.
import { invalidParameter } from './aws-error.ts';

export interface PageRequest {
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
}

export interface Page<T> {
  items: T[];
  nextToken: string | undefined;
}

export const encodeToken = (key: string) => Buffer.from(`v1:${key}`).toString('base64url');

export function decodeToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith('v1:')) throw invalidParameter('Provided NextToken is invalid.');
  return text.slice(3);
}

/** Returns one page of `all`, which is sorted by `keyOf` in either direction. Keys are unique. */
type Pager = <T>(all: readonly T[], request: PageRequest, keyOf: (item: T) => string) => Page<T>;

export const createPager =
  (largest: number): Pager =>
  (all, { NextToken, MaxResults }, keyOf) => {
    const size = MaxResults ?? largest;
    if (size < 1 || size > largest) throw invalidParameter(`MaxResults must be from 1 to ${largest}; ${size} is not.`);
    const start = NextToken ? indexAfter(all, decodeToken(NextToken), keyOf) : 0;
    const items = all.slice(start, start + size);
    const last = items.at(-1);
    const hasMore = last !== undefined && start + size < all.length;
    return { items, nextToken: hasMore ? encodeToken(keyOf(last)) : undefined };
  };

/** Pages of most operations. */
export const pageOf = createPager(1000);

function indexAfter<T>(all: readonly T[], key: string, keyOf: (item: T) => string): number {
  const first = all[0];
  const last = all.at(-1);
  if (first === undefined || last === undefined) return 0;
  const isDescending = keyOf(first) > keyOf(last);
  const index = all.findIndex((item) => (isDescending ? keyOf(item) < key : keyOf(item) > key));
  return index < 0 ? all.length : index;
}

/** A key whose order is the order of time. */
export const timeKey = (at: number, id: string) => `${String(Math.round(at)).padStart(15, '0')} ${id}`;
/** Compares newest first, in the order of `timeKey`, without creating keys. */
export const newestFirst =
  <T>(timeOf: (item: T) => number, idOf: (item: T) => string) =>
  (a: T, b: T) =>
    timeOf(b) - timeOf(a) || (idOf(a) < idOf(b) ? 1 : -1);
