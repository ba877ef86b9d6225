// What the screen reads besides its own state: answers of AWS, and who and where we are.
import type { AwsProblem } from '../../aws/errors/errors.ts';
import type { LineRow } from '../../domain/attention/findings/line-row.ts';
import type { Severity } from '../../domain/attention/findings/severity.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Snapshot } from '../../polling/snapshot.ts';
import type { Acting } from '../forms/run.ts';
import type { SmallReads } from '../list/listed.ts';
import type { Question } from './question.ts';
import type { ScreenSettings } from './settings.ts';

export type AnySnapshot = Snapshot<AwsProblem>;

export interface Data extends SmallReads {
  /** Epoch ms by AWS's clock, moving in steps of the screen's tick: what AWS has dated has its age by it. */
  readonly now: number;
  /** The same moment by this machine's clock: how long somebody waits is by this. */
  readonly localNow: number;
  /** Goes up whenever any answer changed. */
  readonly version: number;
  /** One for each account and Region that credentials reach; none before we know who we are. */
  readonly scopes: readonly Scope[];
  /** In organization mode: where the lists that AWS gives across accounts are asked for instead. */
  readonly organizationScopes?: readonly Scope[];
  readonly organization?: OrganizationState;
  /** The Regions that are watched. */
  readonly regions: readonly string[];
  /** Names of accounts by id, as far as AWS tells them. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly connections: readonly ConnectionState[];
  /** Accounts are still being listed: more scopes may come of them. */
  readonly isListingAccounts: boolean;
  /** Set while only these accounts are watched. */
  readonly watchedAccounts?: ReadonlySet<string>;
  /** Names of profiles that may be switched to. */
  readonly profiles: readonly string[];
  /** Names of the config file's contexts. */
  readonly contexts: readonly string[];
  /** The one that says where we look. */
  readonly context?: string;
  /** Of the first connection that is signed in. */
  readonly identity?: Identity;
  /** Why we do not know who we are: there is no identity at all. */
  readonly identityProblem?: AwsProblem;
  /** Regions that may be added, when AWS has told. */
  readonly knownRegions: readonly string[];
  /** Why AWS has not told them. */
  readonly regionsProblem?: AwsProblem;
  readonly callsPerMinute: number;
  /** What CloudWatch's answers cost at this pace, in US dollars a day. */
  readonly dollarsPerDay?: number;
  /** False with --no-cloudwatch. */
  readonly cloudWatch: boolean;
  /** Absent: everything as it comes. */
  readonly settings?: ScreenSettings;
  /** Where the answers come from, when that is not AWS: "demo". */
  readonly origin?: string;
  /** Set where the live feed is read. */
  readonly feed?: FeedState;
  /** Whether, and how, changes are made. */
  readonly acting: Acting;
  snapshot(question: Question): AnySnapshot | undefined;
  readonly attention: AttentionReads;
  /** Some credentials given here act in the scope's account. */
  reaches(scope: Scope): boolean;
}

/** The attention list in all account-Regions that are watched. */
export interface AttentionReads {
  counts(data: Data): AttentionCount;
  /** Worst first, without those that are muted. Read when it is called. */
  rows(data: Data): readonly LineRow[];
}

/** How many lines there are. */
export type AttentionCount = Readonly<Record<Severity | 'muted', number>>;

export interface FeedState {
  /** Whose rows its events are: those of every account and Region that the queues tell of. */
  readonly scope: Scope;
  /** How many queues are read. */
  readonly queues: number;
  /** Messages that nobody understands. */
  readonly unreadable: number;
  /** Epoch ms of the newest event. */
  readonly newestAt?: number;
  /** Why a queue is not read. */
  readonly problem?: AwsProblem;
  /** Ends of jobs that polling found and no event told, of how many. Set while they are many. */
  readonly missed?: { readonly missed: number; readonly of: number };
}

/** One way into AWS: the ordinary chain, a profile, or a role. */
export interface ConnectionState {
  readonly id: string;
  /** What a person calls it: the profile, or the role. */
  readonly label: string;
  readonly identity?: Identity;
  /** Why it cannot sign in; rows known before stay, and it is tried again. */
  readonly problem?: AwsProblem;
}

/** How jobs of other accounts are asked for in a Region: all in one call, one account after the other, or not at all. */
export type OrganizationWay = 'all' | 'each' | 'own';

export interface OrganizationState {
  /** By Region. */
  readonly ways: ReadonlyMap<string, OrganizationWay>;
  /** How many accounts it has; absent when Organizations does not tell. */
  readonly accounts?: number;
  /** Why it is not asked in one call, or not known. */
  readonly problem?: AwsProblem;
}

export interface Identity {
  readonly accountId: string;
  readonly arn: string;
}
