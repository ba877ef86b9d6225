import { type CliPlace, formatCliLine } from '../domain/cli-line.ts';
import type { Scope } from '../domain/scope.ts';
import type { ActionRequest } from './action.ts';

/** The AWS CLI commands that send the same requests, in order. */
export const commandsOf = (
  requests: readonly ActionRequest[],
  scope: Scope,
  placeOf: (scope: Scope) => CliPlace,
): string[] => requests.map((request) => formatCliLine(request, placeOf(request.scope ?? scope)));
