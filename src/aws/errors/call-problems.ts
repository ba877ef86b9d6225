// The problem of a failed call, with texts for its connection.
import type { AwsRequest } from '../send-call.ts';
import type { CredentialPrograms } from '../sign-in/credential-programs.ts';
import { waitingForProgram } from '../sign-in/credential-texts.ts';
import type { Clients } from '../transport/clients.ts';
import { type AwsProblem, toAwsProblem } from './errors.ts';

export interface CallProblemsOptions {
  readonly clients: Pick<Clients, 'connection' | 'signInOf'>;
  readonly programs: Pick<CredentialPrograms, 'isWaitedFor'>;
  readonly env: NodeJS.ProcessEnv;
}

export interface CallProblems {
  of(error: unknown, request: AwsRequest): AwsProblem;
  /** The connection waits for its credential program. */
  waiting(connection: string): AwsProblem;
}

export function createCallProblems({ clients, programs, env }: CallProblemsOptions): CallProblems {
  function toProblem(error: unknown, { scope, service, operation, signal }: AwsRequest): AwsProblem {
    const aborted = signal.aborted ? signal.reason : undefined;
    const place = placeOf(scope.connection);
    const problem = toAwsProblem(aborted ?? error, {
      service,
      operation,
      region: scope.region,
      aborted: signal.aborted,
      ...place,
    });
    const { source = scope.connection } = clients.connection(scope.connection) ?? {};
    return problem.kind === 'timeout' && programs.isWaitedFor(source) ? waitingForProgram(place) : problem;
  }

  const placeOf = (connection: string) => ({
    profile: clients.connection(connection)?.profile ?? (env.AWS_PROFILE || undefined),
    endpointUrl: clients.connection(connection)?.endpointUrl,
    signIn: clients.signInOf(connection),
  });

  return { of: toProblem, waiting: (connection) => waitingForProgram(placeOf(connection)) };
}
