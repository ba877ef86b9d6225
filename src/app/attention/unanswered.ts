// What the findings rest on: which lists they need, whether all have been answered or refused, and which have no answer.
import { attentionSources } from '../../resources/derived.ts';
import type { ConnectionState, Data } from '../data.ts';
import type { ListQuestion } from '../question.ts';
import { problemWord } from '../region-state.ts';
import { everywhere } from '../watching.ts';

/** Every list that a finding may come from, in every account-Region. */
export const findingQuestions = (data: Data): ListQuestion[] =>
  attentionSources.flatMap((resource) => everywhere(resource, data));

/** Every connection is signed in or refused, and every list that findings rest on is answered or refused. */
export function areFindingsSettled(data: Data): boolean {
  if (data.connections.some(isSigningIn)) return false;
  if (data.scopes.length === 0) return data.identityProblem !== undefined;
  if (data.isListingAccounts) return false;
  return findingQuestions(data).every((question) => {
    const snapshot = data.snapshot(question);
    return snapshot?.loadedAt !== undefined || snapshot?.failure !== undefined;
  });
}

/** A program that waits for a person has refused nobody yet. */
const isSigningIn = ({ identity, problem }: ConnectionState): boolean =>
  identity === undefined && (problem === undefined || problem.kind === 'waiting-for-program');

/** One sentence for each list and reason, with the places. */
export function unansweredSources(data: Data): string[] {
  if (data.scopes.length === 0) return [data.identityProblem?.message ?? 'AWS did not say who we are in time'];
  const strangers = data.connections.flatMap(({ label, problem }) => (problem ? `${label}: ${problem.message}` : []));
  const places = new Map<string, string[]>();
  for (const question of findingQuestions(data)) {
    const snapshot = data.snapshot(question);
    if (snapshot?.loadedAt !== undefined && !snapshot.failure) continue;
    const { accountId, region } = question.scope;
    const why = snapshot?.failure ? problemWord(snapshot.failure.problem) : 'no answer in time';
    const about = `${question.resource}: ${why}`;
    places.set(about, [...(places.get(about) ?? []), `${accountId}/${region}`]);
  }
  return [...strangers, ...[...places].map(([about, where]) => `${about} in ${where.join(', ')}`)];
}
