// Writes the rows of the list of accounts, when their account-Regions are evaluated.
import type { AccountPart, AccountSummary } from '../../../domain/attention/lists/account-summary.ts';
import type { StoredScope } from '../../../store/row-shape.ts';
import { storedScope } from '../../stored-scope.ts';
import type { EvaluatorOptions } from '../evaluator.ts';
import type { FactPlace, WatchedPlaces } from '../facts/fact-places.ts';
import { type AccountPlaces, accountRow, accountsIn, createEmptyParts } from './account-rows.ts';

export interface AccountTable {
  /** From now on the accounts consist of these places. `known`: the scopes in the store. */
  use(watched: WatchedPlaces, places: readonly FactPlace[], known: readonly StoredScope[]): void;
  /** The place was evaluated: the row of its account is written as soon as all places of the account were evaluated. */
  put(place: FactPlace, part: AccountPart): void;
  /** The list is not watched any more. */
  clear(): void;
}

interface Entry {
  readonly account: AccountPlaces;
  readonly empty: readonly AccountPart[];
}

type AccountTableOptions = Pick<EvaluatorOptions, 'facts' | 'writer' | 'now'> & {
  readonly reader: Pick<EvaluatorOptions['reader'], 'openIds'>;
};

export function createAccountTable({ facts, reader, writer, now }: AccountTableOptions): AccountTable {
  const parts = new Map<string, AccountPart>();
  let entries = new Map<string, Entry>();
  let watching: WatchedPlaces | undefined;
  let lastWrittenAt = 0;

  function write(scope: StoredScope, rows: readonly AccountSummary[]): void {
    // If the clock stands still or is set back, rows still get increasing times.
    lastWrittenAt = Math.max(Math.trunc(now()), lastWrittenAt + 1);
    const [row] = rows;
    const wholeAt = row?.unread.length === 0 ? row.readAt : undefined;
    writer.derive({
      resource: 'accounts',
      scope,
      rows,
      evaluatedAt: lastWrittenAt,
      ...(wholeAt === undefined ? {} : { wholeAt }),
    });
  }

  function writeRow({ account, empty }: Entry, watched: WatchedPlaces): void {
    const identity = watched.identities.get(account.home.connection);
    const known = account.places.flatMap(({ key }) => parts.get(key) ?? []);
    if (identity === undefined || known.length < account.places.length) return;
    write(storedScope(account.home, identity), [accountRow(account, [...known, ...empty], watched)]);
  }

  /** Closes the rows of accounts that left the organization. */
  function closeOthers({ accounts, identities }: WatchedPlaces, known: readonly StoredScope[]): void {
    const watched = new Set(identities.values());
    for (const scope of known) {
      const { identity, accountId } = scope;
      if (accounts.has(accountId) || entries.has(accountId) || !watched.has(identity)) continue;
      if (reader.openIds({ resource: 'accounts', scopes: [scope] }).length > 0) write(scope, []);
    }
  }

  return {
    use(watched, places, known) {
      watching = watched;
      const emptyParts = createEmptyParts(facts, now());
      const all = accountsIn(watched, places);
      entries = new Map(all.map((account) => [account.accountId, { account, empty: emptyParts(account) }] as const));
      const keys = new Set(places.map(({ key }) => key));
      for (const key of parts.keys()) if (!keys.has(key)) parts.delete(key);
      for (const entry of entries.values()) writeRow(entry, watched);
      // As long as the organization's accounts are unknown, no account is considered gone.
      if (watched.organizationScopes && watched.accounts.size > 0) closeOthers(watched, known);
    },
    put({ key, scope }, part) {
      parts.set(key, part);
      const entry = entries.get(scope.accountId);
      if (entry && watching) writeRow(entry, watching);
    },
    clear() {
      parts.clear();
      entries.clear();
    },
  };
}
