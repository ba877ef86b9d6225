// Where the rows of a list lie that is evaluated from others: also in accounts of an organization that are not watched
// themselves, wherever the organization is asked through the same connection.
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
