// `get --max-age`: rows from the store, if they are new enough, without a request to AWS.

import type { ListRow } from '../../../app/list/rows.ts';
import type { ListRequest } from '../../../app/state/lists/poll-request.ts';
import type { Scope } from '../../../domain/scope.ts';
import { storedResponse, wholeAtOf } from '../../../engine/polls/stored-responses.ts';
import type { ProgramStore } from '../../../engine/program-store.ts';
import { resources } from '../../../resources/index.ts';

export interface RowsAsOf {
  readonly rows: readonly (readonly [key: string, row: ListRow])[];
  /** Epoch ms of the oldest request. */
  readonly asOf: number;
}

export interface StoredRowsOptions {
  readonly store: ProgramStore;
  /** The same list in each scope. */
  readonly requests: readonly ListRequest[];
  /** The identity in a scope; undefined: unknown. */
  identityOf(scope: Scope): string | undefined;
  /** Epoch ms: responses since then are new enough. */
  readonly since: number;
}

/** undefined: some scope has no whole response since then, or its rows cannot be distinguished from others. */
export async function storedRows(options: StoredRowsOptions): Promise<RowsAsOf | undefined> {
  const { store, requests, identityOf, since } = options;
  const { reader } = await store.opened();
  const known = requests.map((request) => ({ request, identity: identityOf(request.scope) ?? '' }));
  const times = known.map(({ request, identity }) => wholeAtOf(request, identity, reader) ?? 0);
  const asOf = Math.min(...times);
  if (requests.length === 0 || asOf < since || !requests.every(isBounded)) return undefined;
  const rows: (readonly [string, ListRow])[] = [];
  for (const { request, identity } of known) {
    const response = storedResponse({ request, identity, reader });
    if (!response) return undefined;
    rows.push(...response.rows);
  }
  // If params match nothing anywhere, AWS returns an error, and the store does not.
  return rows.length === 0 && requests.some(isNarrowed) ? undefined : { rows, asOf };
}

const isNarrowed = ({ params }: ListRequest): boolean => Object.keys(params).length > 0;

/** The store also has rows that AWS no longer lists: it must be known which. */
function isBounded({ resource }: ListRequest): boolean {
  const { outlivesListing, listedMs } = resources[resource].stored ?? {};
  return !outlivesListing || listedMs !== undefined;
}
