// Applies the live feed to the lists: jobs change when an event arrives, and lists that the feed covers are requested
// less often.
import { feedCoversMs, feedStretch } from '../../../config/polling.ts';
import type { AnySnapshot, Data, FeedState } from '../../app/state/data.ts';
import { scopesFor } from '../../app/state/list-requests.ts';
import { type ListRequest, requestKey } from '../../app/state/poll-request.ts';
import type { Aws } from '../../aws/aws.ts';
import type { BackupEvent } from '../../domain/jobs/backup-event.ts';
import type { Job } from '../../domain/jobs/job.ts';
import { applyNews, jobFromNews } from '../../domain/jobs/job-news.ts';
import { rowScope } from '../../domain/scope.ts';
import { createEventCheck } from '../../events/missed-events.ts';
import { parseQueueUrl } from '../../events/queue-url.ts';
import { createSqsQueue } from '../../events/sqs-queue.ts';
import type { Journal } from '../../journal/journal.ts';
import type { Clock } from '../../lib/clock.ts';
import { resources } from '../../resources/index.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { FeedOfRequests, ResourcePolls } from '../polls/polls-of-resources.ts';
import { problemOf } from '../problem-of.ts';
import type { AnswerWriter } from '../program-store.ts';
import { createFeed, type FeedEntry } from './feed.ts';
import { toEventRow, toUnreadableRow } from './feed-rows.ts';
import { feedScope } from './feed-scope.ts';
import { createRefreshes } from './refreshes.ts';

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
  polls(): ResourcePolls;
  /** Stores the events. Absent: they are not stored. */
  readonly rows?: {
    readonly writer: Pick<AnswerWriter, 'upsert'>;
    /** undefined: the identity is not known yet. */
    identityOf(connection: string): string | undefined;
  };
  data(): Pick<Data, 'scopes' | 'organizationScopes'>;
  changed(): void;
}

const kinds: Partial<Record<ResourceId, Job['kind']>> = {
  'backup-jobs': 'backup',
  'copy-jobs': 'copy',
  'restore-jobs': 'restore',
};

/** The lists that an event of each kind changes. */
const touched: Partial<Record<BackupEvent['kind'], ResourceId>> = {
  'backup-job': 'backup-jobs',
  'copy-job': 'copy-jobs',
  'restore-job': 'restore-jobs',
  'scan-job': 'scan-jobs',
  plan: 'plans',
  vault: 'vaults',
  setting: 'region-settings',
};

/** Rows per write. */
const rowsAtOnce = 500;

export function createLiveFeed(options: LiveFeedOptions): LiveFeed {
  const { aws, clock, from } = options;
  const refreshes = createRefreshes(clock, (request) => options.polls().refresh(request));
  let taking = Promise.resolve();
  let version = 0;
  /** Events that are not in the store yet. */
  let unsaved: readonly BackupEvent[] = [];
  const keptUnreadable = new Set<string>();
  const scope = feedScope(from.connection);
  let state: FeedState = { scope, queues: options.queues.length, unreadable: 0 };

  const queues = options.queues.map((url) => {
    const { accountId = '', region = from.region } = parseQueueUrl(url) ?? {};
    return createSqsQueue(aws, { accountId, region, connection: from.connection }, url);
  });
  const check = createEventCheck();
  const feed = createFeed({ queues, journal: options.journal, clock: { ...clock, now: aws.now }, received, changed });
  const failing = () => feed.queues().find(({ failure }) => failure)?.failure;

  function changed() {
    version += 1;
    const failure = failing();
    const newest = feed.newestAt();
    keepRows();
    state = {
      scope,
      queues: options.queues.length,
      unreadable: feed.unreadable().length,
      ...(failure ? { problem: problemOf(failure.error) } : {}),
      ...(newest === undefined ? {} : { newestAt: newest }),
    };
    options.changed();
  }

  /** The list that shows the subject of the event. */
  function listRequestOf(resource: ResourceId, { accountId, region }: BackupEvent): ListRequest | undefined {
    const scope = scopesFor(resource, options.data()).find(
      (one) => one.region === region && (one.organization || one.accountId === accountId),
    );
    return scope && { kind: 'list', resource, scope, params: {}, priority: 1 };
  }

  function requestListOf(event: BackupEvent): void {
    const resource = touched[event.kind];
    const request = resource && listRequestOf(resource, event);
    if (request) refreshes.want(request);
  }

  /** In order: each event is compared with the job that the previous event produced. */
  function received(events: readonly BackupEvent[]) {
    check.came(events, aws.now());
    unsaved = [...unsaved, ...events];
    // If the job cannot be looked up, AWS is asked.
    const askAgain = () => events.forEach((event) => void requestListOf(event));
    taking = taking.then(() => takeIn(events)).catch(askAgain);
  }

  async function takeIn(events: readonly BackupEvent[]): Promise<void> {
    const lists = new Map<string, { readonly request: ListRequest; readonly jobs: Map<string, Job> }>();
    for (const event of events) {
      const resource = touched[event.kind];
      const request = resource && listRequestOf(resource, event);
      const snapshot = request && options.polls().snapshot(request);
      // A list without a response will include the change; a list that is not watched need not be requested.
      if (!request || snapshot?.loadedAt === undefined) continue;
      const job = await moved(event, request);
      if (job === undefined) refreshes.want(request);
      else if (job !== 'known') {
        const list = lists.get(requestKey(request)) ?? { request, jobs: new Map() };
        list.jobs.set(resources[request.resource].key(job), job);
        lists.set(requestKey(request), list);
      }
    }
    for (const { request, jobs } of lists.values()) options.polls().addRows(request, [...jobs.values()]);
  }

  /** The job with the event applied; undefined if AWS has to be asked. */
  async function moved(event: BackupEvent, request: ListRequest): Promise<Job | 'known' | undefined> {
    if (!event.job) return undefined;
    const { accountId, region } = event;
    const { kind, id } = event.job;
    const scope = rowScope(request.scope, accountId);
    const news = feed.newsOf({ kind, id, accountId, region }) ?? event.job;
    const known = await options
      .polls()
      .known(request)
      .find({ ...news.members, scope, kind, id } as Job);
    if (!known) return jobFromNews(news, scope);
    const after = applyNews(known, news);
    return after === known ? 'known' : after;
  }

  /** Stores the events as soon as their identity is known. */
  function keepRows(): void {
    const identity = options.rows?.identityOf(from.connection);
    if (identity === undefined) return;
    const entries = [
      ...unsaved,
      ...feed
        .unreadable()
        .filter(({ id }) => !keptUnreadable.has(id))
        .map(toUnreadableRow),
    ];
    for (const { id } of feed.unreadable()) keptUnreadable.add(id);
    unsaved = [];
    for (let at = 0; at < entries.length; at += rowsAtOnce) {
      const rows = entries.slice(at, at + rowsAtOnce).map((entry) => toEventRow(entry, from.connection));
      options.rows?.writer.upsert('events', rows, { requestedAt: aws.now(), identity });
    }
  }

  function eventsSnapshot(): AnySnapshot {
    const answers = feed.queues().flatMap(({ answeredAt }) => answeredAt ?? []);
    const failure = failing();
    const { problem } = state;
    return {
      version,
      ...(answers.length > 0 ? { loadedAt: Math.max(...answers) } : {}),
      ...(failure && problem ? { failure: { problem, since: failure.since, attempts: 1, retryAt: aws.now() } } : {}),
    };
  }

  return {
    snapshot: eventsSnapshot,
    keepRows,
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
