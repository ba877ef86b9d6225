import type { VaultState } from '@aws-sdk/client-backup';
import type { VaultSpec } from '../../estate/spec.ts';

/** The time until an approval team approves a request. */
export const approvingMs = 120_000;

export const vaultState = ({ readyAt = 0 }: VaultSpec, now: number): VaultState =>
  now < readyAt ? 'CREATING' : 'AVAILABLE';

/** The access ends when the team has approved the revocation. */
export const isRevoked = ({ revocation }: VaultSpec, now: number) =>
  revocation !== undefined && now >= revocation.at + approvingMs;
