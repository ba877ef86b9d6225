// A list on a store in memory, as the screen reads it: read until it shows the requested rows.

import type { Within } from '../../src/app/list/listed.ts';
import type { Rows } from '../../src/app/list/rows.ts';
import type { ListRequest } from '../../src/app/state/lists/poll-request.ts';
import type { Sort } from '../../src/app/state/state.ts';
import type { Scope } from '../../src/domain/scope.ts';
import { paramsText } from '../../src/engine/polls/stored-responses.ts';
import type { ProgramStore } from '../../src/engine/program-store.ts';
import { resources } from '../../src/resources/index.ts';
import type { AnyResource, Params } from '../../src/resources/resource.ts';
import { coverageOf, isListedApart } from '../../src/resources/stored.ts';
import { createAttentionLines } from '../../src/runtime/attention/attention-lines.ts';
import { createStoredLists } from '../../src/runtime/lists/stored-lists.ts';
import type { AnyRow } from '../../src/store/row-shape.ts';
import { dataOf } from '../components/fixtures.ts';
import { createFakeClock } from './fake-clock.ts';
import { openMemoryStore } from './memory-store.ts';

export interface Listed {
  readonly store: ProgramStore;
  /** The present state. */
  look(filter?: string, sort?: Sort): Rows;
  rowOf(key: string, like?: AnyRow): AnyRow | undefined;
  /** All rows, or the newest. */
  listed(within?: Within): readonly AnyRow[];
  /** Resolves with the present state once it shows the requested rows. */
  see(filter?: string, sort?: Sort): Promise<Rows>;
  write(rows: readonly AnyRow[]): void;
  /** A whole response: rows that it lacks are gone. */
  response(rows: readonly AnyRow[]): void;
}

export interface ListedOptions {
  readonly resource: AnyResource;
  readonly scopes: readonly Scope[];
  readonly params?: Params;
  /** Epoch ms. */
  readonly now: number;
  readonly store?: ProgramStore;
}

export const identity = 'arn of a role';

export function openList(options: ListedOptions): Listed {
  const { resource, scopes, params = {}, now } = options;
  const store = options.store ?? openMemoryStore(() => now);
  const clock = createFakeClock(now);
  const { rowsOf, rowOf, listed } = createStoredLists({
    store,
    clock,
    identityOf: () => identity,
    changed() {},
    nextTurn: async () => {},
    reached: () => ({ ...dataOf({ rows: {} }), scopes, now }),
    mutes: () => [],
    attentionLines: createAttentionLines({ store, identityOf: () => identity, organizationScopes: () => undefined }),
  });
  const requests = scopes.map(
    (scope): ListRequest => ({
      kind: 'list',
      resource: resource.id,
      scope,
      params,
      priority: 0,
    }),
  );
  let version = 1;
  let requestedAt = now;
  const look: Listed['look'] = (filter = '', sort = resource.sort) => {
    version += 1;
    const request = { resource: resources[resource.id], requests, filter, sort };
    return rowsOf(request, { ...dataOf({ rows: {} }), now, version });
  };
  return {
    store,
    look,
    rowOf: (key, like) => rowOf(requests, key, like),
    listed: (within) => listed(requests, within),
    async see(filter, sort) {
      for (let before = look(filter, sort); ; ) {
        await new Promise((resolve) => setImmediate(resolve));
        const rows = look(filter, sort);
        if (!rows.isBehind && rows === before) return rows;
        before = rows;
      }
    },
    write(rows) {
      requestedAt += 1;
      store.writer.upsert(resource.id, rows, { requestedAt, identity });
    },
    response(rows) {
      requestedAt += 1;
      for (const { accountId, region } of scopes) {
        const scope = { identity, accountId, region };
        const request = { resource: resource.id, scope, params: paramsText(params), requestedAt };
        const notesMembers = resource.stored !== undefined && isListedApart(resource.stored, params);
        const response = store.writer.begin({ ...request, notesMembers });
        response.page(rows.filter((row) => row.scope.accountId === accountId && row.scope.region === region));
        response.whole(resource.stored && coverageOf(resource.stored, params, now));
      }
    },
  };
}
