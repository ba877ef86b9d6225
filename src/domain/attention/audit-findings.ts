// What people and programs did to backups, one line for each who and what.
import { risks } from '../../../config/risks.ts';
import { forEach, type Steps } from '../../lib/steps.ts';
import { shortNames } from '../arn-names.ts';
import type { Audit } from '../audit.ts';
import { isDenied, riskRank } from '../audit-risk.ts';
import { actorWords, eventWords } from '../event-words.ts';
import { bounds, lockChange, lockDirection } from '../lock-change.ts';
import { scopeKey } from '../scope.ts';
import type { ScopeFacts } from './facts.ts';
import type { Finding } from './finding.ts';
import type { Severity } from './severity.ts';
import { listed, spoken } from './words.ts';

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
      count: rows.length,
      say: (now) => sentence(group, now),
      isWhole: true,
      nextStep: denied
        ? 'ask what was meant; somebody may be looking for what is allowed'
        : 'ask whether this was meant',
      evidence: { list: 'audits', params: evidenceOf(group), scope },
    };
  });
}

/** 'carol (DatabaseAdmin) deleted recovery point snap-1 of vault prod 3 h ago: a backup is gone'. */
function sentence({ actor, name, denied, audits }: AuditGroup, now: number): string {
  const { past, infinitive } = eventWords(name);
  const [newest] = audits;
  const targets = shortNames(audits.map(({ target }) => target)).filter(Boolean);
  const vaults = [...new Set(audits.map(({ touched }) => touched.vaultName ?? ''))].filter(Boolean);
  const isVault = targets.length === 0 || targets.some((target) => vaults.includes(target));
  const words = [
    actorWords(actor),
    denied ? `tried to ${infinitive}` : past,
    targets.length > 0 ? listed(targets) : '',
    vaults.length > 0 && !isVault ? `of vault ${listed(vaults)}` : '',
    audits.length > 1 ? `(${audits.length} times)` : '',
    `${spoken(now - (newest?.at ?? now))} ago`,
    denied ? 'and was denied' : '',
  ];
  const reason = reasonOf(audits);
  return `${words.filter(Boolean).join(' ')}${reason ? `: ${reason}` : ''}`;
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

/** What one change of a lock did stands in place of what such a change may do; of several calls the worst one counts. */
function reasonOf(rows: readonly Audit[]): string | undefined {
  const [worst] = rows.toSorted((a, b) => riskRank(b.risk) - riskRank(a.risk));
  const isOne = worst?.errorCode === undefined && rows.length === 1;
  if (isOne && worst?.lock) return lockChange(worst.lockBefore, worst.lock);
  const reason = worst?.riskReason?.replace(/^refused \([^)]*\): /, '');
  return isOne && worst?.lockBefore ? `${reason}; it kept ${bounds(worst.lockBefore)} days` : reason;
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
