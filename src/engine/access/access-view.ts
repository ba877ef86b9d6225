// The access state and the inputs of the scopes, computed once until something changes.
import type { ConnectionState } from '../../app/state/data.ts';
import type { AccessFacts } from './access-facts.ts';
import { type AccessState, toState } from './access-state.ts';
import type { Organization } from './organization.ts';
import type { ScopeInputs } from './scopes.ts';

export interface AccessSources {
  readonly facts: AccessFacts;
  connections(): readonly ConnectionState[];
  /** undefined: not requested yet. */
  organization(): Organization | undefined;
  /** The names of the contexts in the config file. */
  contexts(): readonly string[];
}

export interface AccessView {
  reach(): ScopeInputs;
  /** Returns the same object until `changed` was called. */
  state(): AccessState;
  changed(): void;
}

export function createAccessView(sources: AccessSources): AccessView {
  let known: ScopeInputs | undefined;
  let state: AccessState | undefined;
  let isStale = true;

  const reach = (): ScopeInputs => {
    known ??= reachOf(sources);
    return known;
  };

  return {
    reach,
    state() {
      if (state && !isStale) return state;
      isStale = false;
      state = stateOf(sources, reach(), state);
      return state;
    },
    changed() {
      isStale = true;
      known = undefined;
    },
  };
}

function reachOf(sources: AccessSources): ScopeInputs {
  const { regions, only, place } = sources.facts;
  return {
    connections: sources.connections(),
    regions,
    ...(only ? { only } : {}),
    ...(place.organization ? organizationReach(sources) : {}),
  };
}

function organizationReach(sources: AccessSources): Pick<ScopeInputs, 'organization'> {
  const { id, identity } = sources.connections()[0] ?? {};
  const organization = sources.organization();
  if (id === undefined || !identity || !organization) return {};
  const { ways } = organization.state(sources.facts.regions);
  const members = new Set(organization.names().keys());
  return { organization: { connection: id, accountId: identity.accountId, ways, members } };
}

function stateOf(sources: AccessSources, reach: ScopeInputs, before: AccessState | undefined): AccessState {
  const { place, regions, knownRegions, regionsProblem, only, profiles } = sources.facts;
  const organization = sources.organization();
  const names = organization?.names() ?? new Map<string, string>();
  const isAsked = place.organization || (place.roles && names.size === 0);
  const listing = isAsked && organization?.isKnown() ? { organization: organization.state(regions) } : {};
  const isListingAccounts = organization ? !organization.isKnown() : false;
  return {
    ...toState(reach, before),
    knownRegions,
    ...(regionsProblem ? { regionsProblem } : {}),
    profiles,
    contexts: sources.contexts(),
    isListingAccounts,
    accounts: names,
    ...listing,
    ...(only ? { watchedAccounts: only } : {}),
    ...(place.context === undefined ? {} : { context: place.context }),
  };
}
