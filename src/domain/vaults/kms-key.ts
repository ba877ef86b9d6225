import type { Scope } from '../scope.ts';
import type { Tone } from '../tone.ts';

/** A KMS key that encrypts vaults or recovery points of an account-Region. */
export interface KmsKey {
  readonly scope: Scope;
  /** The key may belong to another account and to another Region. */
  readonly arn: string;
  /** KMS's state: 'Enabled', 'Disabled', 'PendingDeletion'. 'NotFound': KMS has no such key. Absent: not known. */
  readonly state?: string;
  /** Epoch ms. */
  readonly deletionAt?: number;
  /** The reason why KMS did not return the state, as a sentence. */
  readonly refused?: string;
  /** The call after which the key cannot decrypt; absent: CloudTrail's last 90 days do not have it, or were refused. */
  readonly change?: KeyCall;
  readonly vaults: readonly string[];
  /**
   * The number of recovery points that the key encrypts. For a vault with more than some thousands only the newest are
   * counted.
   */
  readonly points: number;
}

export interface KeyCall {
  /** CloudTrail's eventName. */
  readonly event: string;
  /** Epoch ms. */
  readonly at: number;
  readonly actor: string;
}

/** KMS's states in which nothing that the key encrypted can be restored. */
export const goneKeyStates = [
  'Disabled',
  'PendingDeletion',
  'PendingReplicaDeletion',
  'PendingImport',
  'Unavailable',
  'NotFound',
] as const;
export type GoneKeyState = (typeof goneKeyStates)[number];

/** undefined: the key can decrypt, or its state is not known. */
export const goneStateOf = ({ state }: Pick<KmsKey, 'state'>): GoneKeyState | undefined =>
  goneKeyStates.find((gone) => gone === state);

export const isKeyGone = (key: Pick<KmsKey, 'state'>): boolean => goneStateOf(key) !== undefined;

export const keyTone = (key: Pick<KmsKey, 'state'>): Tone =>
  key.state === 'Enabled' ? 'good' : isKeyGone(key) ? 'bad' : 'warn';

/** The call that each state follows from; other states have causes that no call of these names. */
const eventOfState: Readonly<Partial<Record<GoneKeyState, string>>> = {
  Disabled: 'DisableKey',
  PendingDeletion: 'ScheduleKeyDeletion',
  PendingReplicaDeletion: 'ScheduleKeyDeletion',
  NotFound: 'ScheduleKeyDeletion',
};

/**
 * The last call that explains the state. A key is disabled, too, after its deletion was cancelled: then nobody disabled
 * it. AWS: https://docs.aws.amazon.com/kms/latest/APIReference/API_CancelKeyDeletion.html
 */
export function changeOf(key: Pick<KmsKey, 'state'>, changes: readonly KeyCall[]): KeyCall | undefined {
  const state = goneStateOf(key);
  const last = changes.toSorted((one, other) => other.at - one.at)[0];
  return state !== undefined && last?.event === eventOfState[state] ? last : undefined;
}
