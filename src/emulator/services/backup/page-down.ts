// Pages of what a stretch of time brought forth, newest first: computed backwards, piece by piece, until the page is
// full, so that a page costs what it shows and not what the estate holds.
import { stretchesDown } from '../../estate/stretches-down.ts';
import { invalidParameter } from '../../wire/aws-error.ts';
import { decodeToken, newestFirst, type Page, type PageRequest, pageOf, timeKey } from '../../wire/paging.ts';

const largestPage = 1000;

export interface Look<T> {
  /** Epoch ms: from `from` up to, not including, `to`. */
  from: number;
  to: number;
  /** All that is dated inside the stretch, in any order. */
  fetch(from: number, to: number): T[];
  isAsked(item: T): boolean;
  atOf(item: T): number;
  idOf(item: T): string;
}

export function pageDown<T>(look: Look<T>, request: PageRequest): Page<T> {
  const { atOf, idOf } = look;
  const size = request.MaxResults ?? largestPage;
  const cursor = cursorOf(request.NextToken);
  const byNewest = newestFirst(atOf, idOf);
  const isAfter = (item: T) => {
    const at = atOf(item);
    return at < cursor.at || (at === cursor.at && idOf(item) < cursor.id);
  };
  const found: T[] = [];
  // One more than asked for tells whether there is a next page.
  for (const [from, to] of stretchesDown(look.from, Math.min(look.to, cursor.at + 1), () => found.length > 0)) {
    const fresh = look.fetch(from, to).filter((item) => isAfter(item) && look.isAsked(item));
    for (const item of fresh.sort(byNewest)) found.push(item);
    if (found.length > size) break;
  }
  return pageOf(found, { MaxResults: request.MaxResults }, (item) => timeKey(atOf(item), idOf(item)));
}

/** The first that `isWanted`, looked for from the newest on. */
export function findDown<T>(look: Pick<Look<T>, 'from' | 'to' | 'fetch'>, isWanted: (item: T) => boolean) {
  for (const [from, to] of stretchesDown(look.from, look.to, () => true)) {
    const item = look.fetch(from, to).find(isWanted);
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
