// The live feed: what the queues tell, kept on disk, and what it says of each job put together.
import type { BackupEvent, JobNews } from '../../domain/jobs/backup-event.ts';
import { joinNews, readStoredNews, type StoredJobNews } from '../../domain/jobs/job-news.ts';
import type { Batch, Queue, QueueState, Unreadable } from '../../events/queue-reader.ts';
import { readQueue } from '../../events/queue-reader.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Clock } from '../../lib/clock.ts';

/** A line of the journal. */
export type FeedEntry = { readonly event: BackupEvent } | { readonly unreadable: Unreadable };

export interface FeedQueue extends QueueState {
  readonly url: string;
}

export interface Feed {
  /** The newest event first. */
  events(): readonly BackupEvent[];
  /** What could not be understood, newest first. */
  unreadable(): readonly Unreadable[];
  queues(): readonly FeedQueue[];
  /** What is known of a job by events alone. */
  newsOf(
    job: Pick<JobNews, 'kind' | 'id'> & { readonly accountId: string; readonly region: string },
  ): JobNews | undefined;
  /** Epoch ms of the newest event. */
  newestAt(): number | undefined;
  /** Epoch ms of the newest event from there. */
  lastEventOf(accountId: string, region: string): number | undefined;
  start(): Promise<void>;
  stop(): void;
}

export interface FeedOptions {
  readonly queues: readonly Queue[];
  readonly journal: Journal<FeedEntry>;
  readonly clock: Clock;
  /** Events that were not known before; also those of the journal, at the start. */
  received(events: readonly BackupEvent[]): void;
  /** Anything has changed. */
  changed(): void;
}

/** Held in memory and in the journal; what is older is no longer needed to know a duplicate by. */
const mostEvents = 20_000;
const mostUnreadable = 200;

export function createFeed({ queues, journal, clock, received, changed }: FeedOptions): Feed {
  const events = new Map<string, BackupEvent>();
  const unreadable = new Map<string, Unreadable>();
  const news = new Map<string, JobNews>();
  const lastEvents = new Map<string, number>();
  const states = new Map<string, QueueState>(queues.map(({ url }) => [url, {}]));
  const stops: (() => void)[] = [];
  let newestFirst: readonly BackupEvent[] | undefined;
  let isStopped = false;

  const take = (entries: readonly FeedEntry[]) => {
    if (isStopped) return;
    const fresh: BackupEvent[] = [];
    for (const entry of entries) {
      if ('unreadable' in entry) unreadable.set(entry.unreadable.id, entry.unreadable);
      else if (learn(entry.event)) fresh.push(entry.event);
    }
    forgetOldest(events, mostEvents);
    forgetOldest(news, mostEvents);
    forgetOldest(unreadable, mostUnreadable);
    newestFirst = undefined;
    if (fresh.length > 0) received(fresh);
    changed();
  };

  /** False for what was known already. */
  const learn = (event: BackupEvent): boolean => {
    if (events.has(event.id)) return false;
    events.set(event.id, event);
    const place = `${event.accountId}/${event.region}`;
    lastEvents.set(place, Math.max(lastEvents.get(place) ?? 0, event.at));
    if (event.job) {
      const key = newsKey({ ...event.job, accountId: event.accountId, region: event.region });
      news.set(key, joinNews(news.get(key), event.job));
    }
    return true;
  };

  const keep = async (batch: Batch) => {
    const fresh = toEntries(batch).filter((entry) => !('event' in entry) || !events.has(entry.event.id));
    await journal.append(fresh);
    take(fresh);
  };

  const watch = (queue: Queue) =>
    readQueue({
      queue,
      clock,
      keep,
      changed(state) {
        const wasFailing = states.get(queue.url)?.failure !== undefined;
        const { answeredAt } = { ...states.get(queue.url), ...state };
        const { failure } = state;
        states.set(queue.url, { ...(answeredAt ? { answeredAt } : {}), ...(failure ? { failure } : {}) });
        if (wasFailing || state.failure) changed();
      },
    });

  return {
    events() {
      newestFirst ??= [...events.values()].sort((a, b) => b.at - a.at);
      return newestFirst;
    },
    unreadable: () => [...unreadable.values()].sort((a, b) => b.at - a.at),
    queues: () => queues.map(({ url }) => ({ url, ...states.get(url) })),
    newsOf: (job) => news.get(newsKey(job)),
    newestAt: () => (lastEvents.size === 0 ? undefined : Math.max(...lastEvents.values())),
    lastEventOf: (accountId, region) => lastEvents.get(`${accountId}/${region}`),
    async start() {
      try {
        take(await journal.load());
      } catch (error) {
        if (isStopped) return;
        // What could not be kept must not be taken off its queue.
        for (const { url } of queues) states.set(url, { failure: { error, since: clock.now() } });
        return changed();
      }
      if (!isStopped) for (const queue of queues) stops.push(watch(queue));
    },
    stop() {
      isStopped = true;
      for (const stop of stops.splice(0)) stop();
    },
  };
}

/** What the journal keeps when it has grown too long. */
export const compactFeed = (entries: readonly FeedEntry[]): readonly FeedEntry[] => entries.slice(-mostEvents);

/** The entry of a line, whichever version wrote it; undefined: it is none. */
export function readFeedEntry(value: unknown): FeedEntry | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('unreadable' in value) return value as FeedEntry;
  if (!('event' in value)) return undefined;
  const event = value.event as Omit<BackupEvent, 'job'> & { readonly job?: StoredJobNews };
  return { event: event.job ? { ...event, job: readStoredNews(event.job) } : (event as BackupEvent) };
}

/** A batch may hold a happening twice: it is one line. */
const toEntries = ({ events, unreadable }: Batch): FeedEntry[] => [
  ...new Map(events.map((event) => [event.id, { event }])).values(),
  ...unreadable.map((one) => ({ unreadable: one })),
];

/** Ids come in upper and in lower case. */
const newsKey = ({ kind, id, accountId, region }: Parameters<Feed['newsOf']>[0]): string =>
  `${accountId}/${region}/${kind}/${id.toUpperCase()}`;

function forgetOldest<Value>(map: Map<string, Value>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
