// Which items of the attention list are new to the person. What stood there at the first whole look is no news.
import type { AttentionItem } from '../../domain/attention/item.ts';
import { type Severity, severities } from '../../domain/attention/item.ts';

/** `isWhole`: everything has been answered or refused once. */
export type AttentionNews = (
  items: readonly AttentionItem[],
  isWhole: boolean,
  now: number,
) => readonly AttentionItem[];

/** What went and comes again within this is no news: an answer may have been late. */
const forgetMs = 30 * 60_000;

export function createAttentionNews(from: Severity = 'warning'): AttentionNews {
  const seenAt = new Map<string, number>();
  const told = severities.slice(0, severities.indexOf(from) + 1);
  let hasBegun = false;
  let last: { items: readonly AttentionItem[]; at: number } = {
    items: [],
    at: 0,
  };
  return (items, isWhole, now) => {
    if (!hasBegun && !isWhole) return [];
    // The same list still stands: each of its items was seen now.
    if (hasBegun && items === last.items) {
      last.at = now;
      return [];
    }
    for (const { id } of last.items) seenAt.set(id, last.at);
    last = { items, at: now };
    const fresh = items.filter(({ id, severity }) => !seenAt.has(id) && told.includes(severity));
    for (const { id } of items) seenAt.set(id, now);
    for (const [id, at] of seenAt) if (now - at > forgetMs) seenAt.delete(id);
    const isFirst = !hasBegun;
    hasBegun = true;
    return isFirst ? [] : fresh;
  };
}
