// An action under way: what became of it on each of its rows.
import type { AwsProblem, CliConnection } from '../../aws/aws.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Tone } from '../../domain/tone.ts';

/** `unknown`: AWS was asked and did not answer, and it could not be found out whether it was done. */
export type RunOutcome = 'waiting' | 'running' | 'done' | 'refused' | 'unknown';

export interface RunTarget {
  /** Of the row; '' where something new was made. */
  readonly key: string;
  readonly label: string;
  readonly scope: Scope;
  readonly outcome: RunOutcome;
  readonly problem?: AwsProblem;
  readonly answers: readonly unknown[];
}

export interface Run {
  readonly id: string;
  readonly title: string;
  readonly targets: readonly RunTarget[];
  /** Nothing was sent. */
  readonly dry: boolean;
}

/** What a row says about what is being done to it. */
export interface RowMark {
  readonly text: string;
  readonly tone: Tone;
}

export interface Acting {
  /** How the scope is reached; undefined when no credentials act there. */
  reach(scope: Scope): CliConnection | undefined;
  run(id: string): Run | undefined;
  rowMark(key: string): RowMark | undefined;
  /** Commands are printed instead of sent. */
  readonly dryRun: boolean;
}

/** Nothing can be done here. */
export const noActing: Acting = {
  reach: () => undefined,
  run: () => undefined,
  rowMark: () => undefined,
  dryRun: false,
};

export const isOver = ({ targets }: Pick<Run, 'targets'>): boolean =>
  targets.every(({ outcome }) => outcome !== 'waiting' && outcome !== 'running');

export const isDone = ({ targets }: Run): boolean => targets.every(({ outcome }) => outcome === 'done');

export const countOf = ({ targets }: Run, ...outcomes: readonly RunOutcome[]): number =>
  targets.filter(({ outcome }) => outcomes.includes(outcome)).length;
