// Reads the scopes that the store knows.
import type { StoredScope } from '../row-shape.ts';
import type { ReadingBasis } from './reading-basis.ts';

export interface KnownScope {
  readonly id: number;
  readonly scope: StoredScope;
}

export interface KnownScopesReader {
  /** All scopes for which a row or a request was ever written. */
  scopes(): StoredScope[];
  /** A text that changes when a scope is added or erased. */
  scopesMark(): string;
  /** The same with ids, for queries. */
  scopeIds(): readonly KnownScope[];
}

export function createKnownScopes({ statement }: Pick<ReadingBasis, 'statement'>): KnownScopesReader {
  // No id is used again.
  const scopesMark = (): string => {
    const found = statement('select count(*) as count, max(id) as last from scope').get();
    return `${found?.count} ${found?.last}`;
  };
  const read = (): KnownScope[] =>
    statement('select id, identity, account, region from scope order by id')
      .all()
      .map(({ id, identity, account, region }) => ({
        id: Number(id),
        scope: { identity: String(identity), accountId: String(account), region: String(region) },
      }));
  /** There may be a thousand scopes, which rarely change, and every list asks for them. */
  let known: { readonly mark: string; readonly scopes: readonly KnownScope[] } | undefined;
  const knownScopes = (): readonly KnownScope[] => {
    const mark = scopesMark();
    if (known?.mark !== mark) known = { mark, scopes: read() };
    return known.scopes;
  };
  return {
    scopeIds: knownScopes,
    scopes: () => knownScopes().map(({ scope }) => scope),
    scopesMark,
  };
}
