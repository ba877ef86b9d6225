import type { VaultState } from '@aws-sdk/client-backup';
import type { VaultSpec } from '../../estate/spec.ts';

/** How long an approval team takes to agree: it always does. */
export const approvingMs = 120_000;

export const vaultState = ({ readyAt = 0 }: VaultSpec, now: number): VaultState =>
  now < readyAt ? 'CREATING' : 'AVAILABLE';

/** Access that was given to another vault ends when the team has agreed to its end. */
export const isRevoked = ({ revocation }: VaultSpec, now: number) =>
  revocation !== undefined && now >= revocation.at + approvingMs;
