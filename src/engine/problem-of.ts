import { type AwsProblem, AwsProblemError } from '../aws/errors/errors.ts';

/**
 * The problem of a refusal is the one that it contains; any other error while a response is read becomes the problem
 * "not understood".
 */
export function problemOf(error: unknown): AwsProblem {
  if (error instanceof AwsProblemError) return error.problem;
  return {
    kind: 'unknown',
    message: 'The response of AWS could not be read.',
    nextStep: 'The log has the details: please report the error.',
    code: error instanceof Error ? error.name : 'Error',
    retryable: true,
  };
}
