import { risks } from '../../../config/risks.ts';
import type { Tone } from '../tone.ts';
import { judgePolicy } from '../vaults/policy-change.ts';
import type { Audit, RiskLevel } from './audit.ts';

export interface Assessment {
  readonly level: RiskLevel;
  readonly reason?: string;
}

export interface AuditEvent {
  /** CloudTrail's eventName. */
  readonly name: string;
  /** AWS Backup itself did this, for example by a lifecycle. */
  readonly byService: boolean;
  readonly errorCode?: string;
  /** The call reaches from one account into another. */
  readonly otherAccount: boolean;
}

/** A refused attempt has the risk of the operation: somebody tries out permissions. */
export function assessRisk({ name, byService, errorCode, otherAccount }: AuditEvent): Assessment {
  const risk = Object.hasOwn(risks, name) ? risks[name] : undefined;
  if (!risk || (byService && !risk.alsoByService) || (risk.onlyOtherAccount && !otherAccount)) return { level: 'none' };
  const { level, reason } = risk;
  return { level, reason: withRefusal(reason, errorCode) };
}

/** A change of a vault's access policy has the risk of the access that it grants. */
export function withPolicyRisk(audit: Audit): Audit {
  const { policy, policyBefore, scope, errorCode, risk } = audit;
  if (policy === undefined || risk === 'none') return audit;
  const before = policyBefore === undefined ? {} : { before: policyBefore };
  const verdict = judgePolicy({ after: policy, accountId: scope.accountId, ...before });
  return verdict ? { ...audit, risk: verdict.level, riskReason: withRefusal(verdict.reason, errorCode) } : audit;
}

const withRefusal = (reason: string, errorCode: string | undefined): string =>
  errorCode ? `refused (${errorCode}): ${reason}` : reason;

const tones: Readonly<Record<RiskLevel, Tone>> = { critical: 'bad', high: 'warn', medium: 'accent', none: 'muted' };

export const riskTone = (level: RiskLevel): Tone => tones[level];

const ranks: Readonly<Record<RiskLevel, number>> = { critical: 3, high: 2, medium: 1, none: 0 };

export const riskRank = (level: RiskLevel): number => ranks[level];

export const isDenied = ({ errorCode }: Pick<Audit, 'errorCode'>): boolean =>
  errorCode !== undefined && /access.?denied|unauthorized|not.?authorized/i.test(errorCode);
