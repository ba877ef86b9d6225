// What the findings rest on: which lists they need, whether all have been answered or refused, and which have no answer.
import { attentionSources } from '../../resources/derived.ts';
import type { ResourceId } from '../../resources/resource-id.ts';
import type { AnySnapshot, ConnectionState, Data } from '../data.ts';
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
    const why = whyUnanswered(data.snapshot(question), question.resource);
    if (why === undefined) continue;
    const { accountId, region } = question.scope;
    const about = `${question.resource}: ${why}`;
    places.set(about, [...(places.get(about) ?? []), `${accountId}/${region}`]);
  }
  return [...strangers, ...[...places].map(([about, where]) => `${about} in ${where.join(', ')}`)];
}

function whyUnanswered(snapshot: AnySnapshot | undefined, resource: ResourceId): string | undefined {
  if (snapshot?.failure) return problemWord(snapshot.failure.problem);
  if (snapshot?.loadedAt === undefined) return 'no answer in time';
  return resource === 'vaults' && hasUnknownLock(snapshot) ? 'mode of a lock not known' : undefined;
}

/** Locks are judged by a date that only DescribeBackupVault tells. */
function hasUnknownLock({ rows }: AnySnapshot): boolean {
  for (const { isLockDateUnknown } of rows.values()) if (isLockDateUnknown) return true;
  return false;
}
