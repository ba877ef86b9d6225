import type { Scope } from '../scope.ts';
import type { Tone } from '../tone.ts';

/** A KMS key that encrypts vaults or recovery points of an account-Region. */
export interface KmsKey {
  readonly scope: Scope;
  /** It may be of another account, and of another Region. */
  readonly arn: string;
  /** As KMS names it: 'Enabled', 'Disabled', 'PendingDeletion'. 'NotFound': KMS has no such key. Absent: not known. */
  readonly state?: string;
  /** Epoch ms. */
  readonly deletionAt?: number;
  /** Why KMS did not tell, as a sentence. */
  readonly refused?: string;
  readonly vaults: readonly string[];
  /** Recovery points that it encrypts. Of a vault with more than some thousands only the newest are counted. */
  readonly points: number;
}

/** Nothing that the key encrypted can be restored while it is in such a state. */
export const isKeyGone = ({ state }: Pick<KmsKey, 'state'>): boolean =>
  state === 'Disabled' || state === 'PendingDeletion' || state === 'NotFound';

export const keyTone = (key: Pick<KmsKey, 'state'>): Tone =>
  key.state === 'Enabled' ? 'good' : isKeyGone(key) ? 'bad' : 'warn';
