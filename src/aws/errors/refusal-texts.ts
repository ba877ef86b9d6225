// The texts of what vaultop does not send: it is read-only, or has no access, connection or settings that would do.
import type { AwsProblem } from './errors.ts';
import { problem, quote } from './problem.ts';

export function refusedByGate(service: string, operation: string): AwsProblem {
  const step = 'start with --write to allow changes';
  return problem('refused-by-gate', {
    message: `${service}:${operation} was not sent: vaultop is read-only.`,
    nextStep: step,
    code: undefined,
  });
}

/** No mutating call is sent with other credentials than those that the person saw. */
export function signedInAsOther(expected: string, found: string): AwsProblem {
  const message = `Not sent: the credentials are now those of ${quote(found)}, not of ${quote(expected)}.`;
  return problem('refused-by-gate', {
    message,
    nextStep: 'check the identity in the header, and start the action again',
    code: undefined,
  });
}

export interface UnusableCaBundle {
  readonly path: string;
  /** Where the path is configured. */
  readonly from: string;
  readonly reason: string;
}

export function unusableCaBundle({ path, from, reason }: UnusableCaBundle): AwsProblem {
  const step = `set ${from} to a readable PEM file of certificates, or unset it`;
  return problem('unreachable', {
    message: `The CA bundle ${quote(path)} cannot be used: ${reason}.`,
    nextStep: step,
    code: undefined,
  });
}

export function outOfReach(accountId: string, operation: string): AwsProblem {
  const step = `name a role there with --role-arn arn:aws:iam::${accountId}:role/NAME, or a --profile`;
  return problem('out-of-reach', {
    message: `The given credentials have no access to account ${accountId}, so ${operation} was not sent.`,
    nextStep: step,
    code: undefined,
  });
}

export function memberAccount(accountId: string): AwsProblem {
  const message = `Account ${accountId} is neither the management account nor a delegated administrator.`;
  const step = 'use a --profile of one of these, or name a role in each account with --role-arn';
  return problem('denied', { message, nextStep: step, code: undefined });
}

export function inNoOrganization(accountId: string): AwsProblem {
  return problem('denied', {
    message: `Account ${accountId} is in no organization.`,
    nextStep: 'leave out --org',
    code: undefined,
  });
}

export function unknownConnection(id: string): AwsProblem {
  return problem('no-credentials', {
    message: `There is no connection named "${quote(id)}".`,
    nextStep: 'name its profile with --profile',
    code: undefined,
  });
}
