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
  /** A person, a role session, or 'AWS Backup' for events of the service itself. */
  readonly actor: string;
  readonly actorArn?: string;
  readonly sourceIp?: string;
  readonly readOnly: boolean;
  readonly byService: boolean;
  /** Set if AWS refused the call. */
  readonly errorCode?: string;
  readonly risk: RiskLevel;
  readonly riskReason?: string;
  /** The target in one word: the name of a vault, plan or job, or the ARN of a recovery point or resource. */
  readonly target: string;
  readonly touched: Touched;
  /** The bounds that the call set on a vault lock … */
  readonly lock?: LockBounds;
  /** … and the bounds before the call, if the trail has them. */
  readonly lockBefore?: LockBounds;
  /** The access policy that the call set on a vault, '' if it removed the policy … */
  readonly policy?: string;
  /** … and the policy before the call, if the trail has it. */
  readonly policyBefore?: string;
  /** The record as CloudTrail returned it, a JSON text. */
  readonly record: string;
}

/** The resources that a record names, by AWS's members. */
export interface Touched {
  readonly vaultName?: string;
  readonly recoveryPointArn?: string;
  readonly planId?: string;
  readonly resourceArn?: string;
  readonly backupJobId?: string;
  readonly copyJobId?: string;
  readonly restoreJobId?: string;
}
