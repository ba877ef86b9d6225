// Routes each request that names an account: chooses the credentials for that account, or the organization that
// includes it, and reports refusals.
import { accountInput } from '../../aws/across-accounts.ts';
import type { Aws } from '../../aws/aws.ts';
import { type AwsProblem, AwsProblemError } from '../../aws/errors/errors.ts';
import { outOfReach } from '../../aws/errors/problem-texts.ts';
import type { Scope } from '../../domain/scope.ts';
import type { Route } from './scopes.ts';

export interface RoutedAwsOptions {
  readonly aws: Aws;
  routeOf(scope: Scope, spansAccounts: boolean): Route | undefined;
  refused(route: Route, problem: AwsProblem): void;
}

export function createRoutedAws({ aws, routeOf, refused }: RoutedAwsOptions): Aws {
  const find = (scope: Scope, operation: string): Route => {
    const route = routeOf(scope, accountInput(operation, '*') !== undefined);
    if (route === undefined) throw new AwsProblemError(outOfReach(scope.accountId, operation));
    return route;
  };
  const widened = <T>(operation: string, { account }: Route, input: T): T =>
    account === undefined ? input : { ...input, ...accountInput(operation, account) };
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
    async call(scope, service, operation, input, signal, options) {
      const route = find(scope, operation);
      const requested = aws.call(route.scope, service, operation, widened(operation, route, input), signal, options);
      return requested.catch((error) => reportRefusal(route, error));
    },
    async *pages(scope, service, operation, input, signal, options) {
      const route = find(scope, operation);
      try {
        yield* aws.pages(route.scope, service, operation, widened(operation, route, input), signal, options);
      } catch (error) {
        reportRefusal(route, error);
      }
    },
  };
}
