import { type CliPlace, formatCliLine } from '../domain/cli-line.ts';
import type { Scope } from '../domain/scope.ts';
import type { ActionRequest, AnyAction, AnyContext } from './action.ts';

/** The AWS CLI commands that send the same requests, in order. */
export const commandsOf = (
  requests: readonly ActionRequest[],
  scope: Scope,
  placeOf: (scope: Scope) => CliPlace,
): string[] => requests.map((request) => formatCliLine(request, placeOf(request.scope ?? scope)));

/** The commands of an action: those of its requests, or the one that it makes. */
export function commandsFor(action: AnyAction, context: AnyContext, placeOf: (scope: Scope) => CliPlace): string[] {
  if (!action.command) return commandsOf(action.requests(context), context.scope, placeOf);
  return [formatCliLine(action.command(context), placeOf(context.scope))];
}
