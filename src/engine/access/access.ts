// Joins connections, Regions and the organization, and derives the scopes from them.
import type { Aws, Connection } from '../../aws/aws.ts';
import type { AwsProblem } from '../../aws/errors/errors.ts';
import type { Clock } from '../../lib/clock.ts';
import { resources } from '../../resources/index.ts';
import { factsOf } from './access-facts.ts';
import type { AccessState } from './access-state.ts';
import { createAccessView } from './access-view.ts';
import { createConnections } from './connections.ts';
import { createEarlyRequests, type EarlyList } from './early-requests.ts';
import type { StartingPlace } from './place.ts';
import { type PlaceMethods, placeMethods } from './place-methods.ts';
import { createPlaceRequests, type PlaceRequests } from './place-requests.ts';
import { createRoutedAws } from './routed-aws.ts';
import { type Route, routeOf } from './scopes.ts';

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

export interface Access extends PlaceMethods {
  /** AWS clients that choose the credentials for the account of each scope. */
  readonly aws: Aws;
  /** Returns the same object until something changes. */
  state(): AccessState;
  /** The contexts in the config file changed. */
  contextsChanged(): void;
  /** Requests each identity that is unknown or expired at once, and that of `signedIn`, for a person has signed in. */
  signInAgain(signedIn?: string): void;
  stop(): void;
}

export function createAccess(options: AccessOptions): Access {
  const { aws, clock } = options;
  const facts = factsOf(options);
  const early = createEarlyRequests({ aws, clock, lists: earlyLists(options) });
  const connections = createConnections({
    aws,
    clock,
    region: () => facts.regions[0] ?? '',
    recovered: options.recovered,
    changed() {
      for (const { id, identity, problem } of connections.states()) if (!identity && problem) early.drop(id);
      requests.askAround();
      changed();
    },
  });

  const changed = () => {
    view.changed();
    options.changed();
  };

  const connect = (connection: Connection) => {
    aws.connect(connection);
    connections.add(connection);
  };

  const primary = () => connections.states()[0];
  const requests: PlaceRequests = createPlaceRequests({ aws, clock, facts, primary, connect, changed });
  const view = createAccessView({
    facts,
    connections: connections.states,
    organization: requests.organization,
    contexts: () => options.contexts?.names() ?? [],
  });

  const routed = createRoutedAws({
    aws: early.aws,
    routeOf: (scope, spansAccounts) => routeOf(scope, view.reach(), spansAccounts),
    refused({ scope, account }: Route, problem: AwsProblem) {
      connections.refused(scope.connection, problem);
      if (account !== undefined) requests.organization()?.refused(scope.region, account, problem);
    },
  });

  return {
    aws: routed,
    state: view.state,
    ...placeMethods({ facts, connections, early, requests, connect, changed }),
    contextsChanged: changed,
    signInAgain: connections.askAgain,
    stop() {
      early.stop();
      connections.stop();
      requests.stop();
    },
  };
}

/** Lists that the organization returns are requested by another request, once the organization is known. */
const earlyLists = ({ early = [], organization }: AccessOptions): readonly EarlyList[] =>
  organization ? early.filter(({ resource }) => !resources[resource].acrossAccounts) : early;
