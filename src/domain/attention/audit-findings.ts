// What people and programs did to backups, one line for each who and what.
import { risks } from '../../../config/risks.ts';
import { defined } from '../../lib/defined.ts';
import { forEach, type Steps } from '../../lib/steps.ts';
import { shortNames } from '../arn-names.ts';
import type { Audit } from '../audit.ts';
import { isDenied, riskRank } from '../audit-risk.ts';
import { lockDirection } from '../lock-change.ts';
import { scopeKey } from '../scope.ts';
import type { ScopeFacts } from './facts.ts';
import type { Calls, Finding } from './finding.ts';
import type { Severity } from './severity.ts';
import { firstNames } from './words.ts';

export interface AuditGroup {
  readonly key: string;
  readonly actor: string;
  readonly name: string;
  readonly denied: boolean;
  /** Newest first. */
  readonly audits: readonly Audit[];
}

export function groupAudits(audits: readonly Audit[]): AuditGroup[] {
  const groups = Map.groupBy(audits, (audit) => `${audit.actor}/${audit.name}/${isDenied(audit) ? 'denied' : ''}`);
  return [...groups].map(([key, rows]) => {
    const sorted = rows.toSorted((a, b) => b.at - a.at);
    const [{ actor, name } = { actor: '', name: '' }] = sorted;
    return { key, actor, name, denied: key.endsWith('denied'), audits: sorted };
  });
}

export function* auditFindings({ audits, scope }: ScopeFacts): Steps<Finding[]> {
  const telling: Audit[] = [];
  yield* forEach(audits?.rows ?? [], (audit) => {
    if (isTold(audit.name, audit.risk)) telling.push(audit);
  });
  return groupAudits(telling).map((group): Finding => {
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
    ...{ event: name, count: audits.length },
    ...{ targets: firstNames(targets), vaults: firstNames(isVault ? [] : vaults) },
    ...reasonOf(audits),
  };
}

/** The one record, or those of this person and kind. */
export function evidenceOf({ name, actor, audits }: AuditGroup): Readonly<Record<string, string>> {
  const [first, ...more] = audits;
  if (first && more.length === 0) return { id: first.id };
  return { eventName: name, ...(actor === '' ? {} : { actor }) };
}

/** Evidence and tags change every day; restores and their kin are told by the list of audits. */
function isTold(name: string, risk: Audit['risk']): boolean {
  return risk === 'critical' || (risk === 'high' && !(Object.hasOwn(risks, name) && risks[name]?.routine));
}

/** Of several calls that of the worst one. */
function reasonOf(rows: readonly Audit[]): Pick<Calls, 'reason' | 'lock' | 'lockBefore'> {
  const [worst] = rows.toSorted((a, b) => riskRank(b.risk) - riskRank(a.risk));
  const reason = worst?.riskReason?.replace(/^refused \([^)]*\): /, '');
  const isOne = worst?.errorCode === undefined && rows.length === 1;
  return defined({ reason, ...(isOne ? { lock: worst?.lock, lockBefore: worst?.lockBefore } : {}) });
}

/** A lock made stricter, and that can still be changed, takes nothing away. */
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
