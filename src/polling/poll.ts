// Keeps one list current: repeats the request and backs off after refusals. The rows go to the archive; the poll keeps
// their age. Knows no AWS and no React.
import { createPollCore, type PollCore } from './poll-core.ts';
import { amended, firstFacts } from './poll-facts.ts';
import type { Poll, PollOptions } from './poll-options.ts';
import { createPollRequests } from './poll-requests.ts';

export function createPoll<Row, Problem>(options: PollOptions<Row, Problem>): Poll<Row, Problem> {
  const { clock, there = { now: clock.now, speed: () => 1 } } = options;
  const facts = firstFacts(options);
  const { ask, abort } = createPollRequests({ options, there, facts, core: () => core });
  const core: PollCore<Problem> = createPollCore({ ...options, there, facts, ask, abort });
  const { happened, publish, renew, reconsider } = core;

  const request = (type: 'refreshed' | 'outdated') => {
    facts.isUrgent = true;
    happened({ type, now: clock.now(), needsAll: options.newOnly !== undefined });
    renew();
  };

  return {
    snapshot: core.snapshot,
    watch: core.watch,
    reconsider,
    refresh: () => request('refreshed'),
    outdate: () => request('outdated'),
    halt() {
      happened({ type: 'stopped' });
      publish();
    },
    lose() {
      // A document is not archived.
      if (!options.archive) return;
      facts.isArchiveRead = true;
      facts.rowCount = 0;
      happened({ type: 'lost', now: clock.now() });
      publish();
    },
    setPaused: (paused) => happened({ type: paused ? 'paused' : 'resumed' }),
    addRows(added) {
      const taken = amended(options, added);
      options.archive?.add(taken, there.now());
      facts.isBusy ||= taken.some((row) => options.isBusy?.(row));
      publish();
      reconsider();
    },
  };
}
