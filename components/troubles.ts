// Which account-Regions refuse to answer.
import type { Data } from '../src/app/data.ts';
import { placeText } from '../src/app/places.ts';
import type { Question } from '../src/app/question.ts';
import { problemWord } from '../src/app/region-state.ts';
import type { AwsProblem } from '../src/aws/errors.ts';

export interface Trouble {
  /** Where: a Region, or several with the same problem. */
  readonly places: readonly string[];
  readonly word: string;
  readonly problem: AwsProblem;
}

/** One entry a problem, so that an expired login is told once and not for each Region. */
export function troubles(questions: readonly Question[], data: Data): Trouble[] {
  const found = new Map<string, { places: Set<string>; problem: AwsProblem }>();
  for (const question of questions) {
    const problem = data.snapshot(question)?.failure?.problem;
    if (!problem || isToldAbove(problem, question.scope.connection, data)) continue;
    const key = `${problem.kind} ${problem.message}`;
    const entry = found.get(key) ?? { places: new Set<string>(), problem };
    entry.places.add(placeText(question.scope, data));
    found.set(key, entry);
  }
  return [...found.values()].map(({ places, problem }) => ({
    places: [...places],
    word: problemWord(problem),
    problem,
  }));
}

const signInKinds: ReadonlySet<AwsProblem['kind']> = new Set([
  'expired-credentials',
  'no-credentials',
  'waiting-for-program',
]);

/** A sign-in that is over is told once, in the header, and not again by each list that waits for it. */
function isToldAbove({ kind }: AwsProblem, connection: string, { connections }: Data): boolean {
  const isSignIn = signInKinds.has(kind);
  return isSignIn && connections.some(({ id, problem }) => id === connection && problem?.kind === kind);
}

/** The next step as a sentence of its own, to stand after the message. */
export const nextStepText = ({ nextStep }: AwsProblem): string => nextStep.charAt(0).toUpperCase() + nextStep.slice(1);
