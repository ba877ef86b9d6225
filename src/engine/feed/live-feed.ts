// Applies the live feed to the lists: jobs change when an event arrives, and lists that the feed covers are requested
// less often.
import { feedCoversMs, feedStretch } from '../../../config/polling.ts';
import type { AnySnapshot, Data, FeedState } from '../../app/state/data.ts';
import type { Aws } from '../../aws/aws.ts';
import type { BackupEvent } from '../../domain/jobs/backup-event.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { applyNews } from '../../domain/jobs/job-news.ts';
import { createEventCheck } from '../../events/missed-events.ts';
import { parseQueueUrl } from '../../events/queue-url.ts';
import { createSqsQueue } from '../../events/sqs-queue.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { FeedOfRequests, ResourcePolls } from '../polls/polls-of-resources.ts';
import { problemOf } from '../problem-of.ts';
import { createFeed, type FeedEntry } from './feed.ts';
import { feedScope } from './feed-scope.ts';
import { createMovedJobs } from './moved-jobs.ts';
import type { QueueLease } from './queue-lease.ts';
import { createRefreshes } from './refreshes.ts';
import { createStoredEvents, type EventStorage } from './stored-events.ts';

export interface LiveFeed extends FeedOfRequests {
  /** The snapshot of the list of events, as if the list were a response. */
  snapshot(): AnySnapshot;
  state(): FeedState;
  /** An identity became known: rows that waited for it are stored. */
  keepRows(): void;
  start(): void;
  stop(): void;
}

export interface LiveFeedOptions {
  readonly aws: Pick<Aws, 'call' | 'now'>;
  readonly clock: Clock;
  /** URLs. */
  readonly queues: readonly string[];
  readonly journal: Journal<FeedEntry>;
  /** The connection that reads the queues, and the Region of a queue whose URL lacks it. */
  readonly from: { readonly connection: string; readonly region: string };
  /** Absent: no other program reads the queues. */
  readonly lease?: QueueLease | undefined;
  polls(): ResourcePolls;
  /** Stores the events. Absent: they are not stored. */
  readonly rows?: EventStorage;
  data(): Pick<Data, 'scopes' | 'organizationScopes'>;
  changed(): void;
}

const kinds: Partial<Record<ResourceId, Job['kind']>> = {
  'backup-jobs': 'backup',
  'copy-jobs': 'copy',
  'restore-jobs': 'restore',
};

export function createLiveFeed(options: LiveFeedOptions): LiveFeed {
  const { aws, clock, from, polls, data, rows: storage } = options;
  const { connection } = from;
  const refreshes = createRefreshes(clock, (request) => polls().refresh(request));
  let version = 0;
  const scope = feedScope(connection);
  let state: FeedState = { scope, queues: options.queues.length, unreadable: 0 };

  const queues = options.queues.map((url) => {
    const { accountId = '', region = from.region } = parseQueueUrl(url) ?? {};
    return createSqsQueue(aws, { scope: { accountId, region, connection }, url });
  });
  const check = createEventCheck();
  const { journal, lease } = options;
  const feed = createFeed({ queues, journal, lease, clock: { ...clock, now: aws.now }, received, changed });
  const moveJobs = createMovedJobs({ polls, data, refresh: refreshes.want, newsOf: feed.newsOf });
  const stored = createStoredEvents({ storage, connection, now: aws.now, unreadable: feed.unreadable });
  const failing = () => feed.queues().find(({ failure }) => failure)?.failure;

  function changed() {
    version += 1;
    const failure = failing();
    const newest = feed.newestAt();
    stored.keep();
    state = {
      scope,
      queues: options.queues.length,
      unreadable: feed.unreadable().length,
      ...(failure ? { problem: problemOf(failure.error) } : {}),
      ...(newest === undefined ? {} : { newestAt: newest }),
    };
    options.changed();
  }

  function received(events: readonly BackupEvent[]) {
    check.came(events, aws.now());
    stored.add(events);
    moveJobs(events);
  }

  function eventsSnapshot(): AnySnapshot {
    const responses = feed.queues().flatMap(({ answeredAt }) => answeredAt ?? []);
    const failure = failing();
    const { problem } = state;
    return {
      version,
      ...(responses.length > 0 ? { loadedAt: Math.max(...responses) } : {}),
      ...(failure && problem ? { failure: { problem, since: failure.since, attempts: 1, retryAt: aws.now() } } : {}),
    };
  }

  return {
    snapshot: eventsSnapshot,
    keepRows: stored.keep,
    state() {
      const { missed: before, ...rest } = state;
      const missed = check.missed();
      if (missed?.missed !== before?.missed || missed?.of !== before?.of) {
        state = { ...rest, ...(missed ? { missed } : {}) };
      }
      return state;
    },
    amends({ resource }) {
      const kind = kinds[resource];
      if (!kind) return undefined;
      return (job: Job) => {
        const { accountId, region } = job.scope;
        const news = feed.newsOf({ kind, id: job.id, accountId, region });
        check.listed(job, news?.state, aws.now());
        return news ? applyNews(job, news) : job;
      };
    },
    // One request for a whole organization covers accounts that may send no events: its interval stays.
    stretches({ resource, scope }) {
      if (!kinds[resource] || scope.organization || state.problem || check.missed()) return 1;
      const newest = feed.lastEventOf(scope.accountId, scope.region) ?? 0;
      return aws.now() - newest < feedCoversMs ? feedStretch : 1;
    },
    start: () => void feed.start(),
    stop() {
      feed.stop();
      refreshes.stop();
    },
  };
}
