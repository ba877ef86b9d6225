// `get --at`: the rows of the store at a past time, without a request to AWS.
import type { ListRow } from '../../../app/list/rows.ts';
import type { ListRequest } from '../../../app/state/lists/poll-request.ts';
import type { Scope } from '../../../domain/scope.ts';
import { storedResponse } from '../../../engine/polls/stored-responses.ts';
import { storedTime } from '../../../engine/polls/stored-times.ts';
import type { ProgramStore } from '../../../engine/program-store.ts';
import { storedScope } from '../../../engine/stored-scope.ts';

export interface PastRowsOptions {
  readonly store: ProgramStore;
  /** The same list in each scope. */
  readonly requests: readonly ListRequest[];
  /** The identity in a scope; undefined: unknown. */
  identityOf(scope: Scope): string | undefined;
  /** Epoch ms. */
  readonly asOf: number;
}

export interface PastRows {
  readonly rows: readonly (readonly [key: string, row: ListRow])[];
  /** Where the list was not watched then: there may be more rows. */
  readonly unknown: readonly Scope[];
}

export async function pastRows({ store, requests, identityOf, asOf }: PastRowsOptions): Promise<PastRows> {
  const sight = (await store.opened()).at?.(asOf);
  if (!sight) return { rows: [], unknown: requests.map(({ scope }) => scope) };
  const { reader } = sight;
  const rows: (readonly [string, ListRow])[] = [];
  const unknown: Scope[] = [];
  for (const request of requests) {
    const { scope } = request;
    const identity = identityOf(scope) ?? '';
    const place = storedScope(scope, identity);
    const response = storedResponse({ request, identity, reader, asOf });
    rows.push(...(response?.rows ?? []));
    if (!response || storedTime(request, place, reader) === undefined) unknown.push(scope);
  }
  return { rows, unknown };
}
