// A run that made no recovery point, in plain members. Times are epoch ms.
import type { JobEnd } from './job-end.ts';

/** The job of the run ended badly. */
export interface FailedRun {
  readonly state: 'failed';
  readonly end: JobEnd;
  /** See `Ended`. */
  readonly causeKey?: string;
  /** Absent: no plan started the job. */
  readonly ruleName?: string;
  readonly planName?: string;
  /** The person who stopped the job, if the trail has the call. */
  readonly stoppedBy?: string;
}

/**
 * The run made no job. `late`: a job may still come; `missed`: no job comes; `away`: the rule has started jobs of other
 * resources since.
 */
export interface JoblessRun {
  readonly state: 'late' | 'missed' | 'away';
  /** The newest run without a job, and the first. */
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
