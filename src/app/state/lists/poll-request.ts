// A list request or document request of the screen. Polls are identified by its key.
import type { Scope } from '../../../domain/scope.ts';
import { scopeKey } from '../../../domain/scope.ts';
import type { Params } from '../../../resources/resource.ts';
import type { ResourceId } from '../../../resources/resource-id.ts';

export interface ListRequest {
  readonly kind: 'list';
  readonly resource: ResourceId;
  readonly scope: Scope;
  readonly params: Params;
  /** 0: the screen in view, 1: the overview, 2: the background. */
  readonly priority: number;
  /** Only rows of these scopes are shown, although the list has rows of more. */
  readonly isNarrowed?: true;
}

/** The request for the whole document behind one row. */
export interface DocumentRequest {
  readonly kind: 'document';
  readonly resource: ResourceId;
  readonly scope: Scope;
  readonly key: string;
  readonly row: { readonly scope: Scope };
  readonly priority: number;
}

export type PollRequest = ListRequest | DocumentRequest;

export function requestKey(request: PollRequest): string {
  return `${request.kind} ${request.resource} ${scopeKey(request.scope)} ${about(request)}`;
}

/** Most lists have no params, and keys are computed by the thousand. */
function about(request: PollRequest): string {
  if (request.kind === 'document') return request.key;
  for (const _ in request.params) return JSON.stringify(Object.entries(request.params).sort());
  return '[]';
}
