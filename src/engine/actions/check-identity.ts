// Checks before a mutating call whether the credentials still belong to the identity that the person confirmed. A
// profile may have been changed or signed in again in between.
import type { Aws } from '../../aws/aws.ts';
import type { AwsProblem } from '../../aws/errors/errors.ts';
import { signedInAsOther } from '../../aws/errors/refusal-texts.ts';
import type { Scope } from '../../domain/scope.ts';
import { problemOf } from '../problem-of.ts';
import { lastingArn } from '../stored-scope.ts';

export interface ExpectedIdentity {
  readonly scope: Scope;
  /** ARN. Absent: any identity in the account of the scope. */
  readonly identity?: string | undefined;
}

/** The reason why no call may be sent; undefined: the identity is the same. */
export type CheckIdentity = (expected: ExpectedIdentity) => Promise<AwsProblem | undefined>;

/** The check of one run: each identity is requested once, with the credentials of the calls. */
export function createIdentityCheck(aws: Pick<Aws, 'call'>, signal: AbortSignal): CheckIdentity {
  const known = new Map<string, Promise<AwsProblem | undefined>>();

  async function check({ scope, identity }: ExpectedIdentity): Promise<AwsProblem | undefined> {
    try {
      const response = await aws.call(
        scope,
        { service: 'sts', operation: 'GetCallerIdentity', input: {} },
        { signal, priority: 0 },
      );
      const { Account = 'unknown', Arn = '' } = response;
      const isSame = identity === undefined || lastingArn(identity) === lastingArn(Arn);
      if (Account === scope.accountId && isSame) return undefined;
      return signedInAsOther(identity ?? `account ${scope.accountId}`, Arn === '' ? `account ${Account}` : Arn);
    } catch (error) {
      return problemOf(error);
    }
  }

  return (expected) => {
    const { connection, accountId, region } = expected.scope;
    const key = JSON.stringify([connection, accountId, region, expected.identity]);
    const found = known.get(key) ?? check(expected);
    known.set(key, found);
    return found;
  };
}
