// What the screen reads besides its own state: answers of AWS, and who and where we are.
import type { AwsProblem } from '../aws/errors.ts';
import type { Scope } from '../domain/scope.ts';
import type { Snapshot } from '../polling/poll.ts';
import type { Question } from './question.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows of all resources pass through here
export type AnySnapshot = Snapshot<any, AwsProblem>;

export interface Data {
  /** Epoch ms, moving in steps of the screen's tick. */
  readonly now: number;
  /** Goes up whenever any answer changed. */
  readonly version: number;
  /** One for each account and Region that is watched; none before we know who we are. */
  readonly scopes: readonly Scope[];
  /** The Regions that are watched. */
  readonly regions: readonly string[];
  readonly identity?: Identity;
  /** Why we do not know who we are. */
  readonly identityProblem?: AwsProblem;
  /** Regions that may be added, when AWS has told. */
  readonly knownRegions: readonly string[];
  readonly callsPerMinute: number;
  /** What CloudWatch's answers cost at this pace, in US dollars a day. */
  readonly dollarsPerDay?: number;
  /** False with --no-cloudwatch. */
  readonly cloudWatch: boolean;
  /** Where the answers come from, when that is not AWS: "demo". */
  readonly origin?: string;
  snapshot(question: Question): AnySnapshot | undefined;
}

export interface Identity {
  readonly accountId: string;
  readonly arn: string;
}
