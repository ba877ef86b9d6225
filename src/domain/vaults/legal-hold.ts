import { tableOf } from '../../lib/text/table.ts';
import type { Scope } from '../scope.ts';
import type { Tone } from '../tone.ts';

/** Keeps recovery points past their lifecycle until somebody cancels the hold. */
export interface LegalHold {
  readonly scope: Scope;
  readonly id: string;
  readonly arn: string;
  readonly title: string;
  readonly status: string;
  readonly description?: string;
  readonly createdAt?: number;
  readonly cancelledAt?: number;
}

const tones = tableOf<Tone>({
  CREATING: 'busy',
  ACTIVE: 'good',
  CANCELING: 'warn',
  CANCELED: 'muted',
});

export const holdTone = (status: string): Tone => tones[status] ?? 'plain';
