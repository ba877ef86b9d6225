// Requests the identity of a connection until AWS responds. Scopes need the account id, so everything else waits for
// it.
import type { Identity } from '../../app/state/data.ts';
import type { Aws } from '../../aws/aws.ts';
import type { AwsProblem } from '../../aws/errors/errors.ts';
import type { Clock } from '../../lib/clock.ts';
import { problemOf } from '../problem-of.ts';

const firstRetryMs = 2_000;
const slowestRetryMs = 15_000;

export interface IdentityOptions {
  readonly aws: Aws;
  readonly clock: Clock;
  readonly connection: string;
  /** The Region of the STS endpoint. */
  readonly region: string;
  readonly known: (identity: Identity) => void;
  readonly failed: (problem: AwsProblem) => void;
}

/** Returns the function that stops the requests. */
export function findIdentity({ aws, clock, connection, region, known, failed }: IdentityOptions): () => void {
  const control = new AbortController();
  let cancel: (() => void) | undefined;
  const ask = async (attempt: number): Promise<void> => {
    try {
      const scope = { accountId: '', region, connection };
      const response = await aws.call(
        scope,
        { service: 'sts', operation: 'GetCallerIdentity', input: {} },
        { signal: control.signal, priority: 0 },
      );
      if (!control.signal.aborted) known({ accountId: response.Account ?? 'unknown', arn: response.Arn ?? '' });
    } catch (error) {
      if (control.signal.aborted) return;
      failed(problemOf(error));
      // Only a new credential provider reads a new sign-in from disk.
      aws.renew(connection);
      cancel = clock.setTimeout(() => void ask(attempt + 1), Math.min(slowestRetryMs, firstRetryMs * 2 ** attempt));
    }
  };
  void ask(0);
  return () => {
    control.abort();
    cancel?.();
  };
}
