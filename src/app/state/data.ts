// The data of the screen besides its own state: snapshots of requests, identity and place.
import type { AwsProblem } from '../../aws/errors/errors.ts';
import type { LineRow } from '../../domain/attention/findings/line-row.ts';
import type { Severity } from '../../domain/attention/findings/severity.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Snapshot } from '../../polling/snapshot.ts';
import type { Acting } from '../forms/run.ts';
import type { SmallReads } from '../list/listed.ts';
import type { PollRequest } from './lists/poll-request.ts';
import type { ScreenSettings } from './settings.ts';

export type AnySnapshot = Snapshot<AwsProblem>;

export interface Data extends SmallReads {
  /**
   * Epoch ms by AWS's clock, in steps of the screen's tick: ages of AWS's dates are computed with it. While a past time
   * is on screen, that time.
   */
  readonly now: number;
  /** Set while a past time is on screen. */
  readonly past?: ShownPast;
  /** The same moment by this machine's clock: waiting times are computed with it. */
  readonly localNow: number;
  /** Increases whenever a response changes. */
  readonly version: number;
  /** One for each account and Region that credentials reach; empty until the identity is known. */
  readonly scopes: readonly Scope[];
  /** In organization mode: the scopes in which lists that span accounts are requested instead. */
  readonly organizationScopes?: readonly Scope[];
  readonly organization?: OrganizationState;
  /** The Regions that are watched. */
  readonly regions: readonly string[];
  /** Names of accounts by id, as far as AWS returns them. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly connections: readonly ConnectionState[];
  /** Accounts are still being listed: more scopes may follow. */
  readonly isListingAccounts: boolean;
  /** Set while only these accounts are watched. */
  readonly watchedAccounts?: ReadonlySet<string>;
  /** Names of profiles that can be chosen. */
  readonly profiles: readonly string[];
  /** Names of the config file's contexts. */
  readonly contexts: readonly string[];
  /** The name of the context in use. */
  readonly context?: string;
  /** The identity of the first connection that is signed in. */
  readonly identity?: Identity;
  /** The reason why there is no identity at all. */
  readonly identityProblem?: AwsProblem;
  /** Regions that can be added, if AWS has returned them. */
  readonly knownRegions: readonly string[];
  /** The reason why AWS has not returned them. */
  readonly regionsProblem?: AwsProblem;
  readonly callsPerMinute: number;
  /** The cost of the CloudWatch requests at the present interval, in US dollars per day. */
  readonly dollarsPerDay?: number;
  /** false with --no-cloudwatch. */
  readonly cloudWatch: boolean;
  /** Absent: the defaults. */
  readonly settings?: ScreenSettings;
  /** The source of the responses if it is not AWS: "demo". */
  readonly origin?: string;
  /** Set if the live feed is read. */
  readonly feed?: FeedState;
  /** Epoch ms by this machine's clock until which changes are allowed, if a person has asked for a time. */
  readonly writeUntil?: number;
  /** Whether and how actions are carried out. */
  /** Epoch ms at which the last session of this person ended; absent: not known, or moments ago. */
  readonly lookedAt?: number;
  readonly acting: Acting;
  snapshot(request: PollRequest): AnySnapshot | undefined;
  readonly attention: AttentionReads;
  /** Whether some configured credentials reach the scope's account. */
  reaches(scope: Scope): boolean;
}

export interface ShownPast {
  /** Epoch ms. */
  readonly asOf: number;
  /** Epoch ms by AWS's clock of the present, in steps of the screen's tick. */
  readonly present: number;
}

/** Reads the attention list of all watched account-Regions. */
export interface AttentionReads {
  counts(data: Data): AttentionCount;
  /** Worst first, without muted and acknowledged lines. Read at each call. */
  rows(data: Data): readonly LineRow[];
}

/** The number of lines by severity. */
export type AttentionCount = Readonly<Record<Severity | 'muted' | 'acknowledged', number>>;

export interface FeedState {
  /** The scope of the event rows, which come from every account and Region that the queues cover. */
  readonly scope: Scope;
  /** The number of queues. */
  readonly queues: number;
  /** The number of messages that could not be parsed. */
  readonly unreadable: number;
  /** Epoch ms of the newest event. */
  readonly newestAt?: number;
  /** The reason why a queue is not read. */
  readonly problem?: AwsProblem;
  /** The number of job ends that polls found without an event, and the number of all. Set while there are many. */
  readonly missed?: { readonly missed: number; readonly of: number };
}

/** One connection to AWS: the default credential chain, a profile, or a role. */
export interface ConnectionState {
  readonly id: string;
  /** The label for people: the profile, or the role. */
  readonly label: string;
  readonly identity?: Identity;
  /** The reason why it cannot sign in; known rows stay, and the sign-in is repeated. */
  readonly problem?: AwsProblem;
  /** Epoch ms at which a person has to sign in again; absent: not known, or never. */
  readonly expiresAt?: number | undefined;
  /** The command that signs in, as a program and its arguments; absent: there is none. */
  readonly login?: readonly string[] | undefined;
}

/**
 * How jobs of other accounts are requested in a Region: all in one call, one account after the other, or not at all.
 */
export type OrganizationWay = 'all' | 'each' | 'own';

export interface OrganizationState {
  /** By Region. */
  readonly ways: ReadonlyMap<string, OrganizationWay>;
  /** The number of accounts; absent if AWS Organizations does not return it. */
  readonly accounts?: number;
  /** The reason why there is no request for all accounts, or why the organization is not known. */
  readonly problem?: AwsProblem;
}

export interface Identity {
  readonly accountId: string;
  readonly arn: string;
}
