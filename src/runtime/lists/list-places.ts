// The scopes of a list's rows: the stored scopes of its requests, and the addresses of their rows.
import type { ListQuestion } from '../../app/state/question.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import { type AskedScope, askedScopes, groupScopes, type IdentityOf, scopeOfRows } from '../../engine/asked-scopes.ts';
import type { KnownScope } from '../../store/read/store-reader.ts';
import type { StoredScope } from '../../store/row-shape.ts';

export interface ListPlaces {
  /** Equal for the same places. */
  readonly text: string;
  /** The scopes of the requests themselves. */
  readonly asked: readonly StoredScope[];
  /** For each account-Region the ids of its scopes, in order of preference. */
  groups(known: readonly KnownScope[]): number[][];
  /** The same scopes as one list. */
  scopes(known: readonly KnownScope[]): StoredScope[];
  /** The scope of a row: with the connection that requests it now. */
  scopeOf(stored: StoredScope): Scope;
  /** The scopes in which a row with this key may be stored, and its key there. */
  addressesOf(key: string): { readonly scope: StoredScope; readonly key: string }[];
}

/** undefined: the identity in one of the scopes is not known yet. */
export function listPlaces(questions: readonly ListQuestion[], identityOf: IdentityOf): ListPlaces | undefined {
  const asked = askedScopes(
    questions.map(({ scope }) => scope),
    identityOf,
  );
  if (!asked) return undefined;
  const scopes = new Map<string, Scope>();
  return {
    text: asked.map(({ scope, stored }) => `${stored.identity} ${scopeKey(scope)}`).join('\n'),
    asked: asked.map(({ stored }) => stored),
    groups: (known) => [...groupScopes(asked, known).values()].map((group) => group.map(({ id }) => id)),
    scopes: (known) => [...groupScopes(asked, known).values()].flatMap((group) => group.map(({ scope }) => scope)),
    scopeOf(stored) {
      const key = textOf(stored);
      const scope = scopes.get(key) ?? scopeOfRows(asked, stored);
      scopes.set(key, scope);
      return scope;
    },
    addressesOf: (key) => addressesIn(asked, key),
  };
}

/** For the lists on the stack. */
const mostRemembered = 4;

/** A cursor move looks up the same places, of which there may be hundreds. */
export function createListPlaces(
  identityOf: IdentityOf,
): (questions: readonly ListQuestion[]) => ListPlaces | undefined {
  let remembered: {
    scopes: readonly Scope[];
    identities: ReadonlyMap<string, string | undefined>;
    places: ListPlaces;
  }[] = [];
  return (questions) => {
    const known = remembered.find(
      ({ scopes, identities }) =>
        scopes.length === questions.length &&
        questions.every(({ scope }, index) => scope === scopes[index]) &&
        [...identities].every(([connection, identity]) => identityOf(connection) === identity),
    );
    if (known) return known.places;
    const places = listPlaces(questions, identityOf);
    if (!places) return undefined;
    const scopes = questions.map(({ scope }) => scope);
    const identities = new Map(scopes.map(({ connection }) => [connection, identityOf(connection)]));
    remembered = [{ scopes, identities, places }, ...remembered].slice(0, mostRemembered);
    return places;
  };
}

const textOf = ({ identity, accountId, region }: StoredScope): string => `${region} ${accountId} ${identity}`;

function addressesIn(asked: readonly AskedScope[], key: string): { scope: StoredScope; key: string }[] {
  return asked.flatMap(({ scope, stored }) => {
    const own = `${scopeKey(scope)}/`;
    if (key.startsWith(own)) return [{ scope: stored, key: key.slice(own.length) }];
    const connection = `${scope.connection}/`;
    if (!scope.organization || !key.startsWith(connection)) return [];
    const [accountId = '', region = '', ...rest] = key.slice(connection.length).split('/');
    const isThere = ['', region].includes(scope.region);
    return isThere ? [{ scope: { ...stored, accountId, region }, key: rest.join('/') }] : [];
  });
}
