// What other identities of this user evaluated, for commands that print findings and other derived lists: of
// account-Regions that no connection reaches.
import { collectorName, placeText, type Scope } from '../domain/scope.ts';
import type { AccessState } from '../engine/access/access.ts';
import { collectedIdentities, collectedScopes } from '../engine/access/collected-scopes.ts';
import { paramsText } from '../engine/polls/stored-responses.ts';
import { storedScope } from '../engine/stored-scope.ts';
import { hourMs } from '../lib/duration.ts';
import { formatAge } from '../lib/text/format.ts';
import type { PlaceListId } from '../resources/derived/derived.ts';
import type { StoreReader } from '../store/read/store-reader.ts';

export interface CollectedPlace {
  readonly scope: Scope;
  rows(list: PlaceListId): { readonly rows: readonly object[] };
}

export interface CollectedPlaces {
  readonly places: readonly CollectedPlace[];
  /** Where nothing was evaluated lately, as sentences. */
  readonly problems: readonly string[];
}

export interface CollectedPlacesOptions {
  readonly reader: StoreReader;
  /** As the config file names them. */
  readonly arns: readonly string[];
  readonly state: Pick<AccessState, 'scopes' | 'regions' | 'watchedAccounts' | 'accounts'>;
  /** By connection. */
  readonly identities: ReadonlyMap<string, string>;
  /** Epoch ms of AWS's clock. */
  readonly now: number;
}

/** A program that collects evaluates every few minutes: later it has stopped. */
const lateMs = hourMs;

export function collectedPlaces({ reader, arns, state, identities, now }: CollectedPlacesOptions): CollectedPlaces {
  const known = reader.scopes();
  const others = collectedIdentities(known, arns, new Set(identities.values()));
  const found = others.flatMap((identity) =>
    collectedScopes(state, known, [identity]).map((scope) => {
      const stored = storedScope(scope, identity);
      const at = reader.requestState('attention', stored, paramsText({}))?.wholeAt;
      const rows = (resource: PlaceListId) => ({
        rows: reader
          .rows(reader.openIds({ resource, scopes: [stored] }))
          .flatMap((one) => (one ? [{ ...(one.row as object), scope }] : [])),
      });
      return { scope, at, rows };
    }),
  );
  return {
    places: found.filter(({ at }) => at !== undefined),
    problems: found
      .filter(({ at }) => at === undefined || now - at > lateMs)
      .map(({ scope, at }) => `${placeText(scope, state.accounts)}: ${lateText(scope, at, now)}`),
  };
}

const lateText = ({ collectedAs = '' }: Scope, at: number | undefined, now: number): string =>
  at === undefined
    ? `${collectorName(collectedAs)} has evaluated nothing there`
    : `${collectorName(collectedAs)} collected there last ${formatAge(now - at)} ago; what happened since is not known`;
