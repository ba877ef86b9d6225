// Account and Region of rows as text: shown in a column if rows can have different ones.
import { allAccounts, collectorName, isCollectedScope, type Scope } from '../../domain/scope.ts';
import type { Data } from './data.ts';

export interface ShownPlaces {
  readonly region: boolean;
  readonly account: boolean;
}

export function shownPlaces(scopes: readonly Scope[]): ShownPlaces {
  const several = (of: (scope: Scope) => string) => new Set(scopes.map(of)).size > 1;
  const isOrganization = scopes.some(({ organization }) => organization);
  return {
    region: several(({ region }) => region),
    account: isOrganization || several(({ accountId }) => accountId),
  };
}

/** Over everything that is watched. */
export const watchedPlaces = ({ scopes, organizationScopes = [] }: Data): ShownPlaces =>
  shownPlaces([...scopes, ...organizationScopes]);

export type AccountNames = Data['accounts'];

export const accountName = (accountId: string, names: AccountNames): string => names.get(accountId) ?? accountId;

/** The owner of a row: a row that AWS counts over a whole organization has no single owner. */
export const ownerName = ({ accountId, organization }: Scope, names: AccountNames): string =>
  organization ? allAccounts : accountName(accountId, names);

/** The values of the account and Region columns: a group of findings may have several of each. */
interface Placed {
  readonly scope: Scope;
  readonly group?: { readonly accounts: readonly string[]; readonly regions: readonly string[] };
}

export const ownerOf = ({ scope, group }: Placed, names: AccountNames): string =>
  severalOf(group?.accounts, 'accounts') ?? ownerName(scope, names);

export const regionOf = ({ scope, group }: Placed): string => severalOf(group?.regions, 'Regions') ?? scope.region;

/** '3 Regions'; undefined: at most one. */
export const severalOf = (all: readonly string[] | undefined, what: string): string | undefined =>
  all === undefined || all.length < 2 ? undefined : `${all.length} ${what}`;

/** 'acme-prod (123456789012)', or the id alone. */
export function accountText(accountId: string, names: AccountNames): string {
  const name = names.get(accountId);
  return name === undefined ? accountId : `${name} (${accountId})`;
}

/** 'eu-west-1', or 'acme-prod eu-west-1' if there are several accounts. */
export function placeText({ accountId, region, organization }: Scope, data: Data): string {
  if (!watchedPlaces(data).account || organization) return region;
  return `${accountName(accountId, data.accounts)} ${region}`;
}

/** The organization mode in the header: the number of covered accounts, and the kind of request. */
export function organizationText({ organization }: Data): string | undefined {
  if (!organization) return undefined;
  const ways = [...organization.ways];
  const alone = ways.filter(([, way]) => way === 'own').map(([region]) => region);
  const count = organization.accounts === undefined ? 'all accounts' : `${organization.accounts} accounts`;
  if (alone.length === ways.length) return 'organization: only accounts with credentials';
  const by = ways.some(([, way]) => way === 'each') ? ', one request each' : '';
  const but = alone.length > 0 ? `, not in ${alone.join(' ')}` : '';
  return `organization: ${count}${by}${but}`;
}

/** 'only acme-prod' while some accounts are not watched. */
export function watchedText({ watchedAccounts, accounts }: Data): string | undefined {
  if (watchedAccounts === undefined) return undefined;
  const [first = ''] = watchedAccounts;
  return watchedAccounts.size === 1 ? `only ${accountName(first, accounts)}` : `only ${watchedAccounts.size} accounts`;
}

type KnownAccounts = Pick<Data, 'accounts' | 'connections'>;

/** Ids of all accounts with a name or a connection. */
export const knownAccounts = ({ accounts, connections }: KnownAccounts): string[] => [
  ...new Set([...accounts.keys(), ...connections.flatMap(({ identity }) => identity?.accountId ?? [])]),
];

export const isWatched = (accountId: string, { watchedAccounts }: Pick<Data, 'watchedAccounts'>): boolean =>
  watchedAccounts === undefined || watchedAccounts.has(accountId);

/** The watched accounts of an organization, also those that no list has a row of. Empty without an organization. */
export const organizationAccounts = (
  data: Pick<Data, 'organizationScopes' | 'accounts' | 'watchedAccounts'>,
): string[] => (data.organizationScopes ? [...data.accounts.keys()].filter((id) => isWatched(id, data)) : []);

/** Finds an account by id, by name (case is ignored), or by a unique beginning of its name. */
export function findAccount(text: string, data: KnownAccounts): string | undefined {
  const wanted = text.toLowerCase();
  const named = knownAccounts(data).map((id) => ({ id, name: accountName(id, data.accounts).toLowerCase() }));
  const exact = named.find(({ id, name }) => id === wanted || name === wanted);
  const begun = named.filter(({ name }) => name.startsWith(wanted));
  return exact?.id ?? (begun.length === 1 ? begun[0]?.id : undefined);
}

/** '1 account collected as BackupMonitor': accounts that only another identity of the user reaches; undefined: none. */
export function collectedText({ scopes }: Pick<Data, 'scopes'>): string | undefined {
  const theirs = scopes.filter(isCollectedScope);
  const accounts = new Set(theirs.map(({ accountId }) => accountId)).size;
  const names = new Set(
    theirs.flatMap(({ collectedAs }) => (collectedAs === undefined ? [] : [collectorName(collectedAs)])),
  );
  if (accounts === 0) return undefined;
  return `${accounts} ${accounts === 1 ? 'account' : 'accounts'} collected as ${[...names].join(', ')}`;
}
