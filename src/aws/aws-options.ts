// What the door to AWS is made with, and what it tells of each call.
import type { Scope } from '../domain/scope.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/files/log.ts';
import type { NextTurn } from '../lib/process/turns.ts';
import type { AwsProblem } from './errors/errors.ts';
import type { RetryPolicy } from './errors/retry.ts';
import type { LimiterOptions } from './limits/limiter.ts';
import type { Service } from './operations.ts';
import type { AnswerLimits } from './responses/answer-limit.ts';
import type { Connection } from './sign-in/credentials.ts';
import type { RoleSessions } from './sign-in/role-sessions.ts';

export interface CallRecord {
  /** Epoch ms. */
  readonly at: number;
  readonly scope: Scope;
  readonly service: Service;
  readonly operation: string;
  readonly ms: number;
  readonly outcome: 'ok' | AwsProblem['kind'];
}

export interface AwsOptions {
  readonly connections: readonly Connection[];
  readonly clock: Clock;
  /** Questions on the wire at once, per account-Region and rate class. */
  readonly maxSockets?: number;
  /** Instead of config/budgets.ts; for tests. */
  readonly rates?: LimiterOptions['rates'];
  /** Of operations that only read, for who comes back to nothing. Absent: each is tried once. */
  readonly reads?: RetryPolicy | undefined;
  /** Where proxies and CA bundles are named; the SDK itself reads process.env. */
  readonly env?: NodeJS.ProcessEnv;
  /** Where sessions of roles are kept; absent: nowhere. */
  readonly sessions?: RoleSessions;
  /** Asks for the code that a device shows now; rejects while nobody can be asked. */
  readonly mfaCode?: (serial: string) => Promise<string>;
  /** A screen is on the terminal: programs that give credentials are kept from it. */
  readonly hasScreen?: boolean;
  /** Is given the process groups of those programs that run, whenever there are others. */
  readonly programGroups?: ((groups: readonly number[]) => void) | undefined;
  /** ms; for tests. */
  readonly timeouts?: { readonly connectMs: number; readonly requestMs: number; readonly callMs: number };
  /** Bytes; for tests. */
  readonly answerLimits?: AnswerLimits;
  onCall?(record: CallRecord): void;
  /** AWS's clock is so many ms ahead of this machine's, or behind: requests are signed by its time from now on. */
  onClockSkew?(aheadMs: number): void;
  readonly log?: Log;
  /** Long answers are read in turns, shared with whoever else has long work. Absent: nobody has. */
  readonly nextTurn?: NextTurn;
}
