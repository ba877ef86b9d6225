// The lists from which findings follow: whether all have responded or were refused, and which have no response.
import type { AwsProblem } from '../../aws/errors/errors.ts';
import { attentionSources } from '../../resources/derived/derived.ts';
import type { ConnectionState, Data, OrganizationState } from '../state/data.ts';
import { everywhere } from '../state/lists/list-requests.ts';
import type { ListRequest } from '../state/lists/poll-request.ts';
import { reasonOf, type ScopeListState } from '../state/lists/responses.ts';

/** Every list from which a finding may follow, in every account-Region. */
export const findingRequests = (data: Data): ListRequest[] =>
  attentionSources.flatMap((resource) => everywhere(resource, data));

/**
 * Whether every connection is signed in or refused, and every list from which findings follow has a response or a
 * refusal.
 */
export function areFindingsSettled(data: Data): boolean {
  if (data.connections.some(isSigningIn)) return false;
  if (data.scopes.length === 0) return data.identityProblem !== undefined;
  if (data.isListingAccounts) return false;
  return findingRequests(data).every((request) => {
    const snapshot = data.snapshot(request);
    return snapshot?.loadedAt !== undefined || snapshot?.failure !== undefined;
  });
}

/** A program that waits for a person is not a refusal yet. */
const isSigningIn = ({ identity, problem }: ConnectionState): boolean =>
  identity === undefined && (problem === undefined || problem.kind === 'waiting-for-program');

/** The options that select accounts and Regions. */
export interface WhereToLook {
  readonly allRegions?: boolean | undefined;
  readonly roles?: unknown;
}

/** What is not known, in one sentence. */
export interface UnansweredFact {
  readonly sentence: string;
  readonly nextStep?: string | undefined;
}

/** One for the accounts and Regions that are not known, and one for each list and reason with the account-Regions. */
export const unansweredFacts = (
  data: Data,
  lists: readonly ScopeListState[],
  where: WhereToLook = {},
): UnansweredFact[] => [...placesNotAsked(data, where), ...factsOf(lists, data)];

export const unansweredSentences = (...asked: Parameters<typeof unansweredFacts>): string[] =>
  unansweredFacts(...asked).map(({ sentence }) => sentence);

function placesNotAsked(data: Data, where: WhereToLook): UnansweredFact[] {
  const { connections, scopes, identityProblem, regionsProblem, organization } = data;
  const strangers = connections.flatMap(({ label, problem }) => (problem ? [factOf(problem, `${label}: `)] : []));
  if (scopes.length === 0 && strangers.length === 0) {
    return [
      identityProblem
        ? factOf(identityProblem)
        : { sentence: 'AWS did not return the identity of the credentials in time' },
    ];
  }
  const isWithoutRegions = where.allRegions && data.knownRegions.length === 0;
  return [
    ...strangers,
    ...(isWithoutRegions ? [factOf(regionsProblem, 'Regions of the account: ')] : []),
    ...(data.isListingAccounts ? [factOf(undefined, 'accounts of the organization: ')] : []),
    ...(organization && isInPart(organization, where)
      ? [factOf(organization.problem, 'accounts of the organization: ')]
      : []),
  ];
}

const factOf = (problem: AwsProblem | undefined, about = ''): UnansweredFact => ({
  sentence: `${about}${problem?.message ?? 'no answer in time'}`,
  nextStep: problem?.nextStep,
});

/**
 * Not every account is covered: jobs of other accounts are not listed, or roles are for accounts that are not listed.
 */
const isInPart = ({ ways, accounts, problem }: OrganizationState, { roles }: WhereToLook): boolean =>
  problem !== undefined && ([...ways.values()].includes('own') || (roles !== undefined && accounts === undefined));

/** The number of further account-Regions is given instead. */
const mostPlaces = 10;

function factsOf(lists: readonly ScopeListState[], { accounts }: Data): UnansweredFact[] {
  const places = Map.groupBy(lists, (response) => `${response.list}: ${reasonOf(response)}`);
  return [...places].map(([about, responses]) => {
    const named = responses
      .slice(0, mostPlaces)
      .map(({ scope: { accountId, region } }) => `${accounts.get(accountId) ?? accountId}/${region}`);
    const rest = responses.length - named.length;
    const sentence = `${about} in ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
    return { sentence, nextStep: responses.find(({ problem }) => problem)?.problem?.nextStep };
  });
}
