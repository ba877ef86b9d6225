// From what AWS answered to the verdict's parts.

import { type ListAnswer, reasonOf, unansweredLists } from '../../app/answers.ts';
import { createAttentionView } from '../../app/attention/attention-view.ts';
import type { Data, OrganizationState } from '../../app/data.ts';
import { severities } from '../../domain/attention/item.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import type { CheckArguments } from './arguments.ts';
import type { Asked } from './ask-lists.ts';
import type { Report } from './report.ts';

export type JudgeOptions = Pick<CheckArguments, 'from' | 'without'> & {
  readonly attention: AttentionSettings;
};

export function judge(asked: Asked, { from, without, attention }: JudgeOptions): Report {
  const { data, questions } = asked;
  const { items, muted } = createAttentionView(attention).attention(data);
  const told = severities.slice(0, severities.indexOf(from) + 1);
  const lists = unansweredLists(questions, data);
  return {
    at: data.now,
    items: items.filter(({ severity }) => told.includes(severity)),
    muted: muted.length,
    unanswered: [...placesNotAsked(asked), ...sentencesOf(lists, data)],
    lists,
    without,
    accounts: data.accounts,
  };
}

/** What is not known of where to look: one sentence each. */
function placesNotAsked({ data, place }: Asked): string[] {
  const { connections, scopes, identityProblem, regionsProblem, organization } = data;
  const strangers = connections.flatMap(({ label, problem }) => (problem ? [`${label}: ${problem.message}`] : []));
  if (scopes.length === 0 && strangers.length === 0) {
    return [identityProblem?.message ?? 'AWS did not say in time whose credentials these are'];
  }
  const isWithoutRegions = place.allRegions && data.knownRegions.length === 0;
  return [
    ...strangers,
    ...(isWithoutRegions ? [`Regions of the account: ${regionsProblem?.message ?? 'no answer in time'}`] : []),
    ...(data.isListingAccounts ? ['accounts of the organization: no answer in time'] : []),
    ...(organization && isInPart(organization, place)
      ? [`accounts of the organization: ${organization.problem?.message}`]
      : []),
  ];
}

/** Not every account is heard of: jobs of others are not told, or roles are for accounts that are not listed. */
const isInPart = ({ ways, accounts, problem }: OrganizationState, { roles }: Asked['place']): boolean =>
  problem !== undefined && ([...ways.values()].includes('own') || (roles !== undefined && accounts === undefined));

/** More are counted. */
const mostPlaces = 10;

/** One for each list and reason, with the places. */
function sentencesOf(lists: readonly ListAnswer[], { accounts }: Data): string[] {
  const places = Map.groupBy(lists, (answer) => `${answer.list}: ${reasonOf(answer)}`);
  return [...places].map(([about, answers]) => {
    const named = answers
      .slice(0, mostPlaces)
      .map(({ scope: { accountId, region } }) => `${accounts.get(accountId) ?? accountId}/${region}`);
    const rest = answers.length - named.length;
    return `${about} in ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  });
}
