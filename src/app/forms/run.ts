// A run of an action, and its outcome for each row.
import type { AwsProblem, CliConnection } from '../../aws/aws.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Tone } from '../../domain/tone.ts';

/** `unknown`: AWS did not respond, and it could not be determined whether the request was carried out. */
export type RunOutcome = 'waiting' | 'running' | 'done' | 'refused' | 'unknown';

export interface RunTarget {
  /** Key of the row; '' if something was created. */
  readonly key: string;
  readonly label: string;
  readonly scope: Scope;
  readonly outcome: RunOutcome;
  readonly problem?: AwsProblem;
  readonly responses: readonly unknown[];
}

export interface Run {
  readonly id: string;
  readonly title: string;
  readonly targets: readonly RunTarget[];
  /** No request was sent. */
  readonly dry: boolean;
}

/** The text on a row about an action on it. */
export interface RowMark {
  readonly text: string;
  readonly tone: Tone;
}

export interface Acting {
  /** How the scope is reached; undefined if there are no credentials for it. */
  reach(scope: Scope): CliConnection | undefined;
  run(id: string): Run | undefined;
  rowMark(key: string): RowMark | undefined;
  /** Commands are printed instead of sent. */
  readonly dryRun: boolean;
}

/** No action is possible. */
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
