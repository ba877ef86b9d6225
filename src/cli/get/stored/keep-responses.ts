// Stores the responses of `get`, like those of the dashboard.
import type { ListRow } from '../../../app/list/rows.ts';
import type { Scope } from '../../../domain/scope.ts';
import { paramsText } from '../../../engine/polls/stored-responses.ts';
import type { ProgramStore } from '../../../engine/program-store.ts';
import { storedScope } from '../../../engine/stored-scope.ts';
import type { AnyResource, Params } from '../../../resources/resource.ts';
import { coverageOf } from '../../../resources/stored.ts';

/** One response that is being received. */
export interface KeptResponseWriter {
  page(rows: readonly ListRow[]): void;
  whole(): void;
  failed(problem: string): void;
  /** Ends the response without the rest. */
  abandon(): void;
}

/** `now`: epoch ms of the request. */
export type Keep = (scope: Scope, now: number) => KeptResponseWriter | undefined;

export interface KeepOptions {
  readonly store: Pick<ProgramStore, 'writer' | 'leases'>;
  readonly resource: AnyResource;
  readonly params: Params;
  /** The identity in a scope; undefined: unknown. */
  identityOf(scope: Scope): string | undefined;
}

/** undefined: rows of this list are not stored. */
export function keepResponses({ store, resource, params, identityOf }: KeepOptions): Keep | undefined {
  const { stored, id } = resource;
  if (!stored) return undefined;
  return (scope, now) => {
    const identity = identityOf(scope);
    if (identity === undefined) return undefined;
    const request = { resource: id, scope: storedScope(scope, identity), params: paramsText(params), requestedAt: now };
    // Other programs that share the store use this response instead of sending the request.
    store.leases?.take(request);
    const sink = store.writer.begin(request);
    return {
      page: sink.page,
      whole: () => sink.whole(coverageOf(stored, params, now)),
      failed: (problem) => sink.failed(problem, now),
      abandon: sink.abandon,
    };
  };
}
