// The live feed: the events of the queues, kept on disk, and joined for each job.
import type { BackupEvent, JobNews } from '../../domain/jobs/backup-event.ts';
import { joinNews, readStoredNews, type StoredJobNews } from '../../domain/jobs/job-news.ts';
import type { Batch, Queue, QueueState, Unreadable } from '../../events/queue-reader.ts';
import { readQueue } from '../../events/queue-reader.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Clock } from '../../lib/clock.ts';
import { defined } from '../../lib/defined.ts';
import type { QueueLease } from './queue-lease.ts';

/** A line of the journal. */
export type FeedEntry = { readonly event: BackupEvent } | { readonly unreadable: Unreadable };

export interface FeedQueue extends QueueState {
  readonly url: string;
}

export interface Feed {
  /** Newest event first. */
  events(): readonly BackupEvent[];
  /** Messages that could not be parsed, newest first. */
  unreadable(): readonly Unreadable[];
  queues(): readonly FeedQueue[];
  /** The members of a job that its events contain. */
  newsOf(
    job: Pick<JobNews, 'kind' | 'id'> & { readonly accountId: string; readonly region: string },
  ): JobNews | undefined;
  /** Epoch ms of the newest event. */
  newestAt(): number | undefined;
  /** Epoch ms of the newest event of that account-Region. */
  lastEventOf(accountId: string, region: string): number | undefined;
  start(): Promise<void>;
  stop(): void;
}

export interface FeedOptions {
  readonly queues: readonly Queue[];
  readonly journal: Journal<FeedEntry>;
  readonly clock: Clock;
  /** Called with events that were not known before, and at the start with those of the journal. */
  received(events: readonly BackupEvent[]): void;
  /** Absent: no other program reads the queues. */
  readonly lease?: QueueLease | undefined;
  /** Called after each change. */
  changed(): void;
}

/** The number of events in memory and in the journal; older events are not needed to recognize duplicates. */
const mostEvents = 20_000;
const mostUnreadable = 200;

export function createFeed({ queues, journal, clock, received, changed, lease }: FeedOptions): Feed {
  const memory = createFeedMemory();
  const states = new Map<string, QueueState>(queues.map(({ url }) => [url, {}]));
  const stops: (() => void)[] = [];
  let isStopped = false;

  const take = (entries: readonly FeedEntry[]) => {
    if (isStopped) return;
    const fresh = memory.add(entries);
    if (fresh.length > 0) received(fresh);
    changed();
  };

  const keep = async (batch: Batch) => {
    const fresh = toEntries(batch).filter((entry) => !('event' in entry) || !memory.has(entry.event));
    await journal.append(fresh);
    take(fresh);
  };

  const watch = (queue: Queue) => {
    const stop = readQueue({
      queue,
      clock,
      keep,
      ...(lease ? { mayRead: () => lease.mayRead(queue.url) } : {}),
      changed(state) {
        const before = states.get(queue.url);
        const { answeredAt } = { ...before, ...state };
        const { failure, isReadElsewhere } = state;
        states.set(queue.url, defined({ answeredAt, failure, isReadElsewhere }));
        if (failure) lease?.release(queue.url);
        if (before?.failure || failure || before?.isReadElsewhere !== isReadElsewhere) changed();
      },
    });
    return () => {
      stop();
      lease?.release(queue.url);
    };
  };

  return {
    ...memory.reads,
    queues: () => queues.map(({ url }) => ({ url, ...states.get(url) })),
    async start() {
      try {
        take(await journal.load());
      } catch (error) {
        if (isStopped) return;
        // An event that could not be stored must not be deleted from its queue.
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

/** The newest entries, and what they say of jobs and account-Regions. */
function createFeedMemory() {
  const events = new Map<string, BackupEvent>();
  const unreadable = new Map<string, Unreadable>();
  const news = new Map<string, JobNews>();
  const lastEvents = new Map<string, number>();
  let newestFirst: readonly BackupEvent[] | undefined;

  /** Returns false if the event was known already. */
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

  /** Returns the events that were not known before. */
  const add = (entries: readonly FeedEntry[]): readonly BackupEvent[] => {
    const fresh: BackupEvent[] = [];
    for (const entry of entries) {
      if ('unreadable' in entry) unreadable.set(entry.unreadable.id, entry.unreadable);
      else if (learn(entry.event)) fresh.push(entry.event);
    }
    forgetOldest(events, mostEvents);
    forgetOldest(news, mostEvents);
    forgetOldest(unreadable, mostUnreadable);
    newestFirst = undefined;
    return fresh;
  };

  const reads: Pick<Feed, 'events' | 'unreadable' | 'newsOf' | 'newestAt' | 'lastEventOf'> = {
    events() {
      newestFirst ??= [...events.values()].sort((a, b) => b.at - a.at);
      return newestFirst;
    },
    unreadable: () => [...unreadable.values()].sort((a, b) => b.at - a.at),
    newsOf: (job) => news.get(newsKey(job)),
    newestAt: () => (lastEvents.size === 0 ? undefined : Math.max(...lastEvents.values())),
    lastEventOf: (accountId, region) => lastEvents.get(`${accountId}/${region}`),
  };

  return { add, has: ({ id }: BackupEvent) => events.has(id), reads };
}

/** The entries that remain when the journal has become too long. */
export const compactFeed = (entries: readonly FeedEntry[]): readonly FeedEntry[] => entries.slice(-mostEvents);

/** Parses an entry of any version; undefined: the line is not an entry. */
export function readFeedEntry(value: unknown): FeedEntry | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('unreadable' in value) return value as FeedEntry;
  if (!('event' in value)) return undefined;
  const event = value.event as Omit<BackupEvent, 'job'> & { readonly job?: StoredJobNews };
  return { event: event.job ? { ...event, job: readStoredNews(event.job) } : (event as BackupEvent) };
}

/** A batch may contain an event twice: it becomes one line. */
const toEntries = ({ events, unreadable }: Batch): FeedEntry[] => [
  ...new Map(events.map((event) => [event.id, { event }])).values(),
  ...unreadable.map((one) => ({ unreadable: one })),
];

/** Ids occur in upper and in lower case. */
const newsKey = ({ kind, id, accountId, region }: Parameters<Feed['newsOf']>[0]): string =>
  `${accountId}/${region}/${kind}/${id.toUpperCase()}`;

function forgetOldest<Value>(map: Map<string, Value>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}
