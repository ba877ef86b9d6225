// A compliance lock in its grace time.
import { dayMs } from '../../../lib/duration.ts';
import { lockState } from '../../vaults/lock.ts';
import type { Vault } from '../../vaults/vault.ts';
import type { Finding } from '../findings/finding.ts';
import type { RuleContext } from '../rule-context.ts';
import { aboutVault } from './about.ts';

/** A grace time that ends within this time is more than a notice. */
const soonMs = 3 * dayMs;
/** AWS's minimum grace time of a compliance lock. */
const leastGraceDays = 3;

/** At most one finding for the vault. */
export function lockCountdown(vault: Vault, context: RuleContext): Finding[] {
  const { time } = context;
  const { mode, until = 0 } = lockState(vault, time.now);
  if (mode !== 'grace' || time.reached(until)) return [];
  const since = lockedSince(vault, until, context);
  return [
    {
      ...aboutVault(vault, 'lock-countdown'),
      kind: 'lock-countdown',
      severity: time.passed(until - soonMs) ? 'warning' : 'notice',
      // If the local clock is behind AWS's, the time may be in the future.
      ...(time.reached(since) ? { since } : {}),
      finalAt: until,
      evidence: { list: 'vaults', params: { name: vault.name }, scope: vault.scope },
    },
  ];
}

/**
 * Epoch ms of the change in the trail, else the latest time at which the lock can have been set: it becomes final whole
 * days after that.
 */
function lockedSince(vault: Vault, until: number, { view, time }: RuleContext): number {
  const { name: vaultName, createdAt = 0 } = vault;
  const puts = (view.facts.audits?.rows ?? []).filter(
    ({ name, touched, errorCode }) =>
      name === 'PutBackupVaultLockConfiguration' && touched.vaultName === vaultName && errorCode === undefined,
  );
  const newest = Math.max(0, ...puts.map(({ at }) => at));
  if (newest > 0) return newest;
  const daysLeft = Math.ceil((until - time.now) / dayMs);
  if (daysLeft > leastGraceDays) time.reached(until - (daysLeft - 1) * dayMs);
  return Math.max(createdAt, until - Math.max(leastGraceDays, daysLeft) * dayMs);
}
