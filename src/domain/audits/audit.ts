import type { Scope } from '../scope.ts';
import type { LockBounds } from '../vaults/lock-change.ts';

export type RiskLevel = 'critical' | 'high' | 'medium' | 'none';

/** One CloudTrail record about AWS Backup. */
export interface Audit {
  readonly scope: Scope;
  readonly id: string;
  /** CloudTrail's eventName. */
  readonly name: string;
  /** Epoch ms. */
  readonly at: number;
  /** A person, a role session or 'AWS Backup' for what the service did by itself. */
  readonly actor: string;
  readonly actorArn?: string;
  readonly sourceIp?: string;
  readonly readOnly: boolean;
  readonly byService: boolean;
  /** Set when AWS refused it. */
  readonly errorCode?: string;
  readonly risk: RiskLevel;
  readonly riskReason?: string;
  /** What it was done to, in one word: a vault, plan or job name, a point or resource ARN. */
  readonly target: string;
  readonly touched: Touched;
  /** The bounds that an event gave a vault's lock … */
  readonly lock?: LockBounds;
  /** … and those that the trail tells it had before this event. */
  readonly lockBefore?: LockBounds;
  /** The access policy that a call gave a vault, '' where it took the policy away … */
  readonly policy?: string;
  /** … and the policy before, as far as the trail remembers. */
  readonly policyBefore?: string;
  /** The record as CloudTrail sent it, a JSON text. */
  readonly record: string;
}

/** The things a record names, as AWS names them. */
export interface Touched {
  readonly vaultName?: string;
  readonly recoveryPointArn?: string;
  readonly planId?: string;
  readonly resourceArn?: string;
  readonly backupJobId?: string;
  readonly copyJobId?: string;
  readonly restoreJobId?: string;
}
