// One run of the collector: its AWS, its store and its engine, in this thread, with one set of settings.
import { createEngine } from '../../engine/create-engine.ts';
import { openThreadStore } from '../../engine/store/thread-store.ts';
import type { FromEngine } from '../../engine/thread/thread-messages.ts';
import { systemClock } from '../../lib/clock.ts';
import type { Log } from '../../lib/files/log.ts';
import type { ProgramSettings } from '../config/settings.ts';
import type { CallCounts } from '../metrics/call-counts.ts';
import type { MetricFamily } from '../metrics/metric-family.ts';
import { openFeed } from '../open-feed.ts';
import { placeOf } from '../options/place-of-store.ts';
import { limitsOf } from '../store/arguments.ts';
import type { LaunchEnvironment } from '../subcommands.ts';
import { openWorld } from '../world.ts';
import type { CollectArguments } from './arguments.ts';
import { collectedMetrics } from './collected-metrics.ts';
import { createCollector } from './collector.ts';
import type { ProblemLog } from './problem-log.ts';

export interface CollectingOptions {
  readonly args: CollectArguments;
  readonly settings: Pick<ProgramSettings, 'config' | 'chosen'>;
  readonly environment: LaunchEnvironment;
  readonly log: Log;
  readonly problems: ProblemLog;
  /** Counts the calls, over all sessions. */
  readonly calls: CallCounts;
  /** The store cannot be written any more. */
  lost(): void;
}

export interface Collecting {
  metrics(): MetricFamily[];
  /** What has arrived is on disk when it resolves. */
  close(): Promise<void>;
}

/** Throws a UsageError if the flags, or the place of the store, cannot be used. */
export async function openSession(options: CollectingOptions): Promise<Collecting> {
  const { args, settings, environment, log, problems, calls, lost } = options;
  const place = await placeOf(args);
  const world = await openWorld(args, { environment, log, onCall: calls.add });
  const { aws } = world;
  world.onClockSkew((text) => problems.say(text));
  const isKept = place.path !== undefined;
  const limits = limitsOf(settings.config);
  const store = openThreadStore({ place, limits, now: aws.now, clock: systemClock, post });

  function post(message: FromEngine): void {
    if (message.type !== 'store') return;
    const { news } = message;
    if (news.type === 'notices') for (const notice of news.notices) problems.say(notice);
    if (news.type !== 'opened') return;
    const isLost = news.kind === 'temporary' && isKept;
    for (const notice of news.notices) problems[isLost ? 'say' : 'note'](notice);
    if (isLost) lost();
  }

  const engine = createEngine({
    ...world.place,
    aws,
    clock: systemClock,
    store: store.store,
    isCollector: true,
    cloudWatch: args.cloudWatch,
    cadences: args.cadences,
    feed: openFeed(args.eventQueues),
    ...(settings.chosen ? { context: settings.chosen.name } : {}),
  });
  let evaluations = 0;
  const collector = createCollector({
    engine,
    attention: args.attention,
    evaluate(request) {
      evaluations += 1;
      store.command({ type: 'evaluate', number: evaluations, request });
    },
    changed: problems.look,
    say: (text) => problems.say(text),
  });
  engine.start();

  return {
    metrics: () => collectedMetrics({ collector, args, reader: store.store.sight()?.reader, now: aws.now(), calls }),
    async close() {
      collector.stop();
      store.close();
      await world.close();
    },
  };
}
