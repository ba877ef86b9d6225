import { type AwsProblem, AwsProblemError } from '../aws/errors/errors.ts';

/** A refusal says itself; anything else thrown while reading an answer is told as what it is: not understood. */
export function problemOf(error: unknown): AwsProblem {
  if (error instanceof AwsProblemError) return error.problem;
  return {
    kind: 'unknown',
    message: 'The answer was not understood.',
    nextStep: 'The log has the details; please report it.',
    code: error instanceof Error ? error.name : 'Error',
    retryable: true,
  };
}
