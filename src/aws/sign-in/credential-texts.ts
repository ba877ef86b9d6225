// The texts about credentials that are missing, expired or refused: one sentence, and the next step.
import { credentialProgram } from '../../../config/budgets.ts';
import type { AwsProblem } from '../errors/errors.ts';
import { type CallContext, problem, quote, withProfile } from '../errors/problem.ts';
import { signInAgain } from './sign-in-texts.ts';

export type EndedSignIn = 'sso' | 'login' | 'keys';

/** For a session that never existed, or whose file cannot be read. */
export function notSignedIn(place: CallContext, how: EndedSignIn, code?: string): AwsProblem {
  return problem('expired-credentials', {
    message: 'There is no valid sign-in session.',
    nextStep: stepAfterEnd(place, how),
    code,
  });
}

export function expired(place: CallContext, how: EndedSignIn, code?: string): AwsProblem {
  const what = how === 'keys' ? 'The credentials have expired.' : 'The sign-in session has expired.';
  return problem('expired-credentials', { message: what, nextStep: stepAfterEnd(place, how), code });
}

/** By the kind of the profile's sign-in if known; else by what failed. */
function stepAfterEnd({ profile, signIn }: CallContext, how: EndedSignIn): string {
  if (signIn) return signInAgain(signIn);
  if (how === 'keys') return `renew the keys, or run: ${withProfile('aws sso login', profile)}`;
  return `run: ${withProfile(how === 'login' ? 'aws login' : 'aws sso login', profile)}`;
}

export function noCredentials({ profile }: CallContext, said: string, code?: string): AwsProblem {
  if (/multi-factor/i.test(said)) {
    const step = 'start vaultop in a terminal, which asks for the MFA code, or sign in with the AWS CLI first';
    return problem('no-credentials', {
      message: 'The role requires an MFA code, and there is no terminal to enter it.',
      nextStep: step,
      code,
    });
  }
  if (profile !== undefined) {
    const step = `see: aws configure list-profiles, or run: ${withProfile('aws configure sso', profile)}`;
    const message = `Profile ${quote(profile)} has no credentials, and this machine has no role.`;
    return problem('no-credentials', { message, nextStep: step, code });
  }
  const step = 'run: aws configure sso, or name a profile with --profile or AWS_PROFILE';
  return problem('no-credentials', { message: 'No AWS credentials were found.', nextStep: step, code });
}

const minutes = (ms: number) => `${Math.round(ms / 60_000)} minutes`;

/** The profile with the program may be the source of the requested profile. */
function ofProfile({ profile, signIn }: Pick<CallContext, 'profile' | 'signIn'>): string {
  const named = signIn?.kind === 'process' ? signIn.profile : profile;
  return named === undefined ? '' : ` of profile ${quote(named)}`;
}

/** The output of the program follows the command, which is not repeated. */
export function processFailed(place: CallContext, said: string, code?: string): AwsProblem {
  const [, ...lines] = said.split('\n');
  const why = lines.find((line) => line.trim() !== '');
  const { signIn } = place;
  const isCli = signIn?.kind === 'sso' || signIn?.kind === 'login';
  const step = isCli ? signInAgain(signIn) : 'run its command in ~/.aws/config by hand to see why';
  return problem('no-credentials', {
    message: `The credential_process${ofProfile(place)} failed${why ? `: ${quote(why)}` : ''}.`,
    nextStep: step,
    code,
  });
}

/** Not a mistake: the sign-in continues as soon as the program responds. */
export function waitingForProgram(place: Pick<CallContext, 'profile' | 'signIn'>): AwsProblem {
  const step = `if it waits for you, touch the token, or confirm in its window or on the phone; vaultop ends it after ${minutes(credentialProgram.limitMs)}`;
  const message = `The credential_process${ofProfile(place)} has not answered yet.`;
  return problem('waiting-for-program', { message, nextStep: step, code: undefined, retryable: true });
}

export function processTimedOut(place: CallContext, code?: string): AwsProblem {
  const { limitMs, restMs } = credentialProgram;
  const step = `press r to start it again now; vaultop starts it again in ${minutes(restMs)}`;
  const message = `The credential_process${ofProfile(place)} returned nothing within ${minutes(limitMs)}, and vaultop ended it.`;
  return problem('no-credentials', { message, nextStep: step, code });
}

export function containerRefused(status: string, code?: string): AwsProblem {
  const step = 'check the role of the task or pod, and AWS_CONTAINER_CREDENTIALS_FULL_URI';
  return problem('no-credentials', {
    message: `The container's credentials endpoint returned ${status}.`,
    nextStep: step,
    code,
  });
}

export function webIdentityExpired({ signIn }: CallContext, code: string): AwsProblem {
  const step = signInAgain({ kind: 'web-identity', ...(signIn?.tokenFile ? { tokenFile: signIn.tokenFile } : {}) });
  return problem('expired-credentials', { message: 'The web identity token has expired.', nextStep: step, code });
}

export function webIdentityRefused({ signIn }: CallContext, said: string, code: string): AwsProblem {
  const file = signIn?.tokenFile ?? 'that AWS_WEB_IDENTITY_TOKEN_FILE names';
  const step = `check the file ${quote(file)}, and the trust policy of the role`;
  return problem('no-credentials', {
    message: `AWS does not accept the web identity token: ${quote(said)}`,
    nextStep: step,
    code,
  });
}

export function unreadableFile({ signIn }: CallContext, path: string): AwsProblem {
  const { profile } = signIn ?? {};
  const from = profile === undefined ? 'AWS_WEB_IDENTITY_TOKEN_FILE' : `the files that profile ${quote(profile)} names`;
  const step = `check its permissions, and ${from}`;
  return problem('no-credentials', {
    message: `The file ${quote(path)} cannot be read.`,
    nextStep: step,
    code: undefined,
  });
}

/** The IAM Identity Center session is valid, but not for this account or role. */
export function ssoRoleRefused({ signIn, profile }: CallContext, code?: string): AwsProblem {
  const name = signIn?.profile ?? profile;
  const message = `IAM Identity Center refused the role of profile ${quote(name ?? 'default')}.`;
  const step = 'check sso_account_id and sso_role_name in ~/.aws/config, or ask for the assignment';
  return problem('no-credentials', { message, nextStep: step, code });
}

const emptySources: Readonly<Record<string, string>> = {
  environment: 'the environment, which has none',
  container: 'the container, which has none',
  instance: 'the role of this instance, and there is none',
};

/** A credential_source without credentials. */
export function emptySource({ signIn }: CallContext, code?: string): AwsProblem | undefined {
  const from = signIn?.profile === undefined ? undefined : emptySources[signIn.kind];
  if (!signIn || from === undefined) return undefined;
  const message = `Profile ${quote(signIn.profile ?? '')} takes its credentials from ${from}.`;
  return problem('no-credentials', { message, nextStep: signInAgain(signIn), code });
}

export function credentialsFailed({ profile, signIn }: CallContext, said: string, code?: string): AwsProblem {
  const isProgram = signIn?.kind === 'process';
  const step = isProgram ? signInAgain(signIn) : `check with: ${withProfile('aws sts get-caller-identity', profile)}`;
  return problem('no-credentials', { message: `The credentials cannot be read: ${quote(said)}`, nextStep: step, code });
}

export function mfaCodeRefused(code: string): AwsProblem {
  return problem('no-credentials', {
    message: 'AWS refused this MFA code.',
    nextStep: 'type :mfa and the next code',
    code,
  });
}

export function mfaCodeNeeded(serial: string): AwsProblem {
  const step = `type :mfa and the code of ${quote(serial)}`;
  return problem('no-credentials', { message: 'The role requires an MFA code.', nextStep: step, code: undefined });
}
