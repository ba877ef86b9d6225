// Where to look and how to watch it: what the flags say to begin with, and a context of the config file later.
import type { Connection } from '../../aws/aws.ts';
import type { AccountChoice } from '../../aws/sign-in/role-pattern.ts';
import type { Journal } from '../../journal/journal.ts';
import type { FeedEntry } from '../feed/feed.ts';
import type { Cadences } from '../polls/cadence-of.ts';

/** One role in many accounts. */
export interface RolePattern extends AccountChoice {
  /** As the role in each account is reached; its `roleArn` has `*` for the account. */
  readonly role: Connection & { readonly roleArn: string };
}

export interface WatchedScopes {
  /** Never empty. The first is asked for the organization and its Regions. */
  readonly connections: readonly Connection[];
  /** Never empty. */
  readonly regions: readonly string[];
  readonly allRegions?: boolean | undefined;
  /** Ask for the jobs of all accounts at once. */
  readonly organization?: boolean | undefined;
  readonly roles?: RolePattern | undefined;
  /** What `:profile` may name; absent: nothing, as in the demo. */
  readonly profiles?:
    | {
        names(): Promise<readonly string[]>;
        toConnection(profile: string): Connection;
      }
    | undefined;
  /** The name of the context that says so. */
  readonly context?: string | undefined;
}

/** How a place is watched. */
export interface Watch {
  readonly cadences?: Cadences | undefined;
  /** False asks for no metrics. */
  readonly cloudWatch: boolean;
  /** Queues that live events are taken from, and where what they told is kept. */
  readonly feed?: { readonly queues: readonly string[]; readonly journal: Journal<FeedEntry> } | undefined;
}

export interface StartingPlace extends WatchedScopes {
  /** What `:context` may name: the contexts of the config file. */
  readonly contexts?: {
    names(): readonly string[];
    /** Rejects with a sentence when there is something missing in it. */
    open(name: string): Promise<WatchedPlace>;
  };
}

export interface WatchedPlace {
  readonly place: WatchedScopes;
  readonly watch: Watch;
}

/** What is absent stays; undefined takes away. */
export type PlaceChange = Pick<WatchedScopes, 'connections' | 'regions'> & {
  readonly [Name in keyof WatchedScopes]?: WatchedScopes[Name] | undefined;
};
