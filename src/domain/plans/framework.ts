import type { Scope } from '../scope.ts';
import type { Tone } from '../tone.ts';

/** Controls of AWS Backup Audit Manager that an account is held to. */
export interface Framework {
  readonly scope: Scope;
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly controls: number;
  /** How far AWS is with setting it up. */
  readonly deployment: string;
  readonly createdAt?: number;
}

/** Of frameworks and report plans: CREATE_IN_PROGRESS, UPDATE_IN_PROGRESS, DELETE_IN_PROGRESS, COMPLETED, FAILED. */
export function deploymentTone(status: string): Tone {
  if (status === 'COMPLETED') return 'good';
  if (status === 'FAILED') return 'bad';
  return status.endsWith('_IN_PROGRESS') ? 'busy' : 'plain';
}
