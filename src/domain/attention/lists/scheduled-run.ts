// One scheduled run of a rule: the expected resources, and their states.
import type { Scope } from '../../scope.ts';

/**
 * Worst first. `absent`: a resource got no job. `late`: it has none yet, and the start window is open. `waiting`: AWS
 * may not have started the jobs yet, or they wait in the queue. `none`: no resource was expected, and none was backed
 * up. `unknown`: the jobs have not been listed since.
 */
export const runStates = [
  'failed',
  'absent',
  'late',
  'unknown',
  'running',
  'waiting',
  'issues',
  'done',
  'none',
] as const;

export type RunState = (typeof runStates)[number];

/** `away`: no longer selected, or skipped by AWS, while the rule backs up others. */
export type RunResourceState = 'done' | 'issues' | 'failed' | 'running' | 'waiting' | 'late' | 'absent' | 'away';

export interface RunResource {
  readonly arn: string;
  readonly name: string;
  readonly state: RunResourceState;
  /** The newest job of the resource in this run. */
  readonly jobId?: string;
  /** AWS's word for the state of that job. */
  readonly jobState?: string;
}

/** Counts of resources; absent if unknown. Times are epoch ms. */
export interface ScheduledRun {
  readonly scope: Scope;
  readonly planId: string;
  readonly planArn?: string;
  readonly planName: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly at: number;
  /** The jobs of the run were created before this time. Absent: it is the newest run. */
  readonly nextRunAt?: number;
  readonly state: RunState;
  /**
   * `jobs`: the schedule at that time is not known: the run is known by its jobs alone, without the expected resources.
   */
  readonly basis: 'schedule' | 'jobs';
  readonly expected?: number;
  /** The selections have not been read: there may be more resources. */
  readonly isAtLeast?: true;
  readonly done?: number;
  readonly issues?: number;
  readonly failed?: number;
  readonly running?: number;
  /** Resources without a job yet, or with a job in the queue. */
  readonly waiting?: number;
  readonly absent?: number;
  readonly away?: number;
  readonly firstStartAt?: number;
  /** Absent while a job is active, or if none has ended. */
  readonly lastEndAt?: number;
  /** Ms from the first start to the last end: the median of earlier runs. Absent: there are too few. */
  readonly usualMs?: number;
  /** The number of those earlier runs. */
  readonly usualOf?: number;
  /** The resources that are not done, worst first, at most a page of them. */
  readonly troubled: readonly RunResource[];
  /** The number of all resources that are not done. */
  readonly troubledCount: number;
  /** The change of clocks skips or repeats the local time of the run: AWS does not document the effect. */
  readonly clockChange?: 'skipped' | 'repeated';
}

/** Ms from the first start to the last end. */
export const spanOf = ({ firstStartAt, lastEndAt }: Pick<ScheduledRun, 'firstStartAt' | 'lastEndAt'>) =>
  firstStartAt === undefined || lastEndAt === undefined ? undefined : Math.max(0, lastEndAt - firstStartAt);
