// The account-Regions whose requests fail.
import type { Data } from '../../src/app/state/data.ts';
import type { ListRequest, PollRequest } from '../../src/app/state/lists/poll-request.ts';
import { sourceRequests } from '../../src/app/state/lists/watching.ts';
import { placeText } from '../../src/app/state/places.ts';
import { problemWord } from '../../src/app/state/region-state.ts';
import type { AwsProblem } from '../../src/aws/errors/errors.ts';
import { resources } from '../../src/resources/index.ts';

export interface PanelProblem {
  /** The Regions with the problem. */
  readonly places: readonly string[];
  readonly word: string;
  /** The source lists with the problem; empty: the list on screen itself. */
  readonly lists: readonly string[];
  readonly problem: AwsProblem;
}

/**
 * One entry for each problem, so that an expired login is shown once and not for each Region. For a derived list, one
 * entry for all source lists with the same problem.
 */
export function troubles(requests: readonly PollRequest[], data: Data): PanelProblem[] {
  const found = new Map<string, Found>();
  for (const { request, list } of failing(requests, data)) {
    const problem = data.snapshot(request)?.failure?.problem;
    if (!problem || isShownAbove(problem, request.scope.connection, data)) continue;
    const key = list === undefined ? `${problem.kind} ${problem.message}` : problemWord(problem);
    const entry = found.get(key) ?? { places: new Set(), lists: new Set(), problem };
    entry.places.add(placeText(request.scope, data));
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

/** `list`: set if it differs from the list on screen. */
interface Failing {
  readonly request: PollRequest;
  readonly list?: string;
}

function failing(requests: readonly PollRequest[], data: Data): Failing[] {
  const refused = requests.filter((request) => data.snapshot(request)?.failure);
  const isDerived = (request: PollRequest): request is ListRequest =>
    request.kind === 'list' && resources[request.resource].derivedFrom !== undefined;
  const derived = refused.filter(isDerived);
  const sources = sourceRequests(derived, data).filter((request) => data.snapshot(request)?.failure);
  return [
    ...refused.filter((request) => !isDerived(request)).map((request) => ({ request })),
    // At a past time a derived list may be unknown though its sources are known.
    ...(sources.length === 0 ? derived.map((request) => ({ request })) : []),
    ...sources.map((request) => ({ request, list: resources[request.resource].plural })),
  ];
}

const signInKinds: ReadonlySet<AwsProblem['kind']> = new Set([
  'expired-credentials',
  'no-credentials',
  'waiting-for-program',
]);

/** An expired sign-in is shown once, in the header, and not again by each list. */
function isShownAbove({ kind }: AwsProblem, connection: string, { connections }: Data): boolean {
  const isSignIn = signInKinds.has(kind);
  return isSignIn && connections.some(({ id, problem }) => id === connection && problem?.kind === kind);
}

/** The next step as a sentence that follows the message. */
export const nextStepText = ({ nextStep }: AwsProblem): string => nextStep.charAt(0).toUpperCase() + nextStep.slice(1);
