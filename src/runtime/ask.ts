// Binds a question's scope, priority and abort signal to the calls a resource makes.
import type { Aws, Priority } from '../aws/aws.ts';
import type { Scope } from '../domain/scope.ts';
import type { Ask, Params } from '../resources/resource.ts';

export interface AskOptions {
  readonly aws: Aws;
  readonly scope: Scope;
  readonly params: Params;
  readonly signal: AbortSignal;
  readonly priority: Priority;
  /** Epoch ms. */
  readonly now: number;
}

export function createAsk({ aws, scope, params, signal, priority, now }: AskOptions): Ask {
  return {
    scope,
    params,
    now,
    call: (service, operation, input, elsewhere = scope) =>
      aws.call(elsewhere, service, operation, input, signal, { priority }),
    pages: (service, operation, input, { ahead = false } = {}) =>
      aws.pages(scope, service, operation, input, signal, { priority, ahead }),
  };
}
