import type { Scope } from '../scope.ts';
import type { Tone } from '../tone.ts';

/** An AWS Backup Audit Manager framework: the controls of an account. */
export interface Framework {
  readonly scope: Scope;
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly controls: number;
  /** AWS's deployment status. */
  readonly deployment: string;
  readonly createdAt?: number;
}

/**
 * The tone of the deployment status of frameworks and report plans: CREATE_IN_PROGRESS, UPDATE_IN_PROGRESS,
 * DELETE_IN_PROGRESS, COMPLETED, FAILED.
 */
export function deploymentTone(status: string): Tone {
  if (status === 'COMPLETED') return 'good';
  if (status === 'FAILED') return 'bad';
  return status.endsWith('_IN_PROGRESS') ? 'busy' : 'plain';
}
