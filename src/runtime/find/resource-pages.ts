// Pages of resources on screen: each is read once, and again after rows were written.
import type { ListRequest } from '../../app/state/lists/poll-request.ts';
import type { ResourcePage } from '../../domain/resource-page.ts';
import type { StoreSight } from '../../engine/program-store.ts';
import type { Clock } from '../../lib/clock.ts';
import { setNewest } from '../../lib/set-newest.ts';
import type { ListPlaces } from '../lists/list-places.ts';
import { readPage } from './read-page.ts';
import type { SearchedData } from './search-list.ts';

export interface ResourcePagesOptions {
  readonly clock: Clock;
  placesOf(requests: readonly ListRequest[]): ListPlaces | undefined;
  /** The scopes in which lists are requested now. */
  reached(): SearchedData;
  /** There is something new to see, in so many ms at the soonest. */
  changed(waitMs: number): void;
}

export interface ResourcePages {
  /**
   * undefined: not read yet, or the store has nothing about the resource. `seq`: the last transaction that wrote rows.
   */
  pageOf(arn: string, sight: StoreSight, seq: number): ResourcePage | undefined;
}

interface Page {
  readonly sight: StoreSight;
  /** The last transaction at the time of reading; undefined: the page is being read for the first time. */
  seq?: number;
  isReading: boolean;
  /** By this machine's clock, in ms. */
  restsUntil: number;
  row?: ResourcePage | undefined;
}

/** For the screens on the stack. */
const mostPages = 4;
/** The pause before a page is read again is this many times the duration of the read. */
const restPerWork = 9;

export function createResourcePages({ clock, placesOf, reached, changed }: ResourcePagesOptions): ResourcePages {
  const pages = new Map<string, Page>();

  async function read(arn: string, page: Page, seq: number): Promise<void> {
    const { sight } = page;
    page.isReading = true;
    const beganAt = clock.now();
    try {
      page.row = await readPage(arn, { sight, data: reached(), placesOf, signal: new AbortController().signal });
      page.seq = seq;
    } finally {
      page.isReading = false;
      page.restsUntil = clock.now() + restPerWork * (clock.now() - beganAt);
      changed(0);
    }
  }

  function pageAt(arn: string, sight: StoreSight): Page {
    const known = pages.get(arn);
    const page = known?.sight === sight ? known : { sight, isReading: false, restsUntil: 0 };
    setNewest(pages, [arn, page], mostPages);
    return page;
  }

  return {
    pageOf(arn, sight, seq) {
      const page = pageAt(arn, sight);
      if (!page.isReading && page.seq !== seq) {
        const wait = page.restsUntil - clock.now();
        if (wait > 0) changed(wait);
        // The file was closed or replaced during the read: the next read starts again.
        else read(arn, page, seq).catch(() => {});
      }
      return page.row;
    },
  };
}
