// The scopes of a derived list's rows: including accounts of an organization that are not watched themselves, if the
// organization is requested through the same connection.
import type { Data } from '../../app/state/data.ts';
import type { ListQuestion } from '../../app/state/question.ts';

export function derivedQuestions(
  questions: readonly ListQuestion[],
  { organizationScopes = [] }: Pick<Data, 'organizationScopes'>,
): readonly ListQuestion[] {
  const [first] = questions;
  if (!first || first.isNarrowed || organizationScopes.length === 0) return questions;
  const asked = new Set(questions.map(({ scope: { connection, region } }) => `${connection}/${region}`));
  const more = organizationScopes.filter(({ connection, region }) => asked.has(`${connection}/${region}`));
  return [...questions, ...more.map((scope) => ({ ...first, scope }))];
}
