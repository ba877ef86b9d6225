// Keeps one list current: repeats the request and backs off after refusals. The rows go to the archive; the poll keeps
// their age. Knows no AWS and no React.
import type { Recording } from './archive.ts';
import { eachPage } from './each-page.ts';
import { scaledCadence } from './pace.ts';
import type { Poll, PollOptions, Request } from './poll-options.ts';
import { toSnapshot } from './poll-snapshot.ts';
import {
  type Demand,
  firstState,
  nextState,
  type PollEffect,
  type PollEvent,
  type PollState,
  paceFor,
} from './poll-state.ts';
import type { Snapshot } from './snapshot.ts';

/** One request in flight. */
interface Run<Row> {
  readonly control: AbortController;
  recording: Recording<Row> | undefined;
}

/** Of config/budgets.ts: for rows on screen, and for rows that no screen shows. */
const visiblePriority = 0;
const backgroundPriority = 2;
const usualPriority = () => 1;

export function createPoll<Row, Problem>(options: PollOptions<Row, Problem>): Poll<Row, Problem> {
  const { clock, there = { now: clock.now, speed: () => 1 } } = options;
  const watchers = new Map<() => void, () => number>();
  let state: PollState<Problem> = firstState(clock.now());
  let receivedAt: number | undefined;
  let document: unknown;
  let lacks: string | undefined;
  let cancelTimer: (() => void) | undefined;
  let running: Run<Row> | undefined;
  /** Read once, before the first request. */
  let archived = options.archive;
  /** A person or an action needs the present state: an earlier response of another program is not enough. */
  let isUrgent = false;
  let current = snapshotOf(0);

  function snapshotOf(version: number): Snapshot<Problem> {
    return toSnapshot({ state, version, receivedAt, document, lacks, mayBePartial: options.newOnly !== undefined });
  }

  /** The snapshot has changed, whether or not a watcher is notified. */
  const renew = () => {
    current = snapshotOf(current.version);
  };

  const publish = () => {
    current = snapshotOf(current.version + 1);
    for (const changed of [...watchers.keys()]) changed();
  };

  const priority = () => Math.min(backgroundPriority, ...[...watchers.values()].map((of) => of()));

  /** Whether some row is busy, as far as pages and the archive show. */
  let isBusy = options.isBusy === undefined;
  /** The rows of the newest whole response, and of the changes since then. */
  let rowCount = 0;

  /** After changes only: rows that were busy before may still be busy. */
  const lookForBusy = async (isWhole: boolean, isBusyInPages: boolean) => {
    if (!options.isBusy) return;
    isBusy = isBusyInPages || (!isWhole && ((await options.archive?.isBusy()) ?? isBusy));
  };

  const demand = (): Demand => {
    const urgency = priority();
    const stretch = options.stretch?.() ?? 1;
    const [isVisible, inBackground] = [urgency === visiblePriority, urgency >= backgroundPriority];
    return { isBusy, isVisible, inBackground, stretch };
  };

  const happened = (event: PollEvent<Problem>) => {
    const timing = { cadence: scaledCadence(options.cadence, there.speed()), phase: options.phase };
    const step = nextState(state, event, timing);
    ({ state } = step);
    for (const effect of step.effects) run(effect);
  };

  const run = (effect: PollEffect) => {
    if (effect.type === 'ask') return ask();
    if (effect.type === 'abort') return abort();
    cancelTimer?.();
    cancelTimer = effect.type === 'wait' ? clock.setTimeout(due, effect.ms) : undefined;
  };

  const due = () => happened({ type: 'due', now: clock.now() });

  const abort = () => {
    running?.control.abort();
    running?.recording?.leave();
    running = undefined;
    receivedAt = undefined;
  };

  const ask = () => {
    const one: Run<Row> = { control: new AbortController(), recording: undefined };
    running = one;
    publish();
    gather(one).catch((error: unknown) => {
      if (!one.control.signal.aborted) fail(error, one.recording);
    });
  };

  /** What an earlier run stored is shown at once; a partial response is shown and requested again. */
  const recall = async ({ control }: Run<Row>) => {
    const known = await archived?.load().catch(() => undefined);
    archived = undefined;
    if (!known || control.signal.aborted || state.loadedAt !== undefined) return;
    await lookForBusy(false, false);
    if (control.signal.aborted) return;
    happened({ type: 'restored', loadedAt: known.loadedAt, isWhole: known.whole });
    publish();
  };

  /** Epoch ms by AWS's clock: the earliest request time of another program's response that is recent enough. */
  const newEnough = (now: number): number => {
    const { loadedAt, isRestored } = state;
    const mustSeeAll = options.changes !== undefined && loadedAt !== undefined && !isRestored && !asksForChanges(now);
    if (isUrgent || mustSeeAll) return Number.POSITIVE_INFINITY;
    const cadence = scaledCadence(options.cadence, there.speed());
    const oldest = now - paceFor(state, demand(), { cadence }) * there.speed();
    return loadedAt === undefined || isRestored ? oldest : Math.max(oldest, loadedAt + 1);
  };

  /** Returns true if another program has a response, so that no request is needed. Its rows are in the archive. */
  const takeOver = async ({ control: { signal } }: Run<Row>): Promise<boolean> => {
    const now = there.now();
    const loadedAt = await options.archive?.claim?.({ newEnough: () => newEnough(now), signal }).catch(() => undefined);
    isUrgent = false;
    if (loadedAt === undefined || signal.aborted) return false;
    await lookForBusy(false, false);
    const lacking = await options.archive?.lacks?.();
    if (signal.aborted) return false;
    lacks = lacking;
    running = undefined;
    const isWhole = state.wholeAt === undefined || !options.changes;
    const askedAt = clock.now() - (there.now() - loadedAt) / there.speed();
    happened({ type: 'answered', now: askedAt, askedAt, loadedAt, isWhole, demand: demand() });
    reconsider();
    publish();
    return true;
  };

  const asksForChanges = (now: number) => {
    const { wholeMs } = options.cadence;
    const { loadedAt, wholeAt } = state;
    if (!options.changes || loadedAt === undefined || wholeAt === undefined) return false;
    return (options.newOnly?.(rowCount) ?? true) && (wholeMs === undefined || now - wholeAt < wholeMs);
  };

  const gather = async (one: Run<Row>) => {
    const { signal } = one.control;
    await options.turn?.(priority());
    if (signal.aborted) return;
    if (archived) await recall(one);
    if (signal.aborted || (options.archive?.claim && (await takeOver(one))) || signal.aborted) return;
    const [now, askedAt] = [there.now(), clock.now()];
    const { loadedAt = 0 } = state;
    const onlyChanges = asksForChanges(now);
    one.recording = options.archive?.begin(now);
    const request: Request = { signal, now, priority, ...previewFor(one) };
    let lacking: string | undefined;
    let isBusyInPages = false;
    let pageRows = 0;
    const pages = onlyChanges ? options.changes?.({ ...request, since: loadedAt }) : options.all(request);
    const reading = eachPage(pages, (page) => {
      if (signal.aborted) return 'leave';
      const taken = amended(page);
      one.recording?.page(taken);
      if (options.isDocument) [document] = taken;
      for (const row of options.lacks ? taken : []) lacking ??= options.lacks?.(row);
      pageRows += page.length;
      isBusyInPages ||= taken.some((row) => options.isBusy?.(row));
      receivedAt = clock.now();
      if (state.loadedAt === undefined && page.length > 0) publish();
      else renew();
      return options.pause?.(page.length);
    });
    await reading;
    if (signal.aborted) return;
    lacks = lacking;
    await one.recording?.end(onlyChanges ? loadedAt : undefined);
    await lookForBusy(!onlyChanges, isBusyInPages);
    if (signal.aborted) return;
    rowCount = onlyChanges ? rowCount + pageRows : pageRows;
    running = undefined;
    receivedAt = undefined;
    const isWhole = !onlyChanges;
    happened({ type: 'answered', now: clock.now(), askedAt, loadedAt: now, isWhole, demand: demand() });
    publish();
  };

  /** For the first response: none of its rows is on screen yet. */
  const previewFor = ({ control: { signal }, recording }: Run<Row>): Pick<Request, 'preview'> => {
    if (!recording?.preview || state.loadedAt !== undefined) return {};
    return { preview: (rows) => signal.aborted || recording.preview?.(amended(rows as readonly Row[])) };
  };

  const fail = (error: unknown, recording: Recording<Row> | undefined) => {
    const problem = options.toProblem(error);
    running = undefined;
    receivedAt = undefined;
    happened({ type: 'failed', now: clock.now(), problem, isLasting: options.isLasting?.(problem) ?? false });
    recording?.fail(problem, state.failure?.retryAt ?? clock.now());
    publish();
  };

  const amended = (page: readonly Row[]): readonly Row[] => {
    const { amend } = options;
    return amend ? page.map(amend) : page;
  };

  const reconsider = () => happened({ type: 'reconsidered', now: clock.now(), demand: demand() });

  return {
    snapshot: () => current,
    watch(changed, urgency = usualPriority) {
      watchers.set(changed, urgency);
      if (watchers.size === 1) happened({ type: 'watched', now: clock.now(), demand: demand() });
      else reconsider();
      renew();
      return () => {
        watchers.delete(changed);
        if (watchers.size > 0) return;
        happened({ type: 'left' });
        renew();
      };
    },
    reconsider,
    refresh() {
      isUrgent = true;
      happened({ type: 'refreshed', now: clock.now(), needsAll: options.newOnly !== undefined });
      renew();
    },
    halt() {
      happened({ type: 'stopped' });
      publish();
    },
    lose() {
      // A document is not archived.
      if (!options.archive) return;
      archived = undefined;
      rowCount = 0;
      happened({ type: 'lost', now: clock.now() });
      publish();
    },
    setPaused: (paused) => happened({ type: paused ? 'paused' : 'resumed' }),
    addRows(added) {
      const taken = amended(added);
      options.archive?.add(taken, there.now());
      isBusy ||= taken.some((row) => options.isBusy?.(row));
      publish();
      reconsider();
    },
  };
}
