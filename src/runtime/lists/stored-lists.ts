// Lists from the store. Until the store can answer, they have no rows, and are marked as incomplete.
import { isWithin, type SmallReads } from '../../app/list/listed.ts';
import { noRows, type Rows, type RowsOf } from '../../app/list/rows.ts';
import type { Data } from '../../app/state/data.ts';
import type { ListRequest } from '../../app/state/poll-request.ts';
import { isSettled } from '../../app/state/settled.ts';
import type { Sort } from '../../app/state/state.ts';
import type { ResourcePage } from '../../domain/resource-page.ts';
import type { ReadableStore, StoreSight } from '../../engine/program-store.ts';
import type { Clock } from '../../lib/clock.ts';
import type { NextTurn } from '../../lib/process/turns.ts';
import { resources } from '../../resources/index.ts';
import type { AnyResource, Params } from '../../resources/resource.ts';
import type { AttentionLines } from '../attention-lines.ts';
import type { SearchedData } from '../find/find-rows.ts';
import { createFoundList } from '../find/found-list.ts';
import { createResourcePages } from '../find/resource-pages.ts';
import { derivedRequests } from './derived-requests.ts';
import { createLineList } from './line-list.ts';
import { createListPlaces, type ListPlaces } from './list-places.ts';
import type { ListWanted } from './list-query-of.ts';
import { createListedRows } from './listed-rows.ts';
import { createStoredList, type StoredList } from './stored-list.ts';

export interface StoredListsOptions {
  readonly store: ReadableStore;
  readonly clock: Clock;
  readonly nextTurn: NextTurn;
  /** The identity of a connection; undefined: not known yet. */
  identityOf(connection: string): string | undefined;
  /** There will be changes to show, in `waitMs` at the earliest. */
  changed(waitMs: number): void;
  readonly attentionLines: AttentionLines;
  /** The scopes in which lists are requested now. */
  reached(): SearchedData;
}

/** Cached lists: those on the stack of screens, with and without a filter. */
const mostLists = 12;

export interface StoredLists extends SmallReads {
  readonly rowsOf: RowsOf;
}

export function createStoredLists(options: StoredListsOptions): StoredLists {
  const { store, identityOf, changed } = options;
  const lists = new Map<string, StoredList>();
  const placesOf = createListPlaces(identityOf);
  let sequence: { readonly data: Data; readonly seq: number } | undefined;
  let readBy: StoreSight['reader'] | undefined;
  /** A list that may have changed is on screen. */
  let isLookedAt = false;
  store.subscribe(() => {
    if (!isLookedAt) return;
    [isLookedAt, sequence] = [false, undefined];
    changed(0);
  });

  /** Ids of another file are not valid for this one, and the reader of the previous file is closed soon. */
  function forgetOthers({ reader }: StoreSight): void {
    if (readBy === reader) return;
    for (const list of lists.values()) list.stop();
    lists.clear();
    [readBy, sequence] = [reader, undefined];
  }

  /** Read once for each version of the data. */
  function seqOf({ reader }: StoreSight, data: Data): number {
    if (sequence?.data !== data) sequence = { data, seq: reader.lastSeq() };
    return sequence.seq;
  }

  function listOf(slot: string, make: () => StoredList): StoredList {
    const list = lists.get(slot) ?? make();
    lists.delete(slot);
    lists.set(slot, list);
    const [oldest] = lists;
    if (oldest && lists.size > mostLists) {
      oldest[1].stop();
      lists.delete(oldest[0]);
    }
    return list;
  }

  const lineList = createLineList();
  const foundList = createFoundList({ clock: options.clock, placesOf, changed });
  const linesOf = (requests: readonly ListRequest[]) => {
    isLookedAt = true;
    return options.attentionLines.read(requests);
  };

  const rowsOf: RowsOf = ({ resource, requests, filter, sort }, data) => {
    if (resource.id === 'attention') return lineList(linesOf(requests), { resource, filter, sort, data });
    if (resource.id === 'found') return foundRows(filter, sort, data);
    const found = stored(resource, resource.derivedFrom ? derivedRequests(requests, data) : requests);
    if (!found) return noRows;
    isLookedAt = true;
    const { sight, params, places, stored: kept } = found;
    forgetOthers(sight);
    const { accounts, now } = data;
    const { slot, plain } = slotsOf({ resource, params, places, filter, sort });
    const list = listOf(slot, () =>
      createStoredList({ ...options, resource, places, sight, seed: lists.get(plain)?.answered() }),
    );
    const wanted: ListWanted = {
      resource,
      stored: kept,
      params,
      filter,
      sort,
      accounts,
      now,
      isSettled: () => isSettled(requests, data),
    };
    return list.follow(wanted, seqOf(sight, data)) ?? noRows;
  };

  function foundRows(filter: string, sort: Sort, data: Data): Rows {
    const sight = store.sight();
    if (!sight) return noRows;
    isLookedAt = true;
    forgetOthers(sight);
    return foundList({ text: filter.trim(), sort, data, sight, seq: seqOf(sight, data) });
  }

  const pages = createResourcePages({ clock: options.clock, placesOf, changed, reached: options.reached });
  function pageRows(arn: string | undefined): ResourcePage[] {
    const sight = store.sight();
    if (!sight || arn === undefined) return [];
    isLookedAt = true;
    const page = pages.pageOf(arn, sight, sight.reader.lastSeq());
    return page ? [page] : [];
  }

  const small = createListedRows({
    reader() {
      isLookedAt = true;
      return store.sight()?.reader;
    },
    placesOf,
  });

  const isAttention = ([request]: readonly ListRequest[]) => request?.resource === 'attention';
  const isPage = ([request]: readonly ListRequest[]) => request?.resource === 'resource-pages';
  const attentionRows = (requests: readonly ListRequest[]) => linesOf(requests)?.filter(({ muted }) => !muted) ?? [];

  return {
    rowsOf,
    listed(requests, within = {}) {
      if (isPage(requests)) return pageRows(requests[0]?.params.arn);
      if (isAttention(requests)) return attentionRows(requests).filter((row) => isWithin(within, row));
      return small.listed(requests, within);
    },
    rowOf(requests, key, like) {
      if (isPage(requests)) return pageRows(requests[0]?.params.arn)[0];
      if (isAttention(requests)) return attentionRows(requests).find((row) => resources.attention.key(row) === key);
      return small.rowOf(requests, key, like);
    },
  };

  function stored(resource: AnyResource, requests: readonly ListRequest[]) {
    const [request] = requests;
    const sight = store.sight();
    if (!request || !sight || !resource.stored) return undefined;
    const places = placesOf(requests);
    return places && { sight, places, stored: resource.stored, params: request.params };
  }
}

interface SlotOptions {
  readonly resource: AnyResource;
  readonly params: Params;
  readonly places: ListPlaces;
  readonly filter: string;
  readonly sort: Sort;
}

/** Plain lists are kept apart from those with the user's filter and sort. */
function slotsOf({ resource, params, places, filter, sort }: SlotOptions): { slot: string; plain: string } {
  const isPlain = filter === '' && sort.column === resource.sort.column;
  const plain = [resource.id, JSON.stringify(params), places.text].join(' ');
  return { plain, slot: isPlain ? plain : `${plain} narrowed` };
}
