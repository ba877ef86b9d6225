// The context of an action, from typed values and known facts.

import type { Scope } from '../../domain/scope.ts';
import { isCollectedScope, placeText, scopeKey } from '../../domain/scope.ts';
import type { ActionRequest, AnyAction, AnyContext, FormField } from '../../resources/action.ts';
import { commandsFor } from '../../resources/action-commands.ts';
import type { AnyResource } from '../../resources/resource.ts';
import type { Data } from '../state/data.ts';
import { everywhere } from '../state/lists/list-requests.ts';
import { unansweredLists } from '../state/lists/responses.ts';
import { zoneOf } from '../state/time/zone.ts';
import type { ActionTarget, ActOverlay, Form } from './act-state.ts';
import { actionOf } from './action-of.ts';

export const knownIn =
  (data: Data): AnyContext['known'] =>
  (resource, within) =>
    data.listed(everywhere(resource, data), within);

/** The account-Region in which something new is created, if there are several. */
export const placeField = (data: Data): FormField => ({
  id: 'place',
  label: 'Where',
  kind: 'choice',
  initial: ({ scope }) => scopeKey(scope),
  options: () => ownScopes(data).map((scope) => ({ value: scopeKey(scope), label: placeName(scope, data) })),
});

/** Nothing can be created where only another identity of the user has collected. */
const ownScopes = ({ scopes }: Data): readonly Scope[] => scopes.filter((scope) => !isCollectedScope(scope));

/** An acknowledgement or a mute belongs to no account. */
export const placeName = (scope: Scope, { accounts }: Data): string =>
  scope.accountId === '' && scope.region === '' ? 'this machine' : placeText(scope, accounts);

export const fieldsOf = (action: AnyAction, data: Data): readonly FormField[] => {
  const fields = action.fields ?? [];
  return action.on === 'list' && ownScopes(data).length > 1 ? [placeField(data), ...fields] : fields;
};

/** The action as a whole, with the values of its first form. */
export function contextOf(
  overlay: ActOverlay,
  data: Data,
  target: ActionTarget | undefined = overlay.targets[0],
): AnyContext {
  if (!target) throw new Error('an action needs a target');
  const { values } = rootForm(overlay);
  const scope = data.scopes.find((one) => scopeKey(one) === values.place) ?? target.scope;
  return {
    row: target.row,
    ...(target.rows ? { rows: target.rows } : {}),
    scope,
    facts: target.facts,
    values,
    ...(overlay.initial ? { initial: overlay.initial } : {}),
    chosen: overlay.targets.map(({ row, facts }) => ({ row, facts })),
    now: data.now,
    zone: zoneOf(data),
    token: `${overlay.token}-${overlay.revision}-${target.number}`,
    accountNames: data.accounts,
    known: knownIn(data),
    isListed: (resource) => unansweredLists(everywhere(resource, data), data).length === 0,
  };
}

export const rootForm = ({ forms }: ActOverlay): Form => forms[0]!;
export const topForm = ({ forms }: ActOverlay): Form => forms.at(-1)!;

export function requestsOf(overlay: ActOverlay, data: Data, target: ActionTarget): readonly ActionRequest[] {
  return actionOf(overlay).requests(contextOf(overlay, data, target));
}

export function commandLines(overlay: ActOverlay, data: Data): string[] {
  const placeOf = (scope: Scope) => ({ region: scope.region, ...data.acting.reach(scope) });
  return overlay.targets.flatMap((target) => {
    return commandsFor(actionOf(overlay), contextOf(overlay, data, target), placeOf);
  });
}

export const labelOf = (resource: AnyResource, { row }: Pick<ActionTarget, 'row'>): string =>
  row === undefined ? `a new ${resource.title}` : resource.label(row);
