// The requests of one poll, one at a time: takes what the archive or another program has, or reads the pages of a
// response.
import type { Recording } from './archive.ts';
import { eachPage } from './each-page.ts';
import { addPage, amended, lookForBusy, noPages, type PageFacts } from './poll-facts.ts';
import type { Request } from './poll-options.ts';
import { type PollParts, recall, takeOver, wantsChanges } from './poll-stored.ts';

/** One request in flight. */
interface Run<Row> {
  readonly control: AbortController;
  recording: Recording<Row> | undefined;
}

export interface PollRequests {
  ask(): void;
  abort(): void;
}

export function createPollRequests<Row, Problem>(parts: PollParts<Row, Problem>): PollRequests {
  const { options, there, facts, core } = parts;
  const { clock } = options;
  let running: Run<Row> | undefined;

  const ask = () => {
    const one: Run<Row> = { control: new AbortController(), recording: undefined };
    running = one;
    core().publish();
    gather(one).catch((error: unknown) => {
      if (!one.control.signal.aborted) fail(error, one.recording);
    });
  };

  const abort = () => {
    running?.control.abort();
    running?.recording?.leave();
    running = undefined;
    facts.receivedAt = undefined;
  };

  const gather = async (one: Run<Row>) => {
    const { signal } = one.control;
    await options.turn?.(core().priority());
    if (signal.aborted) return;
    if (options.archive && !facts.isArchiveRead) await recall(parts, signal);
    if (signal.aborted || (options.archive?.claim && (await takeOver(parts, signal, finish))) || signal.aborted) return;
    const [now, askedAt] = [there.now(), clock.now()];
    const { loadedAt = 0 } = core().state();
    const isWhole = !wantsChanges(parts, now);
    one.recording = options.archive?.begin(now);
    const request: Request = { signal, now, priority: core().priority, ...previewFor(one) };
    const pages = isWhole ? options.all(request) : options.changes?.({ ...request, since: loadedAt });
    const found = noPages();
    await readPages(one, pages, found);
    if (signal.aborted) return;
    facts.lacks = found.lacks;
    await one.recording?.end(isWhole ? undefined : loadedAt);
    await lookForBusy(facts, options, { isWhole, isBusyInPages: found.isBusy });
    if (signal.aborted) return;
    facts.rowCount = isWhole ? found.rowCount : facts.rowCount + found.rowCount;
    finish();
    const { happened, demand, publish } = core();
    happened({ type: 'answered', now: clock.now(), askedAt, loadedAt: now, isWhole, demand: demand() });
    publish();
  };

  const readPages = (one: Run<Row>, pages: AsyncIterable<readonly Row[]> | undefined, found: PageFacts) =>
    eachPage(pages, (page) => {
      if (one.control.signal.aborted) return 'leave';
      const taken = amended(options, page);
      one.recording?.page(taken);
      if (options.isDocument) [facts.document] = taken;
      addPage(found, taken, options);
      facts.receivedAt = clock.now();
      if (core().state().loadedAt === undefined && page.length > 0) core().publish();
      else core().renew();
      return options.pause?.(page.length);
    });

  /** For the first response: none of its rows is on screen yet. */
  const previewFor = ({ control: { signal }, recording }: Run<Row>): Pick<Request, 'preview'> => {
    if (!recording?.preview || core().state().loadedAt !== undefined) return {};
    return { preview: (rows) => signal.aborted || recording.preview?.(amended(options, rows as readonly Row[])) };
  };

  const fail = (error: unknown, recording: Recording<Row> | undefined) => {
    const problem = options.toProblem(error);
    finish();
    const { happened, state, publish } = core();
    happened({ type: 'failed', now: clock.now(), problem, isLasting: options.isLasting?.(problem) ?? false });
    recording?.fail(problem, state().failure?.retryAt ?? clock.now());
    publish();
  };

  const finish = () => {
    running = undefined;
    facts.receivedAt = undefined;
  };

  return { ask, abort };
}
