// One scheduled run of a rule: which resources it was to back up, and how far it came.
import type { Scope } from '../../scope.ts';

/**
 * Worst first. `absent`: a resource got no job. `late`: it has none yet, and the start window is open. `waiting`: AWS may not have
 * made the jobs yet, or they wait in the queue. `none`: no resource was expected, and none came. `unknown`: the jobs have not been
 * listed since.
 */
export const runStates = [
  ...(['failed', 'absent', 'late', 'unknown', 'running', 'waiting', 'issues', 'done', 'none'] as const),
] as const;

export type RunState = (typeof runStates)[number];

/** `away`: no longer selected, or skipped by AWS, while the rule backs up others. */
export type RunResourceState = 'done' | 'issues' | 'failed' | 'running' | 'waiting' | 'late' | 'absent' | 'away';

export interface RunResource {
  readonly arn: string;
  readonly name: string;
  readonly state: RunResourceState;
  /** Of its newest job in this run. */
  readonly jobId?: string;
  /** AWS's word for the state of that job. */
  readonly jobState?: string;
}

/** Counts are of resources. Those are absent that are not known. Times are epoch ms. */
export interface ScheduledRun {
  readonly scope: Scope;
  readonly planId: string;
  readonly planArn?: string;
  readonly planName: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly at: number;
  /** Its jobs were created before then. Absent: it is the newest run. */
  readonly nextRunAt?: number;
  readonly state: RunState;
  /** `jobs`: its schedule of that time is not known, so that it is known by its jobs alone, and not what was expected. */
  readonly basis: 'schedule' | 'jobs';
  readonly expected?: number;
  /** The resource assignments have not been read: there may be more. */
  readonly isAtLeast?: true;
  readonly done?: number;
  readonly issues?: number;
  readonly failed?: number;
  readonly running?: number;
  /** Without a job yet, or with one in the queue. */
  readonly waiting?: number;
  readonly absent?: number;
  readonly away?: number;
  readonly firstStartAt?: number;
  /** Absent while a job is active or none has ended. */
  readonly lastEndAt?: number;
  /** Ms from the first start to the last end: the median of earlier runs. Absent: there are too few. */
  readonly usualMs?: number;
  /** From how many earlier runs. */
  readonly usualOf?: number;
  /** Those that are not done, the worst first, and no more than a page of them. */
  readonly troubled: readonly RunResource[];
  /** Of how many `troubled` is the beginning. */
  readonly troubledCount: number;
  /** The change of clocks skips the local time of the run, or repeats it: AWS does not document what it does. */
  readonly clockChange?: 'skipped' | 'repeated';
}

/** Ms from the first start to the last end. */
export const spanOf = ({ firstStartAt, lastEndAt }: Pick<ScheduledRun, 'firstStartAt' | 'lastEndAt'>) =>
  firstStartAt === undefined || lastEndAt === undefined ? undefined : Math.max(0, lastEndAt - firstStartAt);
