// Routes each request that names an account: chooses the credentials for that account, or the organization that
// includes it, and reports refusals.
import { accountInput } from '../../aws/across-accounts.ts';
import type { Aws } from '../../aws/aws.ts';
import { type AwsProblem, AwsProblemError } from '../../aws/errors/errors.ts';
import { outOfReach } from '../../aws/errors/refusal-texts.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Route } from './scopes.ts';

export interface RoutedAwsOptions {
  readonly aws: Aws;
  routeOf(scope: Scope, spansAccounts: boolean): Route | undefined;
  refused(route: Route, problem: AwsProblem): void;
}

interface AnyRequest {
  readonly operation: string;
  readonly input: unknown;
}

export function createRoutedAws({ aws, routeOf, refused }: RoutedAwsOptions): Aws {
  const find = (scope: Scope, operation: string): Route => {
    const route = routeOf(scope, accountInput(operation, '*') !== undefined);
    if (route === undefined) throw new AwsProblemError(outOfReach(scope.accountId, operation));
    return route;
  };
  const widened = <Request extends AnyRequest>(request: Request, { account }: Route): Request =>
    account === undefined
      ? request
      : { ...request, input: { ...(request.input as object), ...accountInput(request.operation, account) } };
  const reportRefusal = (route: Route, error: unknown): never => {
    if (error instanceof AwsProblemError) refused(route, error.problem);
    throw error;
  };
  return {
    ...aws,
    reach(scope) {
      const route = routeOf(scope, false);
      return route && aws.reach(route.scope);
    },
    async call(scope, request, options) {
      const route = find(scope, request.operation);
      const requested = aws.call(route.scope, widened(request, route), options);
      return requested.catch((error) => reportRefusal(route, error));
    },
    async *pages(scope, request, options) {
      const route = find(scope, request.operation);
      try {
        yield* aws.pages(route.scope, widened(request, route), options);
      } catch (error) {
        reportRefusal(route, error);
      }
    },
  };
}
