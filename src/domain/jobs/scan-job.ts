import { tableOf } from '../../lib/text/table.ts';
import type { Scope } from '../scope.ts';
import type { Tone } from '../tone.ts';

/** A malware scan of a recovery point. */
export interface ScanJob {
  readonly scope: Scope;
  readonly id: string;
  readonly state: string;
  /** The result; absent until the scan is over. */
  readonly result?: string;
  readonly resourceArn: string;
  readonly resourceName: string;
  readonly resourceType: string;
  readonly vaultName: string;
  readonly vaultArn?: string;
  readonly recoveryPointArn?: string;
  readonly scanner?: string;
  readonly mode?: string;
  readonly createdAt: number;
  readonly completedAt?: number;
  readonly message?: string;
  readonly planId?: string;
  readonly planArn?: string;
  readonly roleArn?: string;
}

const tones = tableOf<Tone>({ NO_THREATS_FOUND: 'good', THREATS_FOUND: 'bad', UNKNOWN: 'warn' });

export const scanResultTone = (result: string | undefined): Tone => tones[result ?? ''] ?? 'plain';
