// Reports problems of a program without a screen: one line of JSON when a problem begins, and one when it is over.
import type { AwsProblem } from '../../aws/errors/errors.ts';
import type { Clock } from '../../lib/clock.ts';
import { jsonLine } from '../../lib/files/log.ts';

/** A thing that has failed, and the reason. */
export interface CollectProblem {
  /** Equal for the same thing. */
  readonly key: string;
  /** What has failed, such as the list with its account and Region. */
  readonly fields: Readonly<Record<string, string>>;
  readonly problem: AwsProblem;
}

export interface ProblemLog {
  /** All present problems: reports those that are new or different, and those that are over. */
  look(problems: readonly CollectProblem[]): void;
  /** Reports a problem that has no end. */
  say(message: string): void;
  /** Reports what is no problem. */
  note(message: string): void;
}

export function createProblemLog(write: (line: string) => void, clock: Pick<Clock, 'now'>): ProblemLog {
  let before = new Map<string, CollectProblem>();
  const line = (level: 'info' | 'warn', fields: object) =>
    write(jsonLine({ time: new Date(clock.now()).toISOString(), level, ...fields }));
  return {
    look(problems) {
      const now = new Map(problems.map((one) => [one.key, one]));
      for (const [key, { fields, problem }] of now) {
        const { kind, message, nextStep } = problem;
        if (before.get(key)?.problem.message === message) continue;
        line('warn', { event: 'problem', ...fields, kind, message, nextStep });
      }
      for (const [key, { fields }] of before) if (!now.has(key)) line('info', { event: 'problem over', ...fields });
      before = now;
    },
    say: (message) => line('warn', { event: 'problem', message }),
    note: (message) => line('info', { event: 'notice', message }),
  };
}
