// What the engine knows about the watched place besides its connections and its organization.
import type { AwsProblem } from '../../aws/errors/errors.ts';
import type { PlaceChange, WatchedScopes } from './place.ts';

export interface AccessFacts {
  place: WatchedScopes;
  /** The watched Regions: those of the place at first. */
  regions: readonly string[];
  /** The Regions that the account has enabled. */
  knownRegions: readonly string[];
  regionsProblem: AwsProblem | undefined;
  /** Only these accounts are watched; undefined: all. */
  only: ReadonlySet<string> | undefined;
  profiles: readonly string[];
}

export const factsOf = (place: WatchedScopes): AccessFacts => ({
  place,
  regions: place.regions,
  knownRegions: [],
  regionsProblem: undefined,
  only: undefined,
  profiles: [],
});

/** Another place is watched: what was known about the previous one is dropped. */
export function moveTo(facts: AccessFacts, change: PlaceChange): void {
  const { profiles, place } = facts;
  Object.assign(facts, factsOf({ ...place, ...change }), { profiles });
}
