// Every failure of a call becomes one of a few kinds of problem, as data with a sentence and a next step.

import type { Service } from '../operations.ts';
import { MisfitError } from '../responses/misfit.ts';
import { programFailed, programTimedOut } from '../sign-in/credential-programs.ts';
import * as credentials from '../sign-in/credential-texts.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { type ErrorFacts, errorFacts } from './error-facts.ts';
import { isAlwaysOn, kindByName, networkTrouble } from './error-tables.ts';
import * as say from './problem-texts.ts';

export type ProblemKind =
  | 'denied'
  | 'no-credentials'
  | 'expired-credentials'
  | 'waiting-for-program'
  | 'throttled'
  | 'unreachable'
  | 'timeout'
  | 'region-off'
  | 'not-offered'
  | 'invalid'
  | 'not-found'
  | 'aborted'
  | 'refused-by-gate'
  | 'out-of-reach'
  /** Of a past time: nobody asked AWS then. */
  | 'not-stored'
  | 'unknown';

export interface AwsProblem {
  readonly kind: ProblemKind;
  /** One plain sentence, safe to print. */
  readonly message: string;
  /** The next step for a person: 'run: aws sso login --profile prod'. */
  readonly nextStep: string;
  /** AWS's or Node's own name of the error. */
  readonly code?: string;
  /** The same request may succeed soon without anybody's help. */
  readonly retryable: boolean;
  /** With 'denied': AWS uses the same words for a resource that does not exist. */
  readonly mayBeAbsent?: true;
  /** The rows that could be parsed are in the response. */
  readonly isPartial?: true;
}

/** The requested resource does not exist, as far as AWS says. */
export const isAbsent = ({ kind, mayBeAbsent }: Pick<AwsProblem, 'kind' | 'mayBeAbsent'>): boolean =>
  kind === 'not-found' || mayBeAbsent === true;

/** A person has to sign in: credentials that were read from disk must not be kept. */
export const isSignInProblem = ({ kind }: Pick<AwsProblem, 'kind'>): boolean =>
  kind === 'expired-credentials' || kind === 'no-credentials';

/** A program waits for a person; until it ends, the sign-in has not failed. */
export const isOpen = ({ kind }: Pick<AwsProblem, 'kind'>): boolean => kind === 'waiting-for-program';

export class AwsProblemError extends Error {
  readonly problem: AwsProblem;

  constructor(problem: AwsProblem, options?: ErrorOptions) {
    super(problem.message, options);
    this.name = 'AwsProblemError';
    this.problem = problem;
  }
}

export interface ErrorContext {
  readonly service: Service;
  readonly operation: string;
  readonly region: string;
  readonly profile?: string | undefined;
  /** How the profile signs in, if known. */
  readonly signIn?: SignIn | undefined;
  /** The endpoint that a person configured instead of AWS's. */
  readonly endpointUrl?: string | undefined;
  /** The caller's own signal ended the call, whatever the error is. */
  readonly aborted?: boolean;
}

type Rule = (facts: ErrorFacts, context: ErrorContext) => AwsProblem | undefined;

/**
 * The first matching rule classifies the error. Network rules come before names: a reset connection has the name
 * TimeoutError.
 */
const rules: readonly Rule[] = [
  byLength,
  byFile,
  byContainer,
  byCredentials,
  byWebIdentity,
  byMfa,
  byNetwork,
  byRedirect,
  byUnreadable,
  byName,
  byStatus,
  byWords,
];

export function toAwsProblem(error: unknown, context: ErrorContext): AwsProblem {
  if (error instanceof AwsProblemError) return error.problem;
  if (error instanceof MisfitError) return say.unreadable(context, error.why);
  if (context.aborted) return say.aborted();
  const facts = errorFacts(error);
  for (const rule of rules) {
    const problem = rule(facts, context);
    if (problem !== undefined) return problem;
  }
  return say.unknown(context, facts);
}

/** The error may have been wrapped by its reader. */
function byLength({ isTooLong }: ErrorFacts, context: ErrorContext): AwsProblem | undefined {
  return isTooLong ? say.responseTooLong(context) : undefined;
}

/** AWS Backup and related services send no redirects. */
function byRedirect({ status = 0, location }: ErrorFacts, context: ErrorContext): AwsProblem | undefined {
  if (status < 300 || status >= 400) return undefined;
  return location ? say.redirected(context, status, location) : say.gatewayFailed(context, status);
}

function byNetwork({ networkCode, host, message }: ErrorFacts, context: ErrorContext): AwsProblem | undefined {
  const found = networkCode === undefined ? undefined : networkTrouble(networkCode);
  // The server's alert that it does not trust our certificate, or requires one, has no code of its own.
  const trouble = found === 'garbled' && /certificate|unknown ca/i.test(message) ? 'untrusted' : found;
  return trouble && say.unreachable(context, { trouble, host, code: networkCode ?? '' });
}

/** Files that the SDK reads itself: the token of a web identity, of a container. */
function byFile({ message }: ErrorFacts, context: ErrorContext): AwsProblem | undefined {
  const [, path] = /^E[A-Z]+: [^']*, open '(.+)'/.exec(message) ?? [];
  return path === undefined ? undefined : credentials.unreadableFile(context, path);
}

/** The refusal of a container's credential endpoint has any code. */
function byContainer({ name, message }: ErrorFacts): AwsProblem | undefined {
  const status = /^Server responded with status: (\d+)/.exec(message)?.[1];
  return status === undefined ? undefined : credentials.containerRefused(status, name);
}

function byMfa({ name, message }: ErrorFacts): AwsProblem | undefined {
  return /MultiFactorAuthentication failed/.test(message) ? credentials.mfaCodeRefused(name) : undefined;
}

function byWebIdentity({ name, message }: ErrorFacts, context: ErrorContext): AwsProblem | undefined {
  if (name === 'ExpiredTokenException' && message.startsWith('Token expired:'))
    return credentials.webIdentityExpired(context, name);
  return /^(InvalidIdentityToken|IDPRejectedClaim)/.test(name)
    ? credentials.webIdentityRefused(context, message, name)
    : undefined;
}

const isCredentialsError = /^(CredentialsProviderError|ProviderError|TokenProviderError)$/;
const ssoExpired = /SSO|Token is expired|Session token not found or invalid|UnauthorizedException/;
const loginExpired = /aws login|re-?authenticate|Failed to load (a )?token/i;
const notLoggedIn = /Failed to load (a )?token/i;
const noSession =
  /was not found or is invalid|associated with this profile is invalid|Value not present for 'accessToken'/;
const ssoRoleRefused = /\b(ForbiddenException|ResourceNotFoundException|No access)\b/;
const nothingFound =
  /Could not (load|resolve) credentials|could not be found|was not found|multi-factor|metadata service/i;

/** The SDK distinguishes these errors by message only. */
function byCredentials({ name, message, networkCode }: ErrorFacts, context: ErrorContext): AwsProblem | undefined {
  if (!isCredentialsError.test(name) || networkCode !== undefined) return undefined;
  // The message contains the command, and the command may contain a password.
  if (message.startsWith(programFailed)) return credentials.processFailed(context, message, name);
  if (message.startsWith(programTimedOut)) return credentials.processTimedOut(context, name);
  if (notLoggedIn.test(message)) return credentials.notSignedIn(context, 'login', name);
  if (loginExpired.test(message)) return credentials.expired(context, 'login', name);
  const said = message.split('\n')[0] ?? '';
  const inMessage = /\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN)\b/.exec(said)?.[1];
  const host = /\bENOTFOUND ([\w.-]+)/.exec(said)?.[1] ?? 'the sign-in service';
  const trouble = inMessage === undefined ? undefined : networkTrouble(inMessage);
  if (trouble && inMessage) return say.unreachable(context, { trouble, host, code: inMessage });
  if (noSession.test(message)) return credentials.notSignedIn(context, 'sso', name);
  if (context.signIn?.kind === 'sso' && ssoRoleRefused.test(message)) return credentials.ssoRoleRefused(context, name);
  if (ssoExpired.test(message)) return credentials.expired(context, 'sso', name);
  const empty = credentials.emptySource(context, name);
  if (empty) return empty;
  if (nothingFound.test(message)) return credentials.noCredentials(context, message, name);
  return credentials.credentialsFailed(context, message, name);
}

const isUnreadable = /Deserialization error|is not valid JSON|XML parse error|Unterminated string in JSON/;

function byUnreadable({ name, message, status = 0 }: ErrorFacts, context: ErrorContext): AwsProblem | undefined {
  // A member has the wrong type: text instead of a number, or an object instead of a list.
  const isOfType = name === 'TypeError' && /^Expected | is not iterable$/.test(message);
  if (name !== 'SyntaxError' && !isOfType && !isUnreadable.test(message)) return undefined;
  const isPage = message.includes("Unexpected token '<'");
  // AWS refuses in its own protocol; an HTML page comes from a proxy or a firewall.
  if (isPage && (status === 401 || status === 403)) return say.gatewayFailed(context, status);
  const nameless = { name: '', message: '', networkCode: undefined, status, host: undefined, isTooLong: false };
  const refused = byStatus(nameless, context);
  if (refused !== undefined) return refused;
  if (status >= 500) return say.gatewayFailed(context, status);
  if (isPage) return say.notOffered(context.service, context.operation);
  return say.unreadable(context);
}

function byName({ name, message, skewMs }: ErrorFacts, context: ErrorContext): AwsProblem | undefined {
  switch (kindByName.get(name)) {
    case 'denied':
      return /Signature|Skewed|RequestExpired/.test(name)
        ? say.wrongSignature(context, name, skewMs)
        : say.denied(context, message, name);
    case 'expired-credentials':
      return credentials.expired(context, 'keys', name);
    case 'region-off':
      return /OptIn|Subscription/.test(name)
        ? say.regionOff(context, name)
        : say.notRecognized(context, isAlwaysOn(context.region), name);
    case 'throttled':
      return isQuota(name, message) ? say.invalid(context, message, name) : say.throttled(context, name);
    case 'not-offered':
      return say.notOffered(context.service, context.operation, name);
    case 'invalid':
      // AWS refuses a selection of a deleted plan with this message.
      return /^Cannot find /.test(message) ? say.notFound(context, message, name) : say.invalid(context, message, name);
    case 'not-found':
      return say.notFound(context, message, name);
    case 'timeout':
      return say.timeout(context, name);
    case 'aborted':
      return say.aborted();
    default:
      return undefined;
  }
}

/** AWS Backup uses LimitExceededException for a quota of resources; other services use it for a rate. */
const isQuota = (name: string, message: string) => name === 'LimitExceededException' && !/rate|request/i.test(message);

function byStatus({ name, message, status }: ErrorFacts, context: ErrorContext): AwsProblem | undefined {
  const code = name === '' || name === 'Unknown' ? String(status) : name;
  if (status === 404 || status === 405 || status === 501)
    return say.notOffered(context.service, context.operation, code);
  if (status === 401 || status === 403) return say.denied(context, message, code);
  if (status === 407 || status === 502 || status === 504) return say.gatewayFailed(context, status);
  return status === 429 ? say.throttled(context, code) : undefined;
}

/** Errors of the SDK before it sends anything. */
function byWords({ message }: ErrorFacts, context: ErrorContext): AwsProblem | undefined {
  const kind = /^Invalid Configuration: (FIPS|Dualstack) and custom endpoint/.exec(message)?.[1];
  if (kind) return say.addressForbids(kind === 'FIPS' ? 'FIPS' : 'DUALSTACK');
  const badInput = /HTTP label|Region not accepted|Invalid URL|Empty value provided|URI malformed/.test(message);
  return badInput ? say.notSent(context, message) : undefined;
}
