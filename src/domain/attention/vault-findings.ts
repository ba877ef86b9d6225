// Locks, retention and what a vault holds longer than it should.
import { forEach, type Steps } from '../../lib/steps.ts';
import type { Audit } from '../audit.ts';
import { lockState } from '../lock.ts';
import type { PlanRule } from '../plan-rule.ts';
import { isContinuous } from '../point-status.ts';
import type { RecoveryPoint } from '../recovery-point.ts';
import { scopeKey } from '../scope.ts';
import { isCrowded } from '../storage.ts';
import type { Vault } from '../vault.ts';
import type { Evidence } from './evidence.ts';
import { expiredGroups } from './expired-points.ts';
import type { Finding } from './finding.ts';
import type { ScopeView } from './scope-view.ts';

export type VaultOfArn = ReadonlyMap<string, Vault>;

/** A countdown that ends within this is no mere notice. */
const soonMs = 3 * 86_400_000;

export function* vaultFindings(view: ScopeView, vaultOfArn: VaultOfArn, now: number): Steps<Finding[]> {
  const points = new Map<string, RecoveryPoint[]>();
  yield* forEach(view.facts.points?.rows ?? [], (point) => {
    const known = points.get(point.vaultName);
    if (known) known.push(point);
    else points.set(point.vaultName, [point]);
  });
  const found: Finding[] = [];
  for (const vault of view.facts.vaults?.rows ?? []) {
    const held = points.get(vault.name) ?? [];
    found.push(
      ...countdown(vault, view.facts.audits?.rows ?? [], now),
      ...piledUp(vault, held),
      ...keptForever(vault, held, now),
    );
    yield 1 + held.length;
  }
  yield* forEach(view.rules.values(), (rule) => found.push(...outsideLock(rule, view, vaultOfArn)));
  return found;
}

const about = (vault: Vault, what: string) => ({
  id: `${scopeKey(vault.scope)}/${what}/${vault.name}`,
  scope: vault.scope,
  subject: vault.name,
});

const vaultEvidence = ({ scope, name }: Vault): Evidence => ({ list: 'vaults', params: { name }, scope });
const pointsEvidence = ({ scope, name }: Vault, narrowed: Evidence['params'] = {}): Evidence => ({
  list: 'recovery-points',
  params: { vaultName: name, ...narrowed },
  scope,
});

/** Of a crowded vault only the newer points are known. */
const isAtLeast = (vault: Vault) => (isCrowded(vault) ? { isAtLeast: true as const } : {});

const dayMs = 86_400_000;
/** AWS gives a compliance lock at least so long before it is final. */
const leastGraceDays = 3;

/**
 * Epoch ms of the change that the trail tells of, else the latest time at which the lock can have been put there: it is
 * final whole days after that.
 */
function lockedSince(vault: Vault, until: number, audits: readonly Audit[], now: number): number {
  const { name: vaultName, createdAt = 0 } = vault;
  const puts = audits.filter(
    ({ name, touched, errorCode }) =>
      name === 'PutBackupVaultLockConfiguration' && touched.vaultName === vaultName && errorCode === undefined,
  );
  const newest = Math.max(0, ...puts.map(({ at }) => at));
  if (newest > 0) return newest;
  const days = Math.max(leastGraceDays, Math.ceil((until - now) / dayMs));
  return Math.max(createdAt, until - days * dayMs);
}

function countdown(vault: Vault, audits: readonly Audit[], now: number): Finding[] {
  const { mode, until = 0 } = lockState(vault, now);
  if (mode !== 'grace') return [];
  const since = lockedSince(vault, until, audits, now);
  return [
    {
      ...about(vault, 'lock-countdown'),
      kind: 'lock-countdown',
      severity: until - now < soonMs ? 'warning' : 'notice',
      // A clock that is behind AWS's may not have come to it.
      ...(since <= now ? { since } : {}),
      finalAt: until,
      evidence: vaultEvidence(vault),
    },
  ];
}

function piledUp(vault: Vault, points: readonly RecoveryPoint[]): Finding[] {
  return expiredGroups(points).map(({ key, points: expired, reason, remedy, images }) => ({
    ...about(vault, 'expired-points'),
    id: `${about(vault, 'expired-points').id}${key === '' ? '' : `/${key}`}`,
    kind: 'expired-points',
    severity: 'warning',
    since: Math.min(...expired.map(({ deleteAt, createdAt }) => deleteAt ?? createdAt)),
    count: expired.length,
    ...{ remedy, images, ...isAtLeast(vault) },
    evidence: pointsEvidence(vault, { status: 'EXPIRED' }),
    ...(reason === undefined ? {} : { message: reason }),
  }));
}

function keptForever(vault: Vault, points: readonly RecoveryPoint[], now: number): Finding[] {
  const { mode } = lockState(vault, now);
  if (mode !== 'compliance' && mode !== 'grace') return [];
  const kept = points.filter(
    (point) => point.deleteAt === undefined && point.lifecycleUnknown === undefined && hasNoEnd(point),
  );
  if (kept.length === 0) return [];
  return [
    {
      ...about(vault, 'kept-forever'),
      kind: 'kept-forever',
      severity: 'notice',
      since: Math.min(...kept.map(({ createdAt }) => createdAt)),
      count: kept.length,
      ...isAtLeast(vault),
      evidence: pointsEvidence(vault),
    },
  ];
}

const hasNoEnd = (point: RecoveryPoint): boolean =>
  !isContinuous(point) &&
  point.parentArn === undefined &&
  point.status !== 'DELETING' &&
  (point.deleteAfterDays === undefined || point.deleteAfterDays < 0);

/** Jobs whose retention the lock does not allow fail. https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html */
function outsideLock(rule: PlanRule, view: ScopeView, vaultOfArn: VaultOfArn): Finding[] {
  const target = view.vaultOfName.get(rule.vaultName);
  const writes = [
    ...(target ? [{ vault: target, days: rule.deleteAfterDays }] : []),
    ...rule.copies.flatMap(({ vaultArn, deleteAfterDays }) => {
      const vault = vaultOfArn.get(vaultArn);
      return vault ? [{ vault, days: deleteAfterDays }] : [];
    }),
  ];
  return writes.flatMap(({ vault, days }) => {
    const broken = brokenBound(vault, days);
    if (broken === undefined) return [];
    return [
      {
        id: `${scopeKey(rule.scope)}/outside-lock/${rule.id}/${vault.arn}`,
        kind: 'retention-outside-lock',
        severity: 'warning',
        scope: rule.scope,
        subject: rule.planName,
        since: rule.versionAt ?? vault.createdAt ?? 0,
        ...{ ruleName: rule.name, vaultArn: vault.arn, ...broken },
        ...(days === undefined ? {} : { days }),
        evidence: { list: 'plans', params: { id: rule.planId }, scope: rule.scope },
      } satisfies Finding,
    ];
  });
}

/** The bound that `days` (absent: for ever) does not keep. */
function brokenBound({ locked, type, minRetentionDays, maxRetentionDays }: Vault, days: number | undefined) {
  if (!locked && type !== 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT') return undefined;
  const kept = days === undefined || days < 0 ? Number.POSITIVE_INFINITY : days;
  if (minRetentionDays !== undefined && kept < minRetentionDays) return { minDays: minRetentionDays };
  return maxRetentionDays !== undefined && kept > maxRetentionDays ? { maxDays: maxRetentionDays } : undefined;
}
