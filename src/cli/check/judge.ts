// From what AWS answered to the verdict's parts.

import { type ListAnswer, reasonOf, unansweredLists } from '../../app/answers.ts';
import { createAttentionView } from '../../app/attention/attention-view.ts';
import type { Data } from '../../app/data.ts';
import { severities } from '../../domain/attention/item.ts';
import type { AttentionSettings } from '../../domain/attention/settings.ts';
import type { CheckArguments } from './arguments.ts';
import type { Asked } from './ask-lists.ts';
import type { Report } from './report.ts';

export type JudgeOptions = Pick<CheckArguments, 'from' | 'without' | 'allRegions'> & {
  readonly attention: AttentionSettings;
};

export function judge({ data, questions }: Asked, { from, without, allRegions, attention }: JudgeOptions): Report {
  const { items, muted } = createAttentionView(attention).attention(data);
  const told = severities.slice(0, severities.indexOf(from) + 1);
  const lists = unansweredLists(questions, data);
  return {
    at: data.now,
    items: items.filter(({ severity }) => told.includes(severity)),
    muted: muted.length,
    unanswered: [...placesNotAsked(data, allRegions), ...sentencesOf(lists, data)],
    lists,
    without,
    accounts: data.accounts,
  };
}

/** What is not known of where to look: one sentence each. */
function placesNotAsked(data: Data, allRegions: boolean): string[] {
  const { connections, scopes, identityProblem, regionsProblem, organization } = data;
  const strangers = connections.flatMap(({ label, problem }) => (problem ? [`${label}: ${problem.message}`] : []));
  if (scopes.length === 0 && strangers.length === 0) {
    return [identityProblem?.message ?? 'AWS did not say in time whose credentials these are'];
  }
  const isWithoutRegions = allRegions && data.knownRegions.length === 0;
  return [
    ...strangers,
    ...(isWithoutRegions ? [`Regions of the account: ${regionsProblem?.message ?? 'no answer in time'}`] : []),
    ...(data.isListingAccounts ? ['accounts of the organization: no answer in time'] : []),
    ...(organization && isInPart(organization)
      ? [`accounts of the organization: ${organization.problem?.message}`]
      : []),
  ];
}

/** Not every account is heard of. */
const isInPart = ({ ways, accounts, problem }: NonNullable<Data['organization']>): boolean =>
  problem !== undefined && (accounts === undefined || [...ways.values()].includes('own'));

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
