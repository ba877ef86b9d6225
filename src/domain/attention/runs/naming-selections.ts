// Finds the selections that may name a resource by ARN or by type, without testing all of them: an account-Region has
// hundreds of plans.
import { formOfPattern } from '../../coverage/arn-pattern.ts';
import { startOfArn } from '../../coverage/types-of-arn.ts';
import type { Selection } from '../../plans/selection.ts';

export interface NamingSelections {
  /** By whole ARN. */
  readonly byArn: ReadonlyMap<string, readonly Selection[]>;
  /** By the start of the ARN: 'ec2 volume/'. */
  readonly byStart: ReadonlyMap<string, readonly Selection[]>;
}

export function namingSelections(selections: Iterable<Selection>): NamingSelections {
  const byArn = new Map<string, Selection[]>();
  const byStart = new Map<string, Selection[]>();
  for (const selection of selections) {
    for (const pattern of new Set(selection.resources)) {
      const form = formOfPattern(pattern);
      if (form === 'arn') put(byArn, pattern, selection);
      else if (form === 'type') put(byStart, startOfArn(pattern), selection);
    }
  }
  return { byArn, byStart };
}

/** Ids of plans, more than once where several selections may name the resource. */
export const plansThatMayName = (arn: string, { byArn, byStart }: NamingSelections): string[] =>
  [...(byArn.get(arn) ?? []), ...(byStart.get(startOfArn(arn)) ?? [])].map(({ planId }) => planId);

function put(lists: Map<string, Selection[]>, key: string, selection: Selection): void {
  const known = lists.get(key);
  if (known) known.push(selection);
  else lists.set(key, [selection]);
}
