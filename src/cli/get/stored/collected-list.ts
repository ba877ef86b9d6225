// A list of `get` with what other identities of this user collected: the scopes that they alone reach, and those in
// which their rows count besides the own ones.
import { requestFor, scopesFor } from '../../../app/state/lists/list-requests.ts';
import type { ListRequest } from '../../../app/state/lists/poll-request.ts';
import type { Scope } from '../../../domain/scope.ts';
import type { AccessState } from '../../../engine/access/access.ts';
import type { IdentityOf, RequestedScope } from '../../../engine/requested-scopes.ts';
import type { AnyResource, Params } from '../../../resources/resource.ts';
import { collectedFor, collectedView } from '../../../runtime/lists/collected-view.ts';
import type { StoredScope } from '../../../store/row-shape.ts';

export interface CollectedListOptions {
  /** As the config file names them. */
  readonly arns: readonly string[];
  readonly state: Pick<AccessState, 'scopes' | 'organizationScopes' | 'regions' | 'watchedAccounts'>;
  identityOf(scope: Scope): string | undefined;
  /** The scopes in the store. */
  readonly known: readonly StoredScope[];
  readonly resource: AnyResource;
  readonly params: Params;
  /** Whether the own identity has a whole response. */
  isAnswered(request: ListRequest, own: StoredScope): boolean;
}

export interface CollectedList {
  /** The list in each own scope. */
  readonly requests: readonly ListRequest[];
  /** The list where only others collected: nothing is sent there. */
  readonly theirs: readonly ListRequest[];
  /** By connection: the own identities and the others. */
  readonly identityOf: IdentityOf;
  /** The scopes of others whose rows count besides those of the request. */
  of(request: ListRequest): readonly RequestedScope[];
}

export function collectedList(options: CollectedListOptions): CollectedList {
  const { arns, state, known, resource, params, isAnswered } = options;
  const requestIn = (scope: Scope): ListRequest => ({ ...requestFor(resource.id, scope), params });
  const requests = scopesFor(resource.id, state).map(requestIn);
  const own = requests.flatMap(({ scope }) => {
    const identity = options.identityOf(scope);
    return identity === undefined ? [] : [[scope.connection, identity] as const];
  });
  const { others, scopes, identities } = collectedView({ access: state, identities: new Map(own), known, arns });
  const identityOf: IdentityOf = (connection) => identities.get(connection);
  return {
    requests,
    theirs: scopesFor(resource.id, { scopes }).map(requestIn),
    identityOf,
    of: (request) => collectedFor(request, { others, identityOf, isAnswered }),
  };
}
