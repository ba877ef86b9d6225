// What a poll remembers of its responses: facts about the rows, never the rows themselves.
import type { PollOptions } from './poll-options.ts';

export interface PollFacts {
  /** Epoch ms by this machine's clock: the newest page of the request in flight. */
  receivedAt: number | undefined;
  document: unknown;
  /** In words. */
  lacks: string | undefined;
  /** Whether some row is busy, as far as pages and the archive show. */
  isBusy: boolean;
  /** The rows of the newest whole response, and of the changes since then. */
  rowCount: number;
  /** A person or an action needs the present state: an earlier response of another program is not enough. */
  isUrgent: boolean;
  /** What an earlier run stored is read once, before the first request. */
  isArchiveRead: boolean;
}

/** What the pages of one response show. */
export interface PageFacts {
  lacks: string | undefined;
  isBusy: boolean;
  rowCount: number;
}

type BusyOptions<Row> = Pick<PollOptions<Row, unknown>, 'isBusy' | 'archive'>;

export const firstFacts = <Row>({ isBusy }: BusyOptions<Row>): PollFacts => ({
  receivedAt: undefined,
  document: undefined,
  lacks: undefined,
  isBusy: isBusy === undefined,
  rowCount: 0,
  isUrgent: false,
  isArchiveRead: false,
});

export const noPages = (): PageFacts => ({ lacks: undefined, isBusy: false, rowCount: 0 });

/** The rows with the facts that a response may lack. */
export const amended = <Row>({ amend }: Pick<PollOptions<Row, unknown>, 'amend'>, page: readonly Row[]) =>
  amend ? page.map(amend) : page;

/** Adds a page, whose rows are amended, to the facts of its response. */
export function addPage<Row>(
  pages: PageFacts,
  page: readonly Row[],
  { lacks, isBusy }: Pick<PollOptions<Row, unknown>, 'lacks' | 'isBusy'>,
): void {
  for (const row of lacks ? page : []) pages.lacks ??= lacks?.(row);
  pages.rowCount += page.length;
  pages.isBusy ||= page.some((row) => isBusy?.(row));
}

/** After changes only: rows that were busy before may still be busy. */
export async function lookForBusy<Row>(
  facts: PollFacts,
  { isBusy, archive }: BusyOptions<Row>,
  found: { readonly isWhole: boolean; readonly isBusyInPages: boolean },
): Promise<void> {
  if (!isBusy) return;
  facts.isBusy = found.isBusyInPages || (!found.isWhole && ((await archive?.isBusy()) ?? facts.isBusy));
}
