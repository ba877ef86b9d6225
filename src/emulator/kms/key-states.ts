// The states of the estate's KMS keys: enabled, unless somebody disabled a key or scheduled its deletion.
import type { Estate } from '../estate/estate.ts';

export interface KeyChange {
  /** Epoch ms. */
  at: number;
  state: 'Enabled' | 'Disabled' | 'PendingDeletion';
  /** Epoch ms of its deletion. */
  deletionAt?: number;
}

/** Changes by ARN, oldest first. */
const changesIn = (estate: Estate, region: string) =>
  estate.overlay.planOverlay.collection<readonly KeyChange[]>('kms keys', region);

export function changeKey(estate: Estate, arn: string, change: KeyChange): void {
  const changes = changesIn(estate, arn.split(':')[3] ?? '');
  changes.set(arn, [...(changes.get(arn) ?? []), change]);
}

/** undefined: the key does not exist, or no longer. */
export function keyStateOf(estate: Estate, arn: string, now: number): KeyChange | undefined {
  const region = arn.split(':')[3] ?? '';
  const isKnown = estate.vaults(region).some(({ keyArn }) => keyArn === arn);
  const last = changesIn(estate, region)
    .get(arn)
    ?.findLast(({ at }) => at <= now);
  if (last === undefined) return isKnown ? { at: 0, state: 'Enabled' } : undefined;
  return last.deletionAt !== undefined && last.deletionAt <= now ? undefined : last;
}

export const keyArnsIn = (estate: Estate, region: string): string[] => [
  ...new Set([...estate.vaults(region).flatMap(({ keyArn }) => keyArn ?? []), ...changesIn(estate, region).keys()]),
];
