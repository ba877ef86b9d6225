// Requests that need an identity: the Regions of the account, and the organization. They are sent once, through the
// first connection.
import { regionListDelayMs } from '../../../config/polling.ts';
import type { ConnectionState } from '../../app/state/data.ts';
import type { Aws, Connection } from '../../aws/aws.ts';
import { chosenAccounts, roleIn } from '../../aws/sign-in/role-pattern.ts';
import type { Clock } from '../../lib/clock.ts';
import { problemOf } from '../problem-of.ts';
import type { AccessFacts } from './access-facts.ts';
import { createOrganization, type Organization } from './organization.ts';
import type { RolePattern } from './place.ts';
import { findRegions } from './regions.ts';

export interface PlaceRequestsOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly facts: AccessFacts;
  /** The first connection. */
  primary(): ConnectionState | undefined;
  connect(connection: Connection): void;
  changed(): void;
}

export interface PlaceRequests {
  /** undefined: not requested yet. */
  organization(): Organization | undefined;
  /** Sends the requests, if the identity is known and they were not sent before. */
  askAround(): void;
  /** The first connection changed: data that was requested through the previous one is dropped. */
  restart(): void;
  stop(): void;
}

export function createPlaceRequests(options: PlaceRequestsOptions): PlaceRequests {
  const { aws, clock, facts, primary, changed } = options;
  let organization: Organization | undefined;
  let stopRegions = () => {};
  let isStopped = false;

  const askAround = () => {
    const { id, identity } = primary() ?? {};
    if (isStopped || id === undefined || !identity || organization) return;
    const { place, regions } = facts;
    const scope = { accountId: identity.accountId, region: regions[0] ?? '', connection: id };
    const ask = () => {
      stopRegions = findRegions({ aws, scope, known: learnRegions, failed: learnNoRegions });
    };
    // If Regions are configured, the list of Regions is used for completion only: the rows are requested first.
    if (place.allRegions) ask();
    else stopRegions = clock.setTimeout(ask, regionListDelayMs);
    const isAsked = place.organization || place.roles || place.connections.length > 1;
    organization = isAsked ? createOrganization({ aws, clock, scope, changed: learnAccounts }) : nobody;
    learnAccounts();
  };

  const learnRegions = (listed: readonly string[]) => {
    facts.knownRegions = listed;
    facts.regionsProblem = undefined;
    if (facts.place.allRegions) facts.regions = [...new Set([...facts.regions, ...listed])];
    changed();
  };

  const learnNoRegions = (error: unknown) => {
    facts.regionsProblem = problemOf(error);
    changed();
  };

  const learnAccounts = () => {
    const { roles } = facts.place;
    const own = primary()?.identity?.accountId;
    for (const id of roles && organization ? chosenAccounts(organization.names(), roles) : []) {
      if (id !== own && roles) options.connect(roleConnection(roles.role, id));
    }
    changed();
  };

  return {
    organization: () => organization,
    askAround,
    restart() {
      organization?.stop();
      organization = undefined;
      stopRegions();
      askAround();
    },
    stop() {
      isStopped = true;
      organization?.stop();
      stopRegions();
    },
  };
}

/** Used outside organization mode: no names, no other accounts. */
const nobody: Organization = {
  names: () => new Map(),
  isKnown: () => true,
  state: () => ({ ways: new Map() }),
  refused() {},
  stop() {},
};

export const roleConnection = (role: RolePattern['role'], accountId: string): Connection => {
  const roleArn = roleIn(role.roleArn, accountId);
  return { ...role, id: roleArn, roleArn };
};
