// Risky calls of people and programs, one finding for each actor and operation.
import { risks } from '../../../../config/risks.ts';
import { defined } from '../../../lib/defined.ts';
import { shortNames } from '../../arn-names.ts';
import type { Audit } from '../../audits/audit.ts';
import { riskRank } from '../../audits/audit-risk.ts';
import { scopeKey } from '../../scope.ts';
import { lockDirection } from '../../vaults/lock-change.ts';
import type { Calls, Finding } from '../findings/finding.ts';
import type { Severity } from '../findings/severity.ts';
import { firstNames } from '../findings/words.ts';
import { type AuditGroup, evidenceOf, groupAudits } from '../lists/audit-groups.ts';
import type { RuleContext } from '../rule-context.ts';

export function riskyCalls({ view }: RuleContext): Finding[] {
  const { audits, scope } = view.facts;
  const risky = (audits?.rows ?? []).filter(isRisky);
  return groupAudits(risky).map((group): Finding => {
    const { key, denied, audits: rows } = group;
    const [newest] = rows;
    return {
      id: `${scopeKey(scope)}/audit/${key}`,
      kind: denied ? 'denied-attempts' : 'audit',
      severity: severityOf(rows),
      scope,
      subject: group.actor,
      since: newest?.at ?? 0,
      ...callsOf(group),
      evidence: { list: 'audits', params: evidenceOf(group), scope },
    };
  });
}

function callsOf({ name, audits }: AuditGroup) {
  const targets = shortNames(audits.map(({ target }) => target)).filter(Boolean);
  const vaults = [...new Set(audits.map(({ touched }) => touched.vaultName ?? ''))].filter(Boolean);
  const isVault = targets.length === 0 || targets.some((target) => vaults.includes(target));
  return {
    event: name,
    count: audits.length,
    targets: firstNames(targets),
    vaults: firstNames(isVault ? [] : vaults),
    ...reasonOf(audits),
  };
}

/** Reports and tags change every day. Restores and similar calls are shown in the list of audits only. */
function isRisky({ name, risk }: Audit): boolean {
  return risk === 'critical' || (risk === 'high' && !(Object.hasOwn(risks, name) && risks[name]?.routine));
}

/** The reason of the call with the highest risk. */
function reasonOf(rows: readonly Audit[]): Pick<Calls, 'reason' | 'lock' | 'lockBefore'> {
  const [worst] = rows.toSorted((a, b) => riskRank(b.risk) - riskRank(a.risk));
  const reason = worst?.riskReason?.replace(/^refused \([^)]*\): /, '');
  const isOne = worst?.errorCode === undefined && rows.length === 1;
  return defined({ reason, ...(isOne ? { lock: worst?.lock, lockBefore: worst?.lockBefore } : {}) });
}

/** A lock that became stricter and can still be changed does no harm. */
const isHarmless = ({ lock, lockBefore }: Audit): boolean =>
  lock !== undefined &&
  lock.finalAfterDays === undefined &&
  lockBefore !== undefined &&
  lockDirection(lockBefore, lock) === 'tightened';

function severityOf(rows: readonly Audit[]): Severity {
  return rows.some((row) => row.risk === 'critical' && row.errorCode === undefined && !isHarmless(row))
    ? 'critical'
    : 'warning';
}
