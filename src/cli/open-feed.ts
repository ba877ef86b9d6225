// Opens the queues of the live feed, and the journal of their events.
import { createHash } from 'node:crypto';
import { compactFeed, type FeedEntry, readFeedEntry } from '../engine/feed/feed.ts';
import { createJournal, emptyJournal, type Journal } from '../journal/journal.ts';
import { stateFile } from './options/places.ts';

const maxBytes = 20_000_000;

export interface OpenFeed {
  readonly queues: readonly string[];
  readonly journal: Journal<FeedEntry>;
}

/** undefined: no queue is configured. */
export function openFeed(queues: readonly string[]): OpenFeed | undefined {
  if (queues.length === 0) return undefined;
  const name = createHash('sha256').update(queues.toSorted().join('\n')).digest('hex').slice(0, 16);
  const path = stateFile(`events/${name}.jsonl`);
  if (path === undefined) return { queues, journal: emptyJournal() };
  return { queues, journal: createJournal({ path, maxBytes, compact: compactFeed, readEntry: readFeedEntry }) };
}
