// What a selection takes: (Resources or ListOfTags) and Conditions, without NotResources. AWS Backup tells no tags of a
// resource, so that the answer has three values.
// https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
import { parseArn } from '../../arn.ts';
import { matchesPattern } from '../../pattern.ts';
import type { Selection } from '../../plans/selection.ts';

/** `named`: by its whole ARN. `pattern`: by a pattern. `maybe`: its tags, or a pattern AWS does not document, decide. */
export type SelectionMatch = 'named' | 'pattern' | 'maybe' | 'no';

export function choiceOf(selection: Selection, arn: string): SelectionMatch {
  const { resources, notResources, tags, conditions } = selection;
  if (notResources.some((pattern) => matchesPattern(pattern, arn))) return 'no';
  const matching = resources.filter((pattern) => matchesPattern(pattern, arn));
  const byTags = tags.length > 0 || (conditions.length > 0 && resources.length === 0);
  if (matching.length === 0) return byTags ? 'maybe' : 'no';
  // Conditions narrow what is named: a resource that is named is not thereby chosen.
  if (conditions.length > 0) return 'maybe';
  if (matching.includes(arn)) return 'named';
  return matching.some(isSurePattern) ? 'pattern' : 'maybe';
}

/** `*` in the Region or the account, and one at the end of the resource. `*` alone takes the types that are opted in. */
const isSurePattern = (pattern: string): boolean => isOfType(pattern) && !/\*./.test(parseArn(pattern)?.resource ?? '');

/** Whether tags, conditions or `*` decide, so that only AWS knows the resources. */
export const choosesUnseen = ({ resources, tags, conditions }: Selection): boolean =>
  tags.length > 0 || conditions.length > 0 || resources.some((pattern) => pattern.includes('*'));

/**
 * Whether the resource is named by its ARN or by its type, which makes up for an opt-out. `*` and a whole service, as
 * `arn:aws:ec2:*`, do not.
 */
export const namesType = ({ resources, notResources }: Selection, arn: string): boolean =>
  resources.some((pattern) => isOfType(pattern) && matchesPattern(pattern, arn)) &&
  !notResources.some((pattern) => matchesPattern(pattern, arn));

/** Buckets are the one type of their service. */
function isOfType(pattern: string): boolean {
  const { service, resource = '' } = parseArn(pattern) ?? {};
  return service === 's3' || !['', '*'].includes(resource);
}
