// Resource types that are opted out while rules select such resources: AWS skips them without a message.
import { scopeKey } from '../../scope.ts';
import type { Finding } from '../findings/finding.ts';
import { firstNames } from '../findings/words.ts';
import type { RuleContext } from '../rule-context.ts';
import { isLeftOut } from '../runs/coverage.ts';
import { choiceOf } from '../runs/selection-choice.ts';
import type { ResourceCase } from '../scope-view.ts';

export function optedOutTypes(context: RuleContext): Finding[] {
  const { settings, scope, selections } = context.view.facts;
  if (!settings || !selections) return [];
  const skipped = [...context.view.cases.values()].flatMap((resource) => {
    const at = settings.optIn[resource.type] === false ? lastTakenAt(resource, context) : undefined;
    return at === undefined ? [] : [{ resource, at }];
  });
  return [...Map.groupBy(skipped, ({ resource }) => resource.type)].map(([type, members]): Finding => {
    const sorted = members.toSorted((one, other) => (one.resource.arn < other.resource.arn ? -1 : 1));
    return {
      id: `${scopeKey(scope)}/opted-out/${type}`,
      kind: 'opted-out',
      severity: 'critical',
      scope,
      subject: type,
      resourceType: type,
      since: Math.max(...sorted.map(({ at }) => at)),
      count: sorted.length,
      resourceArns: sorted.map(({ resource }) => resource.arn),
      names: firstNames(sorted.map(({ resource }) => resource.name).toSorted()),
      evidence: {
        list: 'audits',
        params: { eventName: 'UpdateRegionSettings' },
        scope,
      },
    };
  });
}

/** Epoch ms of the last backup by a plan that still selects the resource; undefined: the resource is not skipped. */
function lastTakenAt(resource: ResourceCase, { view }: RuleContext): number | undefined {
  if (!isLeftOut(resource, view.facts.selections?.rows ?? [], view)) return undefined;
  const choosing = [...resource.taken.plans].filter(([planId]) => {
    const selections = view.rulesOfPlan.has(planId) ? (view.selectionsOfPlan?.get(planId) ?? []) : [];
    return selections.some((selection) => choiceOf(selection, resource.arn) !== 'no');
  });
  return choosing.length === 0 ? undefined : Math.max(...choosing.map(([, { last }]) => last));
}
