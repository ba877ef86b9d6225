// What other identities of this user collected, beside what the own ones see: the account-Regions that they alone
// reach, and the scopes in which their rows are read in addition to the own ones. The screen and the commands share it.
import type { ListRequest } from '../../app/state/lists/poll-request.ts';
import { collectedConnection, isCollectedScope, type Scope } from '../../domain/scope.ts';
import type { AccessState } from '../../engine/access/access.ts';
import { arnOfIdentity, collectedIdentities, collectedScopes } from '../../engine/access/collected-scopes.ts';
import type { IdentityOf, RequestedScope } from '../../engine/requested-scopes.ts';
import { storedScope } from '../../engine/stored-scope.ts';
import { resources } from '../../resources/index.ts';
import type { StoredScope } from '../../store/row-shape.ts';

export interface CollectedViewOptions {
  readonly access: Pick<AccessState, 'scopes' | 'regions' | 'watchedAccounts'>;
  /** By connection. */
  readonly identities: ReadonlyMap<string, string>;
  /** The scopes in the store. */
  readonly known: readonly StoredScope[];
  /** As the config file names them. */
  readonly arns: readonly string[];
}

export interface CollectedView {
  /** The names of the other identities in the store. */
  readonly others: readonly string[];
  /** The account-Regions that they alone reach. */
  readonly scopes: readonly Scope[];
  /** By connection: also of those account-Regions. */
  readonly identities: ReadonlyMap<string, string>;
}

export function collectedView({ access, identities, known, arns }: CollectedViewOptions): CollectedView {
  const others = collectedIdentities(known, arns, new Set(identities.values()));
  const theirs = others.map((identity) => [collectedConnection(arnOfIdentity(identity)), identity] as const);
  return {
    others,
    scopes: collectedScopes(access, known, others),
    identities: new Map([...identities, ...theirs]),
  };
}

export interface CollectedScopesOptions {
  readonly others: readonly string[];
  readonly identityOf: IdentityOf;
  /** Whether the own identity has a whole response. */
  isAnswered(request: ListRequest, own: StoredScope): boolean;
}

/** The scopes whose rows are read besides those of the request. */
export function collectedFor(
  request: ListRequest,
  { others, identityOf, isAnswered }: CollectedScopesOptions,
): readonly RequestedScope[] {
  const { scope, resource } = request;
  const identity = identityOf(scope.connection);
  if (others.length === 0 || identity === undefined || isCollectedScope(scope)) return [];
  const own = storedScope(scope, identity);
  // A job never goes: every identity's are true. Of other lists the own response says what is there.
  if (!resources[resource].stored?.outlivesListing && isAnswered(request, own)) return [];
  return others.map((other) => ({
    scope: { ...scope, collectedAs: arnOfIdentity(other) },
    stored: { ...own, identity: other },
  }));
}
