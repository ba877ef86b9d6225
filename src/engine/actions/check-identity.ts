// Before a changing call is sent: whether the credentials still act as whom the person saw when it was confirmed. A profile
// may have been changed, or signed in anew, in between.
import type { Aws } from '../../aws/aws.ts';
import type { AwsProblem } from '../../aws/errors/errors.ts';
import { signedInAsOther } from '../../aws/errors/problem-texts.ts';
import type { Scope } from '../../domain/scope.ts';
import { problemOf } from '../problem-of.ts';
import { lastingArn } from '../stored-scope.ts';

export interface ExpectedIdentity {
  readonly scope: Scope;
  /** ARN. Absent: whoever it is in the scope's account. */
  readonly identity?: string | undefined;
}

/** Why nothing may be sent there; undefined: it is the same identity. */
export type CheckIdentity = (expected: ExpectedIdentity) => Promise<AwsProblem | undefined>;

/** Of one run: each identity is asked for once, by the same credentials as the calls. */
export function createIdentityCheck(aws: Pick<Aws, 'call'>, signal: AbortSignal): CheckIdentity {
  const known = new Map<string, Promise<AwsProblem | undefined>>();

  async function check({ scope, identity }: ExpectedIdentity): Promise<AwsProblem | undefined> {
    try {
      const answer = await aws.call(scope, 'sts', 'GetCallerIdentity', {}, signal, { priority: 0 });
      const { Account = 'unknown', Arn = '' } = answer;
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
