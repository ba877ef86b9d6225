// Decides whether a selection selects a resource whose tags are unknown, whatever types are opted in.
import { formOfPattern, matchArnPattern } from '../../coverage/arn-pattern.ts';
import { selectionMatch, waysTo } from '../../coverage/selection-verdict.ts';
import type { Selection } from '../../plans/selection.ts';

/**
 * `named`: by its whole ARN. `pattern`: by a pattern of its type. `maybe`: tags, an opt-in, or something undocumented
 * decides.
 */
export type SelectionMatch = 'named' | 'pattern' | 'maybe' | 'no';

export function choiceOf(selection: Selection, arn: string): SelectionMatch {
  const { taken } = selectionMatch(selection, { arn });
  if (taken !== 'yes') return taken === 'no' ? 'no' : 'maybe';
  const forms = waysTo(selection, { arn }).flatMap((way) => (way.taken === 'yes' ? way.form : []));
  if (forms.includes('arn')) return 'named';
  return forms.includes('type') ? 'pattern' : 'maybe';
}

/** Whether tags, conditions or `*` decide, so that only AWS knows the resources. */
export const choosesUnseen = ({ resources, tags, conditions }: Selection): boolean =>
  tags.length > 0 || conditions.length > 0 || resources.some((pattern) => pattern.includes('*'));

/**
 * Whether the selection names the resource by ARN or by type, which overrides an opt-out. `*` and a whole service, as
 * in `arn:aws:ec2:*`, do not.
 */
export const namesType = ({ resources, notResources }: Selection, arn: string): boolean =>
  resources.some(
    (pattern) => ['arn', 'type'].includes(formOfPattern(pattern)) && matchArnPattern(pattern, arn) !== 'no',
  ) && !notResources.some((pattern) => matchArnPattern(pattern, arn) === 'yes');
