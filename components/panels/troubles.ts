// Which account-Regions refuse to answer.
import type { Data } from '../../src/app/state/data.ts';
import { placeText } from '../../src/app/state/places.ts';
import type { ListQuestion, Question } from '../../src/app/state/question.ts';
import { problemWord } from '../../src/app/state/region-state.ts';
import { sourceQuestions } from '../../src/app/state/watching.ts';
import type { AwsProblem } from '../../src/aws/errors/errors.ts';
import { resources } from '../../src/resources/index.ts';

export interface PanelProblem {
  /** Where: a Region, or several with the same problem. */
  readonly places: readonly string[];
  readonly word: string;
  /** Which of the lists that the one on screen is made of; empty: that list itself. */
  readonly lists: readonly string[];
  readonly problem: AwsProblem;
}

/**
 * One entry a problem, so that an expired login is told once and not for each Region. Of a list that is made of others, one
 * entry for all of them that fail alike.
 */
export function troubles(questions: readonly Question[], data: Data): PanelProblem[] {
  const found = new Map<string, Found>();
  for (const { question, list } of failing(questions, data)) {
    const problem = data.snapshot(question)?.failure?.problem;
    if (!problem || isShownAbove(problem, question.scope.connection, data)) continue;
    const key = list === undefined ? `${problem.kind} ${problem.message}` : problemWord(problem);
    const entry = found.get(key) ?? { places: new Set(), lists: new Set(), problem };
    entry.places.add(placeText(question.scope, data));
    if (list !== undefined) entry.lists.add(list);
    found.set(key, entry);
  }
  return [...found.values()].map(({ places, lists, problem }) => ({
    places: [...places],
    lists: [...lists],
    problem,
    word: problemWord(problem),
  }));
}

interface Found {
  readonly places: Set<string>;
  readonly lists: Set<string>;
  readonly problem: AwsProblem;
}

/** `list`: named where it is another than the one on screen. */
interface Failing {
  readonly question: Question;
  readonly list?: string;
}

function failing(questions: readonly Question[], data: Data): Failing[] {
  const refused = questions.filter((question) => data.snapshot(question)?.failure);
  const isDerived = (question: Question): question is ListQuestion =>
    question.kind === 'list' && resources[question.resource].derivedFrom !== undefined;
  const sources = sourceQuestions(refused.filter(isDerived), data);
  return [
    ...refused.filter((question) => !isDerived(question)).map((question) => ({ question })),
    ...sources.map((question) => ({ question, list: resources[question.resource].plural })),
  ];
}

const signInKinds: ReadonlySet<AwsProblem['kind']> = new Set([
  'expired-credentials',
  'no-credentials',
  'waiting-for-program',
]);

/** A sign-in that is over is told once, in the header, and not again by each list that waits for it. */
function isShownAbove({ kind }: AwsProblem, connection: string, { connections }: Data): boolean {
  const isSignIn = signInKinds.has(kind);
  return isSignIn && connections.some(({ id, problem }) => id === connection && problem?.kind === kind);
}

/** The next step as a sentence of its own, to stand after the message. */
export const nextStepText = ({ nextStep }: AwsProblem): string => nextStep.charAt(0).toUpperCase() + nextStep.slice(1);
