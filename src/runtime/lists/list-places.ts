// Whose rows a list shows: the scopes that its questions stand for in the store, and what their rows are told apart by.
import type { ListQuestion } from '../../app/state/question.ts';
import { type Scope, scopeKey } from '../../domain/scope.ts';
import { type AskedScope, askedScopes, groupScopes, type IdentityOf, scopeOfRows } from '../../engine/asked-scopes.ts';
import type { KnownScope } from '../../store/read/store-reader.ts';
import type { StoredScope } from '../../store/row-shape.ts';

export interface ListPlaces {
  /** The same for the same places. */
  readonly text: string;
  /** Where the questions themselves are asked. */
  readonly asked: readonly StoredScope[];
  /** Of each account-Region the ids of its scopes, the preferred one first. */
  groups(known: readonly KnownScope[]): number[][];
  /** The same scopes in one list. */
  scopes(known: readonly KnownScope[]): StoredScope[];
  /** What a row has as its scope: through the connection that asks for it now. */
  scopeOf(stored: StoredScope): Scope;
  /** Where a row with this key may be stored, and its key there. */
  addressesOf(key: string): { readonly scope: StoredScope; readonly key: string }[];
}

/** undefined: it is not known yet who asks in one of them. */
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

/** Of the lists on the stack. */
const mostRemembered = 4;

/** A move of the cursor asks for the same places, of which there may be hundreds. */
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
