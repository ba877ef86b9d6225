// The options of the AWS clients, and the record of each call.
import type { Scope } from '../domain/scope.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/files/log.ts';
import type { NextTurn } from '../lib/process/turns.ts';
import type { AwsProblem } from './errors/errors.ts';
import type { RetryPolicy } from './errors/retry.ts';
import type { LimiterOptions } from './limits/limiter.ts';
import type { Service } from './operations.ts';
import type { Recorder } from './recording/recorder.ts';
import type { ResponseLimits } from './responses/response-limit.ts';
import type { Connection } from './sign-in/credentials.ts';
import type { RoleSessions } from './sign-in/role-sessions.ts';
import type { WriteWindow } from './write-window.ts';

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
  /** Calls in flight at the same time, for each account-Region and rate class. */
  readonly maxSockets?: number;
  /** Replaces config/budgets.ts; for tests. */
  readonly rates?: LimiterOptions['rates'];
  /** For reading operations of commands that are not repeated by a poll. Absent: each is sent once. */
  readonly reads?: RetryPolicy | undefined;
  /** Names the proxies and CA bundles; the SDK itself reads process.env. */
  readonly env?: NodeJS.ProcessEnv;
  /** The cache of role sessions; absent: there is none. */
  readonly sessions?: RoleSessions;
  /** Write access for a time. Absent: by the connections alone. */
  readonly writing?: WriteWindow | undefined;
  /** Asks for the code that an MFA device shows; rejects while no person can be asked. */
  readonly mfaCode?: (serial: string) => Promise<string>;
  /** A screen is on the terminal: credential programs must not use it. */
  readonly hasScreen?: boolean;
  /** Called with the running process groups of those programs, after each change. */
  readonly programGroups?: ((groups: readonly number[]) => void) | undefined;
  /** Ms; for tests. */
  readonly timeouts?: { readonly connectMs: number; readonly requestMs: number; readonly callMs: number };
  /** Bytes; for tests. */
  readonly responseLimits?: ResponseLimits;
  onCall?(record: CallRecord): void;
  /**
   * Called when AWS's clock differs from this machine's by `aheadMs`: requests are signed with AWS's time from now on.
   */
  onClockSkew?(aheadMs: number): void;
  readonly log?: Log;
  /** Keeps each exchange. Absent: none is kept. */
  readonly recorder?: Recorder | undefined;
  /** Long responses are parsed in turns, shared with other long work. Absent: there is none. */
  readonly nextTurn?: NextTurn;
}
