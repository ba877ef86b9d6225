// Reports each problem once when it begins and once when it is over.
import type { AwsProblem } from '../../aws/errors/errors.ts';
import { capitalized } from '../../aws/errors/problem.ts';

export interface ScopeProblem {
  /** A Region, an account with its Region, or the label of a connection. */
  readonly place: string;
  readonly problem: AwsProblem;
}

/** The problem and its next step. */
export const sentences = ({ message, nextStep }: AwsProblem): string =>
  `${message} ${capitalized(nextStep)}${endsInCommand.test(nextStep) ? '' : '.'}`;

/** A full stop after the command would be pasted with it, and become part of the profile's name. */
const endsInCommand = /: aws [^,;]*$/;

export function createTroubles(complain: (line: string) => void) {
  let before = new Map<string, string>();
  return {
    look(troubles: readonly ScopeProblem[]): void {
      const now = new Map(troubles.map(({ place, problem }) => [place, sentences(problem)]));
      for (const [place, text] of now) if (before.get(place) !== text) complain(`${place}: ${text}`);
      for (const place of before.keys()) if (!now.has(place)) complain(`${place}: answers again.`);
      before = now;
    },
  };
}
