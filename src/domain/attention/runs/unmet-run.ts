// What became of a run that made no recovery point, in plain members. Times are epoch ms.
import type { JobEnd } from './job-end.ts';

/** Its job ended badly. */
export interface FailedRun {
  readonly state: 'failed';
  readonly end: JobEnd;
  /** See `Ended`. */
  readonly causeKey?: string;
  /** Absent: no plan made it. */
  readonly ruleName?: string;
  readonly planName?: string;
  /** Who stopped the job, where the trail knows. */
  readonly stoppedBy?: string;
}

/** It made no job: late while one may come yet, missed, or away where it made jobs of other resources since. */
export interface JoblessRun {
  readonly state: 'late' | 'missed' | 'away';
  /** The newest of those that were not met, and the first. */
  readonly at: number;
  readonly since: number;
  readonly count: number;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly planName: string;
  /** A selection names the resource by its ARN. */
  readonly isNamed: boolean;
}

export type UnmetRun = FailedRun | JoblessRun;
