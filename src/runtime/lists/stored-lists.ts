// Lists from the store. Until the store can answer, they have no rows, and are marked as incomplete.
import type { SmallReads } from '../../app/list/listed.ts';
import { noRows, type Rows, type RowsOf } from '../../app/list/rows.ts';
import type { Data } from '../../app/state/data.ts';
import type { ListRequest } from '../../app/state/lists/poll-request.ts';
import { isSettled } from '../../app/state/lists/settled.ts';
import type { Sort } from '../../app/state/state.ts';
import type { Mute } from '../../domain/attention/settings.ts';
import { collectorName } from '../../domain/scope.ts';
import type { ReadableStore } from '../../engine/program-store.ts';
import type { Clock } from '../../lib/clock.ts';
import type { NextTurn } from '../../lib/process/turns.ts';
import { hasPast } from '../../resources/past.ts';
import type { AnyResource, Params } from '../../resources/resource.ts';
import type { AttentionLines } from '../attention/attention-lines.ts';
import { createChangeList } from '../changes/change-list.ts';
import { createFoundList } from '../find/found-list.ts';
import { createResourcePages } from '../find/resource-pages.ts';
import type { SearchedData } from '../find/search-list.ts';
import { derivedRequests } from './derived-requests.ts';
import { createGroupList } from './group-list.ts';
import { createLineList, type LineListWanted } from './line-list.ts';
import { createListCache } from './list-cache.ts';
import { type CollectedFor, createListPlaces, type ListPlaces } from './list-places.ts';
import type { ListWanted } from './list-query-of.ts';
import { createMuteList } from './mute-list.ts';
import { createRangeNotes } from './range-notes.ts';
import { createSmallReads } from './small-reads.ts';
import { createStoredList } from './stored-list.ts';
import { createWatchedStore } from './watched-store.ts';

export interface StoredListsOptions {
  readonly store: ReadableStore;
  readonly clock: Clock;
  readonly nextTurn: NextTurn;
  /** The identity of a connection; undefined: not known yet. */
  identityOf(connection: string): string | undefined;
  /** Absent: no rows of other identities are read. */
  readonly collected?: CollectedFor | undefined;
  /** There will be changes to show, in `waitMs` at the earliest. */
  changed(waitMs: number): void;
  readonly attentionLines: AttentionLines;
  /** The mutes of the config file. */
  mutes(): readonly Mute[];
  /** The scopes in which lists are requested now. */
  reached(): SearchedData;
}

export interface StoredLists extends SmallReads {
  readonly rowsOf: RowsOf;
}

/** The rows of a list whose rows of a past time are not known. */
const noPast: Rows = { ...noRows, isBehind: false };

export function createStoredLists(options: StoredListsOptions): StoredLists {
  const { clock, identityOf, changed } = options;
  const watched = createWatchedStore(options.store, () => changed(0));
  const lists = createListCache();
  const placesOf = createListPlaces(identityOf, options.collected);
  const lineList = createLineList();
  const groupList = createGroupList(options);
  const foundList = createFoundList({ clock, placesOf, changed });
  const pages = createResourcePages({ clock, placesOf, changed, reached: options.reached });
  const changeList = createChangeList(options);
  const rangeNotes = createRangeNotes();
  const muteList = createMuteList({ watched, mutes: options.mutes });
  const linesOf = (requests: readonly ListRequest[]) => {
    watched.watch();
    return options.attentionLines.read(requests);
  };

  const rowsOf: RowsOf = ({ resource, requests, filter, sort }, data) => {
    if (data.past && !hasPast(resource.id, requests[0]?.params)) return noPast;
    if (resource.id === 'attention') return lineList(linesOf(requests), { resource, filter, sort, data });
    if (resource.id === 'mutes') return muteList.rows({ resource, filter, sort, data });
    if (resource.id === 'found') return foundRows(filter, sort, data);
    if (resource.id === 'changes') return changeRows({ resource, filter, sort, data }, requests);
    if (resource.id === 'coverage-groups') return groupRows({ resource, filter, sort, data }, requests);
    const found = stored(resource, resource.derivedFrom ? derivedRequests(requests, data) : requests);
    if (!found) return noRows;
    watched.watch();
    const { sight, params, places, stored: kept } = found;
    lists.keepOnlyOf(sight);
    const { accounts, now } = data;
    const { slot, plain } = slotsOf({ resource, params, places, filter, sort });
    const list = lists.listOf(slot, () =>
      createStoredList({ ...options, resource, places, sight, seed: lists.answeredOf(plain) }),
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
    const rows = list.follow(wanted, watched.seqOf(sight, data)) ?? noRows;
    const notes = [...collectorNotes(places), ...rangeNotes(wanted, found)];
    return notes.length > 0 ? { ...rows, notes } : rows;
  };

  function readable(wanted: LineListWanted, requests: readonly ListRequest[]) {
    const sight = watched.sight();
    const places = placesOf(derivedRequests(requests, wanted.data));
    if (!sight || !places) return undefined;
    watched.watch();
    lists.keepOnlyOf(sight);
    return { ...wanted, places, sight, seq: watched.seqOf(sight, wanted.data) };
  }

  function groupRows(wanted: LineListWanted, requests: readonly ListRequest[]): Rows {
    const found = readable(wanted, requests);
    return found ? groupList({ ...found, by: requests[0]?.params.by ?? 'type' }) : noRows;
  }

  function changeRows(wanted: LineListWanted, requests: readonly ListRequest[]): Rows {
    const found = readable(wanted, requests);
    return found ? changeList.rows({ ...found, params: requests[0]?.params ?? {} }) : noRows;
  }

  function foundRows(filter: string, sort: Sort, data: Data): Rows {
    const sight = watched.sight();
    if (!sight) return noRows;
    watched.watch();
    lists.keepOnlyOf(sight);
    return foundList({ text: filter.trim(), sort, data, sight, seq: watched.seqOf(sight, data) });
  }

  function stored(resource: AnyResource, requests: readonly ListRequest[]) {
    const [request] = requests;
    const sight = watched.sight();
    if (!request || !sight || !resource.stored) return undefined;
    const places = placesOf(requests);
    return places && { sight, places, stored: resource.stored, params: request.params };
  }

  return {
    rowsOf,
    ...createSmallReads({ watched, pages, placesOf, linesOf, muteRows: muteList.all, changeOf: changeList.find }),
  };
}

/** In a few words, for the title of the list. */
const collectorNotes = ({ collectedAs }: ListPlaces): readonly string[] =>
  collectedAs.length === 0 ? [] : [`also collected as ${collectedAs.map(collectorName).join(', ')}`];

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
