// STS, which uses the query protocol: a form as input, XML as output.
import type * as Sts from '@aws-sdk/client-sts';
import { parseBag } from '../../lib/bag.ts';
import { createRandom, seedOf } from '../estate/random.ts';
import { createQueryService } from '../protocols/query-service.ts';
import type { Call, EmulatedService, Handlers } from '../protocols/service.ts';
import { accessKeyFor } from '../wire/access-keys.ts';
import { AwsError, accessDenied, missingParameter } from '../wire/aws-error.ts';
import { sessionArn } from '../wire/callers.ts';
import { number, struct, text } from '../wire/own-schema.ts';

interface RoleForm {
  RoleArn?: string;
  RoleSessionName?: string;
  DurationSeconds?: number;
}

interface AssumeRoleForm extends RoleForm {
  SerialNumber?: string;
  TokenCode?: string;
}

const stsInput = struct({
  RoleArn: text,
  RoleSessionName: text,
  DurationSeconds: number,
  SerialNumber: text,
  TokenCode: text,
  WebIdentityToken: text,
});

const handlers: Handlers<typeof Sts> = {
  GetCallerIdentity: (_form: object, { account, caller }) => ({
    UserId: caller.id,
    Account: account,
    Arn: caller.arn,
  }),
  AssumeRole(form: AssumeRoleForm, call: Call): object {
    const denial = () => denialOf(call, form.RoleArn ?? '');
    checkMfa(form, denial);
    const given = assumeRole(form, call, denial);
    return given;
  },
  AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
};

interface WebIdentityForm extends RoleForm {
  WebIdentityToken?: string;
}

/** The emulator does not check the token's signature: it knows no identity provider's keys. */
function assumeRoleWithWebIdentity(form: WebIdentityForm, call: Call): object {
  const { aud, exp, iss, sub } = claimsOf(form.WebIdentityToken ?? '');
  if (exp !== undefined && exp * 1000 <= call.now) {
    const message = `current date/time ${Math.floor(call.now / 1000)} must be before the expiration date/time ${exp}`;
    throw new AwsError('ExpiredTokenException', `Token expired: ${message}`);
  }
  return {
    ...assumeRole(form, call, () => 'Not authorized to perform sts:AssumeRoleWithWebIdentity'),
    SubjectFromWebIdentityToken: sub ?? '',
    Audience: aud ?? '',
    Provider: iss ?? '',
  };
}

interface Claims {
  readonly aud?: string;
  /** Epoch seconds. */
  readonly exp?: number;
  readonly iss?: string;
  readonly sub?: string;
}

function claimsOf(token: string): Claims {
  const claims = parseBag(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  if (claims !== undefined) return claims as Claims;
  const message = 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)';
  throw new AwsError('InvalidIdentityToken', message);
}

function assumeRole(form: RoleForm, { estate, now, callers }: Call, denial: () => string): object {
  const { RoleArn: roleArn, RoleSessionName: session } = form;
  if (!roleArn || !session) throw missingParameter('RoleArn and RoleSessionName are required.');
  if (!/^[\w+=,.@-]{2,64}$/.test(session)) {
    throw constraint(
      `Value '${session}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
    );
  }
  // The session's ARN contains the role's name without its path.
  const [, account = '', role = ''] = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:[^/]+\/)*([^/]+)$/.exec(roleArn) ?? [];
  if (estate.organization.estateOf(account) === undefined) throw accessDenied(denial());
  const random = createRandom(seedOf(estate.seed, roleArn, session, now));
  const id = `AROA${random.hex(17).toUpperCase()}:${session}`;
  const arn = sessionArn(account, role, session);
  const AccessKeyId = accessKeyFor(account, random.hex(8));
  const Expiration = new Date(now + secondsOf(form) * 1000).toISOString();
  callers.remember(AccessKeyId, { role, user: session, id, arn });
  return {
    AssumedRoleUser: { AssumedRoleId: id, Arn: arn },
    Credentials: {
      AccessKeyId,
      SecretAccessKey: random.hex(40),
      SessionToken: random.hex(64),
      Expiration,
    },
  };
}

const constraint = (message: string) => new AwsError('ValidationError', `1 validation error detected: ${message}`);

function secondsOf({ DurationSeconds: seconds = 3_600 }: RoleForm): number {
  if (Number.isInteger(seconds) && seconds >= 900 && seconds <= 43_200) return seconds;
  throw constraint(
    `Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must be from 900 to 43200`,
  );
}

/** A role whose name ends in "MFA" requires a code. Every code of six digits is valid, except 000000. */
function checkMfa(
  { RoleArn: roleArn = '', SerialNumber: serial, TokenCode: code }: AssumeRoleForm,
  denial: () => string,
): void {
  if (code !== undefined && !/^\d{6}$/.test(code)) {
    throw constraint(`Value '${code}' at 'tokenCode' failed to satisfy constraint: Member must satisfy [\\d]{6}`);
  }
  const hasBoth = serial !== undefined && code !== undefined;
  if ((serial !== undefined && code === undefined) || (hasBoth && code === '000000')) {
    throw accessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code.');
  }
  if (/mfa$/i.test(roleArn) && !hasBoth) throw accessDenied(denial());
}

const denialOf = ({ caller }: Call, roleArn: string) =>
  `User: ${caller.arn} is not authorized to perform: ` + `sts:AssumeRole on resource: ${roleArn}`;

/** In this protocol the code has no suffix. */
const codeOf = ({ name }: AwsError) => (name === 'AccessDeniedException' ? 'AccessDenied' : name);

export const createStsService = (): EmulatedService =>
  createQueryService({
    name: 'sts',
    input: stsInput,
    xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/',
    handlers,
    codeOf,
  });
