// Joins connections, Regions and the organization, and derives the scopes from them.
import { regionListDelayMs } from '../../../config/polling.ts';
import type { ConnectionState } from '../../app/state/data.ts';
import type { Aws, Connection } from '../../aws/aws.ts';
import type { AwsProblem } from '../../aws/errors/errors.ts';
import { chosenAccounts, roleIn } from '../../aws/sign-in/role-pattern.ts';
import type { Clock } from '../../lib/clock.ts';
import { resources } from '../../resources/index.ts';
import { problemOf } from '../problem-of.ts';
import { type AccessState, toState } from './access-state.ts';
import { createConnections } from './connections.ts';
import { createEarlyRequests, type EarlyList } from './early-requests.ts';
import { createOrganization, type Organization } from './organization.ts';
import type { PlaceChange, RolePattern, StartingPlace, WatchedScopes } from './place.ts';
import { findRegions } from './regions.ts';
import { createRoutedAws } from './routed-aws.ts';
import { type Route, routeOf, type ScopeInputs } from './scopes.ts';

export interface AccessOptions extends StartingPlace {
  readonly aws: Aws;
  readonly clock: Clock;
  /** Lists that are requested together with the identity. Absent: each list waits for its account id. */
  readonly early?: readonly EarlyList[] | undefined;
  changed(): void;
  /** A connection signed in again after a refusal. */
  recovered(connection: string): void;
}

export type { AccessState } from './access-state.ts';

export interface Access {
  /** AWS clients that choose the credentials for the account of each scope. */
  readonly aws: Aws;
  /** Returns the same object until something changes. */
  state(): AccessState;
  start(): void;
  setRegions(regions: readonly string[]): void;
  connect(connection: Connection): void;
  disconnect(id: string): void;
  /** The present place, including accounts that were added or removed. */
  place(): WatchedScopes;
  /** Watches another place; members that the change lacks stay as they are. */
  switchTo(place: PlaceChange): void;
  /** Watches these accounts only; undefined: all accounts. */
  setAccounts(only: ReadonlySet<string> | undefined): void;
  /** Assumes the configured role in the account, if a role is configured for all accounts. */
  reachAccount(accountId: string): boolean;
  /** The contexts in the config file changed. */
  contextsChanged(): void;
  /** Requests each identity that is unknown or expired at once. */
  signInAgain(): void;
  stop(): void;
}

export function createAccess(options: AccessOptions): Access {
  const { aws, clock } = options;
  let place: WatchedScopes = options;
  let regions = options.regions;
  let knownRegions: readonly string[] = [];
  let regionsProblem: AwsProblem | undefined;
  let only: ReadonlySet<string> | undefined;
  let profiles: readonly string[] = [];
  let organization: Organization | undefined;
  let stopRegions = () => {};
  let reach: ScopeInputs | undefined;
  let state: AccessState | undefined;
  let isStale = true;
  let isStopped = false;

  const early = createEarlyRequests({ aws, clock, lists: earlyLists(options) });
  const connections = createConnections({
    aws,
    clock,
    region: () => regions[0] ?? '',
    recovered: options.recovered,
    changed() {
      for (const { id, identity, problem } of connections.states()) if (!identity && problem) early.drop(id);
      askAround();
      changed();
    },
  });
  const primary = (): ConnectionState | undefined => connections.states()[0];

  const changed = () => {
    isStale = true;
    reach = undefined;
    options.changed();
  };

  /** Requests that need an identity. They are sent once, through the first connection. */
  const askAround = () => {
    const { id, identity } = primary() ?? {};
    if (isStopped || id === undefined || !identity || organization) return;
    const scope = { accountId: identity.accountId, region: regions[0] ?? '', connection: id };
    const ask = () => {
      stopRegions = findRegions({ aws, scope, known: learnRegions, failed: learnNoRegions });
    };
    // If Regions are configured, the list of Regions is used for completion only: the rows are requested first.
    if (place.allRegions) ask();
    else stopRegions = clock.setTimeout(ask, regionListDelayMs);
    const isAsked = place.organization || place.roles || place.connections.length > 1;
    if (isAsked) organization = createOrganization({ aws, clock, scope, changed: learnAccounts });
    else organization = nobody;
    learnAccounts();
  };

  const learnRegions = (listed: readonly string[]) => {
    knownRegions = listed;
    regionsProblem = undefined;
    if (place.allRegions) regions = [...new Set([...regions, ...listed])];
    changed();
  };

  const learnNoRegions = (error: unknown) => {
    regionsProblem = problemOf(error);
    changed();
  };

  const learnAccounts = () => {
    const { roles } = place;
    const own = primary()?.identity?.accountId;
    for (const id of roles && organization ? chosenAccounts(organization.names(), roles) : []) {
      if (id !== own && roles) connect(roleConnection(roles.role, id));
    }
    changed();
  };

  const connect = (connection: Connection) => {
    aws.connect(connection);
    connections.add(connection);
  };

  const reachNow = (): ScopeInputs => {
    reach ??= {
      connections: connections.states(),
      regions,
      ...(only ? { only } : {}),
      ...(place.organization ? organizationReach() : {}),
    };
    return reach;
  };

  const organizationReach = (): Pick<ScopeInputs, 'organization'> => {
    const { id, identity } = primary() ?? {};
    if (id === undefined || !identity || !organization) return {};
    const { ways } = organization.state(regions);
    const members = new Set(organization.names().keys());
    return { organization: { connection: id, accountId: identity.accountId, ways, members } };
  };

  const stateNow = (): AccessState => {
    if (state && !isStale) return state;
    isStale = false;
    const names = organization?.names() ?? new Map<string, string>();
    const isAsked = place.organization || (place.roles && names.size === 0);
    const listing = isAsked && organization?.isKnown() ? { organization: organization.state(regions) } : {};
    const isListingAccounts = organization ? !organization.isKnown() : false;
    const narrowed = only ? { watchedAccounts: only } : {};
    const named = place.context === undefined ? {} : { context: place.context };
    state = {
      ...toState(reachNow(), state),
      knownRegions,
      ...(regionsProblem ? { regionsProblem } : {}),
      profiles,
      contexts: options.contexts?.names() ?? [],
      isListingAccounts,
      accounts: names,
      ...listing,
      ...narrowed,
      ...named,
    };
    return state;
  };

  /** The first connection changed: data that was requested through the previous one is dropped. */
  const restart = () => {
    organization?.stop();
    organization = undefined;
    stopRegions();
    askAround();
  };

  const routed = createRoutedAws({
    aws: early.aws,
    routeOf: (scope, spansAccounts) => routeOf(scope, reachNow(), spansAccounts),
    refused({ scope, account }: Route, problem: AwsProblem) {
      connections.refused(scope.connection, problem);
      if (account !== undefined) organization?.refused(scope.region, account, problem);
    },
  });

  return {
    aws: routed,
    state: stateNow,
    place: () => ({ ...place, regions }),
    start() {
      for (const connection of place.connections) connect(connection);
      for (const { id, identity } of connections.states()) if (!identity) early.begin(id, regions);
      askAround();
      place.profiles?.names().then(
        (names) => {
          profiles = names;
          changed();
        },
        // Files that cannot be read complete nothing; the sign-in reports the reason.
        () => {},
      );
    },
    setRegions(next) {
      regions = next;
      changed();
    },
    connect(connection) {
      place = { ...place, connections: [...place.connections, connection] };
      connect(connection);
      changed();
    },
    disconnect(id) {
      place = { ...place, connections: place.connections.filter((one) => one.id !== id) };
      const wasPrimary = primary()?.id === id;
      connections.remove(id);
      if (wasPrimary) restart();
      changed();
    },
    switchTo(next) {
      place = { ...place, ...next };
      only = undefined;
      regions = place.regions;
      knownRegions = [];
      regionsProblem = undefined;
      for (const { id } of connections.states()) {
        early.drop(id);
        connections.remove(id);
      }
      for (const connection of place.connections) connect(connection);
      restart();
      changed();
    },
    setAccounts(next) {
      only = next;
      changed();
    },
    reachAccount(accountId) {
      if (!place.roles) return false;
      connect(roleConnection(place.roles.role, accountId));
      changed();
      return true;
    },
    contextsChanged: changed,
    signInAgain: connections.askAgain,
    stop() {
      isStopped = true;
      early.stop();
      connections.stop();
      organization?.stop();
      stopRegions();
    },
  };
}

/** Lists that the organization returns are requested by another request, once the organization is known. */
const earlyLists = ({ early = [], organization }: AccessOptions): readonly EarlyList[] =>
  organization ? early.filter(({ resource }) => !resources[resource].acrossAccounts) : early;

/** Used outside organization mode: no names, no other accounts. */
const nobody: Organization = {
  names: () => new Map(),
  isKnown: () => true,
  state: () => ({ ways: new Map() }),
  refused() {},
  stop() {},
};

const roleConnection = (role: RolePattern['role'], accountId: string): Connection => {
  const roleArn = roleIn(role.roleArn, accountId);
  return { ...role, id: roleArn, roleArn };
};
