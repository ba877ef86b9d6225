// The present row of a detail screen, and the request for its document.
import { resources } from '../../resources/index.ts';
import type { Data } from '../state/data.ts';
import { listRequests } from '../state/lists/list-requests.ts';
import type { DocumentRequest } from '../state/lists/poll-request.ts';
import type { DetailScreen } from '../state/state.ts';

export interface DetailRow {
  readonly key: string;
  // biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
  readonly row: any;
  /** The list no longer has the row: these are its last values. */
  readonly gone: boolean;
}

export function detailRow(screen: DetailScreen, data: Data): DetailRow | undefined {
  const { key, row } = screen;
  const requests = listRequests(screen, data);
  if (key === undefined) {
    const [first] = data.listed(requests);
    return first && { key: resources[screen.resource].key(first), row: first, gone: false };
  }
  const known = data.rowOf(requests, key, row);
  if (known !== undefined) return { key, row: known, gone: false };
  // The values of another time say nothing about the time on screen.
  return row === undefined || data.past ? undefined : { key, row, gone: true };
}

export function documentRequest(screen: DetailScreen, data: Data, priority = 0): DocumentRequest | undefined {
  const found = detailRow(screen, data);
  if (!found) return undefined;
  const { key, row } = found;
  return { kind: 'document', resource: screen.resource, scope: row.scope, key, row, priority };
}
