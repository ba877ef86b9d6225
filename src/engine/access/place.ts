// The place that is watched and how: first from the flags, later from a context of the config file.
import type { Connection } from '../../aws/aws.ts';
import type { AccountChoice } from '../../aws/sign-in/role-pattern.ts';
import type { Journal } from '../../journal/journal.ts';
import type { FeedEntry } from '../feed/feed.ts';
import type { Cadences } from '../polls/cadence-of.ts';

/** One role in many accounts. */
export interface RolePattern extends AccountChoice {
  /** The connection of the role; its `roleArn` has `*` in place of the account. */
  readonly role: Connection & { readonly roleArn: string };
}

export interface WatchedScopes {
  /** Never empty. The first connection requests the organization and the Regions. */
  readonly connections: readonly Connection[];
  /** Never empty. */
  readonly regions: readonly string[];
  readonly allRegions?: boolean | undefined;
  /** Requests the jobs of all accounts of the organization in one request. */
  readonly organization?: boolean | undefined;
  readonly roles?: RolePattern | undefined;
  /** The profiles that `:profile` accepts; absent: none, as in the demo. */
  readonly profiles?:
    | {
        names(): Promise<readonly string[]>;
        toConnection(profile: string): Connection;
      }
    | undefined;
  /** The name of the context from which the place was read. */
  readonly context?: string | undefined;
}

/** The settings for watching a place. */
export interface Watch {
  readonly cadences?: Cadences | undefined;
  /** false: no metrics are requested. */
  readonly cloudWatch: boolean;
  /** The queues of live events, and the journal of their events. */
  readonly feed?: { readonly queues: readonly string[]; readonly journal: Journal<FeedEntry> } | undefined;
}

export interface StartingPlace extends WatchedScopes {
  /** The contexts of the config file, which `:context` accepts. */
  readonly contexts?: {
    names(): readonly string[];
    /** Rejects with one sentence if the context is incomplete. */
    open(name: string): Promise<WatchedPlace>;
  };
}

export interface WatchedPlace {
  readonly place: WatchedScopes;
  readonly watch: Watch;
}

/** An absent member stays unchanged; undefined removes it. */
export type PlaceChange = Pick<WatchedScopes, 'connections' | 'regions'> & {
  readonly [Name in keyof WatchedScopes]?: WatchedScopes[Name] | undefined;
};
