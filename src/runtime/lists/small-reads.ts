// A few rows for parts of the screen that are not lists: findings come from their lines, resource pages are assembled.
import { isWithin, type SmallReads } from '../../app/list/listed.ts';
import type { ListRequest } from '../../app/state/lists/poll-request.ts';
import { isListed } from '../../domain/attention/findings/acknowledgement.ts';
import type { LineRow } from '../../domain/attention/findings/line-row.ts';
import type { MuteRow } from '../../domain/attention/lists/mute-rows.ts';
import type { ChangeRow } from '../../domain/changes/change-row.ts';
import type { ResourcePage } from '../../domain/resource-page.ts';
import { resources } from '../../resources/index.ts';
import { hasPast } from '../../resources/past.ts';
import type { ResourcePages } from '../find/resource-pages.ts';
import type { ListPlaces } from './list-places.ts';
import { createListedRows } from './listed-rows.ts';
import type { WatchedStore } from './watched-store.ts';

export interface SmallReadsOptions {
  readonly watched: WatchedStore;
  readonly pages: ResourcePages;
  /** undefined: the identity in one of the scopes is not known yet. */
  placesOf(requests: readonly ListRequest[]): ListPlaces | undefined;
  /** Acknowledgements and mutes. */
  muteRows(): readonly MuteRow[];
  /** A change that was read. */
  changeOf(isWanted: (row: ChangeRow) => boolean): ChangeRow | undefined;
  /** Lines of the attention list. */
  linesOf(requests: readonly ListRequest[]): readonly LineRow[] | undefined;
}

const isAttention = ([request]: readonly ListRequest[]) => request?.resource === 'attention';
const isMutes = ([request]: readonly ListRequest[]) => request?.resource === 'mutes';
const isChanges = ([request]: readonly ListRequest[]) => request?.resource === 'changes';
const isPage = ([request]: readonly ListRequest[]) => request?.resource === 'resource-pages';

export function createSmallReads(options: SmallReadsOptions): SmallReads {
  const { watched, pages, placesOf, linesOf, muteRows, changeOf } = options;
  function pageRows(arn: string | undefined): ResourcePage[] {
    const sight = watched.sight();
    if (!sight || arn === undefined) return [];
    watched.watch();
    const page = pages.pageOf(arn, sight, sight.reader.lastSeq());
    return page ? [page] : [];
  }

  const small = createListedRows({
    reader() {
      watched.watch();
      return watched.sight()?.reader;
    },
    placesOf,
  });

  function changeWithId([request]: readonly ListRequest[]): ChangeRow[] {
    const id = request?.params.id;
    const found = id === undefined ? undefined : changeOf((row) => row.id === id);
    return found ? [found] : [];
  }
  /** A list whose rows of the past time on screen are not known. */
  const isUnknown = ([request]: readonly ListRequest[]): boolean =>
    watched.sight()?.past !== undefined && request !== undefined && !hasPast(request.resource, request.params);

  const attentionRows = (requests: readonly ListRequest[]) => linesOf(requests)?.filter(isListed) ?? [];

  return {
    listed(requests, within = {}) {
      if (isPage(requests)) return pageRows(requests[0]?.params.arn);
      if (isChanges(requests)) return changeWithId(requests);
      if (isUnknown(requests)) return [];
      if (isMutes(requests)) return muteRows();
      if (isAttention(requests)) return attentionRows(requests).filter((row) => isWithin(within, row));
      return small.listed(requests, within);
    },
    rowOf(requests, key, like) {
      if (isPage(requests)) return pageRows(requests[0]?.params.arn)[0];
      if (isChanges(requests)) return changeOf((row) => resources.changes.key(row) === key) ?? like;
      if (isUnknown(requests)) return undefined;
      if (isMutes(requests)) return muteRows().find((row) => resources.mutes.key(row) === key);
      if (isAttention(requests)) return attentionRows(requests).find((row) => resources.attention.key(row) === key);
      return small.rowOf(requests, key, like);
    },
  };
}
